using Labelwise.Domain;

namespace Labelwise.Tests.Domain;

static class Listing
{
    /// <summary>Violations as a reviewer of a snapshot reads them.</summary>
    public static string Listed(this IEnumerable<Violation> violations) =>
        string.Join('\n', violations.Select(violation => $"{violation.Pointer} {violation.Code}: {violation.Message}"));
}
