namespace Orleans.Runtime;

/// <summary>Text that names a grain type or a grain within its type.</summary>
/// <remarks>The hash is computed once and is the same in every process, so that whatever is ordered or spread by it
/// is so again in the next run.</remarks>
[Immutable, GenerateSerializer]
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>
{
    [Id(0)] readonly int hash;
    [Id(1)] readonly string? value;

    IdSpan(string value)
    {
        this.value = value;
        hash = StableHash(value);
    }

    public bool IsDefault => string.IsNullOrEmpty(value);

    public static IdSpan Create(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return new(id);
    }

    public bool Equals(IdSpan other) => hash == other.hash && string.Equals(value, other.value, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    public override int GetHashCode() => hash;

    public uint GetUniformHashCode() => unchecked((uint)hash);

    public int CompareTo(IdSpan other) => string.CompareOrdinal(value, other.value);

    public override string ToString() => value ?? "";

    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);

    public static bool operator <(IdSpan left, IdSpan right) => left.CompareTo(right) < 0;

    public static bool operator <=(IdSpan left, IdSpan right) => left.CompareTo(right) <= 0;

    public static bool operator >(IdSpan left, IdSpan right) => left.CompareTo(right) > 0;

    public static bool operator >=(IdSpan left, IdSpan right) => left.CompareTo(right) >= 0;

    // FNV-1a over UTF-16 units with a final mix: string.GetHashCode differs from process to process.
    static int StableHash(string text)
    {
        var h = 2166136261u;
        foreach (var unit in text) h = (h ^ unit) * 16777619u;
        h ^= h >> 16;
        h *= 0x85ebca6bu;
        h ^= h >> 13;
        return unchecked((int)h);
    }
}
