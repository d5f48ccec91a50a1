using System.Globalization;
using Orleans.Storage;

namespace Labelwise.Storage.Sqlite;

/// <summary>Which state of which grain.</summary>
readonly record struct StateKey(string Name, string Grain)
{
    public override string ToString() => $"state '{Name}' of {Grain}";
}

/// <summary>Writes a state, or clears it, if it still has the etag its grain last saw.</summary>
/// <param name="expected">Null when the grain saw no state; <c>*</c> for whatever there is.</param>
/// <param name="value">Null to clear.</param>
sealed class StateWrite(StateKey key, string? expected, ReadOnlyMemory<byte>? value) : Write
{
    private const string Any = "*";

    /// <summary>Of the state as written; null when cleared.</summary>
    public string? NewEtag { get; private set; }

    public override long SizeBytes => value?.Length ?? 0;

    public override string Purpose => $"The {key} was not {(value is null ? "cleared" : "written")}";

    public override Exception? Apply(StoreWriter writer)
    {
        if (expected is null && value is not null) return Create(writer);  // the insert sees whether there is one
        if (expected is null or Any)
        {
            var stored = writer.FindEtag(key.Name, key.Grain);
            if (stored is not null && expected is null) return Conflict(stored);
            return stored is null ? Create(writer) : Replace(writer, stored.Value);
        }
        return long.TryParse(expected, NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
            ? Replace(writer, seen)
            : Conflict(writer.FindEtag(key.Name, key.Grain));
    }

    private Exception? Create(StoreWriter writer)
    {
        if (value is not { } bytes) return null;
        var etag = writer.NewEtag();
        if (!writer.InsertState(key.Name, key.Grain, etag, bytes.Span))
            return Conflict(writer.FindEtag(key.Name, key.Grain));
        NewEtag = Text(etag);
        return null;
    }

    private Exception? Replace(StoreWriter writer, long seen)
    {
        var etag = writer.NewEtag();
        var matched = value is { } bytes
            ? writer.UpdateState(key.Name, key.Grain, seen, etag, bytes.Span)
            : writer.DeleteState(key.Name, key.Grain, seen);
        if (!matched) return Conflict(writer.FindEtag(key.Name, key.Grain));
        NewEtag = value is null ? null : Text(etag);
        return null;
    }

    private InconsistentStateException Conflict(long? stored)
    {
        var found = stored is { } etag ? Text(etag) : null;
        return new(
            $"The {key} was changed by another activation: " +
            $"stored etag {found ?? "none"}, expected {expected ?? "none"}.",
            found, expected);
    }

    private static string Text(long etag) => etag.ToString(CultureInfo.InvariantCulture);
}
