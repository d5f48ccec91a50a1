using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans
{
    public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);

    /// <summary>Stands between a call and its grain: registered for all grains, or implemented by a grain class for
    /// its own.</summary>
    public interface IIncomingGrainCallFilter
    {
        /// <summary>Must call <see cref="IGrainCallContext.Invoke"/> or set <see cref="IGrainCallContext.Result"/>.</summary>
        Task Invoke(IIncomingGrainCallContext context);
    }

    public interface IGrainCallContext
    {
        IInvokable Request { get; }

        /// <summary>The grain object.</summary>
        object Grain { get; }

        /// <summary>The grain that calls; null where the caller is none.</summary>
        GrainId? SourceId { get; }

        GrainId TargetId { get; }

        /// <summary>The interface's full name.</summary>
        string InterfaceName { get; }

        string MethodName { get; }

        MethodInfo InterfaceMethod { get; }

        /// <summary>What the caller gets; null before the method ran and for methods that return nothing.</summary>
        object? Result { get; set; }

        /// <summary>Goes on to the next filter, and last to the grain.</summary>
        Task Invoke();
    }

    public interface IIncomingGrainCallContext : IGrainCallContext
    {
        IGrainContext TargetContext { get; }

        MethodInfo ImplementationMethod { get; }
    }
}

namespace Orleans.Serialization.Invocation
{
    /// <summary>A call before it runs.</summary>
    public interface IInvokable
    {
        int GetArgumentCount();

        object? GetArgument(int index);

        string GetMethodName();

        string GetInterfaceName();

        Type GetInterfaceType();

        MethodInfo GetMethod();
    }
}
