using Orleans.Storage;

namespace Labelwise.Storage.Postgres;

/// <summary>State in Orleans' own stores, as the bytes it has in ours.</summary>
public sealed class StateBytes(IStateSerializer states) : IGrainStorageSerializer
{
    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => new(states.Serialize(input));

    /// <inheritdoc/>
    public T? Deserialize<T>(BinaryData input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return states.Deserialize<T>(input.ToMemory().Span);
    }
}
