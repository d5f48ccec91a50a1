using System.Collections.Immutable;
using System.Globalization;

namespace Labelwise.Domain.Json;

/// <summary>Gathers what is wrong with a document while somebody walks through it, and knows where they are, so
/// that every violation is named by its JSON pointer (RFC 6901). Costs nothing while all is well.</summary>
public sealed class Findings
{
    readonly List<Step> path = [];
    readonly List<Violation> violations = [];
    int uncounted;

    public bool IsClean => violations.Count is 0;

    /// <summary>How many members and items deep the walk is.</summary>
    public int Depth => path.Count;

    /// <summary>All that was found; beyond <see cref="JsonLimits.Violations"/> only how many more there are.</summary>
    public ImmutableArray<Violation> Violations => uncounted is 0
        ? [.. violations]
        : [.. violations, new("", "more-violations", $"There are {uncounted} more violations than are listed here.")];

    /// <summary>Steps into a member until the scope is disposed.</summary>
    public Scope At(string member) => Enter(new(member, 0));

    /// <summary>Steps into an item of an array until the scope is disposed.</summary>
    public Scope At(int index) => Enter(new(null, index));

    public void Refuse(string code, string message)
    {
        if (violations.Count < JsonLimits.Violations) violations.Add(new(Pointer, code, message));
        else uncounted++;
    }

    public void RefuseAt(string member, string code, string message)
    {
        using (At(member)) Refuse(code, message);
    }

    string Pointer => string.Concat(path.Select(step => step.Text));

    Scope Enter(Step step)
    {
        path.Add(step);
        return new(this);
    }

    readonly record struct Step(string? Member, int Index)
    {
        public string Text => Member is null
            ? string.Create(CultureInfo.InvariantCulture, $"/{Index}")
            : $"/{Member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
    }

    /// <summary>One step of the walk.</summary>
    public readonly struct Scope(Findings findings) : IDisposable
    {
        public void Dispose() => findings.path.RemoveAt(findings.path.Count - 1);
    }
}
