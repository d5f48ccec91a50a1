using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Labelwise.Engine.Calls;

/// <summary>One call on its way through the filters: first the silo's, then the grain's own, then the method.</summary>
sealed class FilteredCall(CallFilters filters, GrainCall call, object grain) : IIncomingGrainCallContext
{
    int stage;
    bool answered;
    object? result;

    public IInvokable Request => call;

    public object Grain => grain;

    public GrainId? SourceId => call.Source?.GrainId;

    public GrainId TargetId => call.Target.GrainId;

    public IGrainContext TargetContext => call.Host as IGrainContext
        ?? throw new InvalidOperationException($"{TargetId} is an observer and has no grain context.");

    public string InterfaceName => call.GetInterfaceName();

    public string MethodName => call.GetMethodName();

    public MethodInfo InterfaceMethod => call.GetMethod();

    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = grain.GetType().GetInterfaceMap(call.Method.Interface);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, InterfaceMethod)];
        }
    }

    public object? Result
    {
        get => result;
        set
        {
            result = value;
            answered = true;
        }
    }

    public async Task Invoke()
    {
        var filter = stage < filters.All.Count ? filters.All[stage] : stage == filters.All.Count ? grain as IIncomingGrainCallFilter : null;
        if (filter is null)
        {
            Result = await call.PerformForFilters(grain);
            return;
        }
        stage++;
        try
        {
            await filter.Invoke(this);
        }
        finally
        {
            stage--;
        }
        if (!answered)
            throw new InvalidOperationException($"{filter.GetType()} neither went on with the call nor set a result.");
    }

    internal async Task RunToEnd()
    {
        await Invoke();
        call.SettleFiltered(result);
    }
}
