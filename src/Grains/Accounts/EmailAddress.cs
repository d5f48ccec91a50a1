namespace Labelwise.Grains.Accounts;

/// <summary>The name an account is found by.</summary>
public static class EmailAddress
{
    /// <summary>Longest address, in characters (RFC 5321, 4.5.3.1.3, less the angle brackets).</summary>
    public const int MaxLength = 254;

    /// <returns>The one spelling of an address that keys its account; null when it is none.</returns>
    /// <remarks>Case is ignored throughout, as every large provider does; nothing else is guessed.</remarks>
    public static string? Normalise(string? text)
    {
        if (text is null || text.Length is 0 or > MaxLength || text.AsSpan().ContainsAnyExceptInRange('!', '~')) return null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1 && text.IndexOf('@', at + 1) < 0 && text.IndexOf('/', StringComparison.Ordinal) < 0
            ? text.ToLowerInvariant() : null;
    }
}
