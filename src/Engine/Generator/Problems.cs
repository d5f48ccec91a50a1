using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Labelwise.Engine.Generator;

/// <summary>One thing the engine cannot do.</summary>
/// <param name="Text">In words, with what to do instead.</param>
sealed record Problem(string Text, string Path, TextSpan Span, LinePositionSpan Lines)
{
    static readonly DiagnosticDescriptor Rule = new(
        "LWE001", "Not offered by the engine", "{0}", "Labelwise.Engine", DiagnosticSeverity.Error, isEnabledByDefault: true);

    internal static Problem At(ISymbol symbol, string text)
    {
        var location = symbol.Locations.FirstOrDefault() ?? Location.None;
        var lines = location.GetLineSpan();
        return new(text, lines.Path ?? "", location.SourceSpan, lines.Span);
    }

    internal Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Location.Create(Path, Span, Lines), Text);
}

/// <summary>Problems, equal where all of them are.</summary>
readonly struct Problems(ImmutableArray<Problem> all) : IEquatable<Problems>
{
    internal ImmutableArray<Problem> All { get; } = all;

    public bool Equals(Problems other) => All.SequenceEqual(other.All);

    public override bool Equals(object? obj) => obj is Problems other && Equals(other);

    public override int GetHashCode() => All.Length;
}
