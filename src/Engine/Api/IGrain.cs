namespace Orleans
{
    using Orleans.Runtime;

    /// <summary>Root of every grain interface.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain whose key is text.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>A grain whose key is a GUID.</summary>
    public interface IGrainWithGuidKey : IGrain;

    /// <summary>A grain whose key is a 64-bit integer.</summary>
    public interface IGrainWithIntegerKey : IGrain;

    /// <summary>Root of interfaces through which grains tell others what happened. Its methods return nothing, or a task
    /// that ends when the observer is done.</summary>
    public interface IGrainObserver : IAddressable;
}

namespace Orleans.Runtime
{
    /// <summary>Whatever a call can be sent to by its identity.</summary>
    public interface IAddressable;
}
