using System.Collections.Immutable;

namespace Labelwise.Domain.Quality.Texts;

/// <summary>A stretch of text with a class, in Unicode code points.</summary>
public readonly record struct ClassSpan(int Start, int End, string Class);

/// <summary>A span as all opinions together have it.</summary>
/// <param name="Confidence">The least probability of a token in it to be of its class.</param>
public readonly record struct MergedSpan(ClassSpan Span, double Confidence);

/// <summary>Merges the spans that several people marked, token by token.</summary>
/// <remarks>
/// Each token is a task whose classes are those of spans and none, as the tokenwise baseline of Nguyen et al. 2017, "Aggregating and
/// predicting sequence labels from crowd annotations", doi:10.18653/v1/P17-1028, with <see cref="OneCoin"/> for each. Neighbouring tokens of one class are
/// one span, but for where most of those who marked both begin a new one. Assumes that spans begin and end with tokens, that no two spans of a person
/// overlap (of those that do the first counts), and that people err independently at each token: a sequence model would be
/// surer of the ends.
/// </remarks>
public static class SpanConsensus
{
    /// <param name="tokens">Start and end of each token, in order.</param>
    /// <param name="opinions">The spans each person marked, and how often the person is right about a token.</param>
    /// <param name="classes">All classes that a span may have.</param>
    public static ImmutableArray<MergedSpan> Of(
        IReadOnlyList<(int Start, int End)> tokens, IReadOnlyList<(ImmutableArray<ClassSpan> Spans, double Accuracy)> opinions, IReadOnlyList<string> classes)
    {
        var merged = ImmutableArray.CreateBuilder<MergedSpan>();
        var prior = Priors.Uniform(classes.Count + 1);
        (int Class, double Sure, int From)? open = null;
        for (var t = 0; t <= tokens.Count; t++)
        {
            var (best, sure) = t < tokens.Count ? Best(tokens[t], opinions, classes, prior) : (classes.Count, 1);
            if (open is { } span && (best != span.Class || Begins(tokens[t], opinions, classes[best])))
            {
                merged.Add(new(new(tokens[span.From].Start, tokens[t - 1].End, classes[span.Class]), span.Sure));
                open = null;
            }
            if (best < classes.Count) open = open is { } going ? going with { Sure = Math.Min(going.Sure, sure) } : (best, sure, t);
        }
        return merged.ToImmutable();
    }

    /// <summary>Tokens that somebody marked and that are more likely in no span: their likeliest class, and the probability that they are in one after all.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static IEnumerable<MergedSpan> LeftOut(
        IReadOnlyList<(int Start, int End)> tokens, IReadOnlyList<(ImmutableArray<ClassSpan> Spans, double Accuracy)> opinions, IReadOnlyList<string> classes)
    {
        var prior = Priors.Uniform(classes.Count + 1);
        foreach (var token in tokens)
        {
            if (opinions.Select(o => At(token, o.Spans)).FirstOrDefault(s => s is not null) is not { } marked) continue;
            var (best, none) = Best(token, opinions, classes, prior);
            if (best == classes.Count) yield return new(marked with { Start = token.Start, End = token.End }, 1 - none);
        }
    }

    /// <summary>Words as Unicode's white space parts them, each mark of punctuation by itself.</summary>
    public static ImmutableArray<(int Start, int End)> Tokens(string text)
    {
        var tokens = ImmutableArray.CreateBuilder<(int, int)>();
        var (at, start) = (0, -1);
        foreach (var rune in text.EnumerateRunes())
        {
            var apart = System.Text.Rune.IsPunctuation(rune) || System.Text.Rune.IsSymbol(rune);
            if (start >= 0 && (apart || System.Text.Rune.IsWhiteSpace(rune))) { tokens.Add((start, at)); start = -1; }
            if (apart) tokens.Add((at, at + 1));
            else if (start < 0 && !System.Text.Rune.IsWhiteSpace(rune)) start = at;
            at++;
        }
        if (start >= 0) tokens.Add((start, at));
        return tokens.ToImmutable();
    }

    static (int Class, double Sure) Best(
        (int Start, int End) token, IReadOnlyList<(ImmutableArray<ClassSpan> Spans, double Accuracy)> opinions, IReadOnlyList<string> classes, ImmutableArray<double> prior)
    {
        var said = opinions.Select(o => new Opinion(NumberOf(At(token, o.Spans)?.Class, classes), o.Accuracy)).ToArray();
        var posterior = OneCoin.Posterior(prior.AsSpan(), said);
        // None where nothing is said of anything: ties go to no span.
        var best = classes.Count;
        for (var c = 0; c < classes.Count; c++) if (posterior[c] > posterior[best]) best = c;
        return (best, posterior[best]);
    }

    /// <returns>As many as there are classes, for none.</returns>
    static int NumberOf(string? name, IReadOnlyList<string> classes)
    {
        for (var c = 0; c < classes.Count; c++) if (classes[c] == name) return c;
        return classes.Count;
    }

    static bool Begins((int Start, int End) token, IReadOnlyList<(ImmutableArray<ClassSpan> Spans, double Accuracy)> opinions, string of)
    {
        var (begin, go) = (0.0, 0.0);
        foreach (var (spans, accuracy) in opinions)
            if (At(token, spans) is { } span && span.Class == of)
                if (span.Start >= token.Start) begin += accuracy;
                else go += accuracy;
        return begin > go;
    }

    static ClassSpan? At((int Start, int End) token, ImmutableArray<ClassSpan> spans)
    {
        foreach (var span in spans) if (span.Start < token.End && span.End > token.Start) return span;
        return null;
    }
}
