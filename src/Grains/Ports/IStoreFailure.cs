namespace Labelwise.Grains.Ports;

/// <summary>Implemented by the exceptions of stores: which kind of trouble a store is in.</summary>
public interface IStoreFailure
{
    /// <summary>No room on the disk: nothing was written.</summary>
    public const string Full = "store-full";

    /// <summary>What was asked for lies where the file is damaged; the rest of the store is sound.</summary>
    public const string Damaged = "store-damaged";

    string Code { get; }
}
