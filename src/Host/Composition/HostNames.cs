namespace Labelwise.Host.Composition;

/// <summary>The names a server answers to: a page elsewhere that gets its own name to resolve to us is not among
/// them.</summary>
static class HostNames
{
    public static IEnumerable<string> Of(ServerOptions options)
    {
        if (!options.Hosts.IsEmpty) return options.Hosts;
        var hosts = options.Url.Split(';').Select(HostOf).ToList();
        // Bound to every address, a server cannot know the names it goes by; setting 'hosts' tells it.
        return hosts.Exists(h => h is "*" or "+" or "0.0.0.0" or "[::]") ? ["*"] : hosts.Append("localhost").Append("127.0.0.1").Append("[::1]").Distinct(StringComparer.OrdinalIgnoreCase);
    }

    static string HostOf(string url)
    {
        var authority = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        var colon = authority.LastIndexOf(':');
        return colon > authority.LastIndexOf(']') ? authority[..colon] : authority;
    }
}
