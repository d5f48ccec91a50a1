namespace Labelwise.Grains.Ports;

/// <summary>Implemented by the exceptions of stores: which kind of trouble a store is in.</summary>
public interface IStoreFailure
{
    /// <summary>No room on the disk: nothing was written.</summary>
    public const string Full = "store-full";

    string Code { get; }
}
