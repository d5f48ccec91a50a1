namespace Labelwise.Domain.Json;

/// <summary>What a JSON document of ours may hold at most, whatever it is about.</summary>
public static class JsonLimits
{
    /// <summary>Objects and arrays within each other.</summary>
    public const int Depth = 64;

    /// <summary>Likewise in a document that is kept as it came and shown within another: a client that reads to the usual
    /// depth of 64 can read that one too.</summary>
    public const int KeptDepth = 32;

    /// <summary>Violations named before the rest is only counted.</summary>
    public const int Violations = 100;
}
