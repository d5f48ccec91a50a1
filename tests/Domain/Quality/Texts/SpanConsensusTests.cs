using System.Collections.Immutable;
using Labelwise.Domain.Quality.Texts;

namespace Labelwise.Tests.Domain.Quality.Texts;

public sealed class SpanConsensusTests
{
    const string Text = "Ada Lovelace met Charles Babbage, in London.";

    static readonly string[] Classes = ["person", "place"];

    [Fact]
    public void Words_and_marks_are_tokens_in_code_points()
    {
        Assert.Equal([(0, 2), (2, 3), (4, 5)], SpanConsensus.Tokens("ab, 👨"));
        Assert.Equal([(0, 1), (2, 4)], SpanConsensus.Tokens("👍 ok"));
        Assert.Empty(SpanConsensus.Tokens("  "));
    }

    [Fact]
    public void Most_who_can_be_trusted_say_where_a_span_ends()
    {
        var merged = Merge(([new(0, 12, "person")], 0.9), ([new(0, 12, "person")], 0.9), ([new(0, 3, "person"), new(37, 43, "place")], 0.7));
        Assert.Equal([new ClassSpan(0, 12, "person")], merged.Select(m => m.Span));
        Assert.InRange(merged[0].Confidence, 0.8, 1);
    }

    [Fact]
    public void Spans_that_touch_stay_two_where_people_begin_anew()
    {
        var apart = Merge(([new(0, 3, "person"), new(4, 12, "person")], 0.9), ([new(0, 3, "person"), new(4, 12, "person")], 0.9));
        Assert.Equal([new ClassSpan(0, 3, "person"), new ClassSpan(4, 12, "person")], apart.Select(m => m.Span));
        Assert.Empty(Merge(([], 0.9), ([], 0.9)));
    }

    [Fact]
    public void What_everybody_marked_comes_out_as_it_went_in() => Seeds.Hold(seed =>
    {
        var draw = new Random(seed);
        var tokens = SpanConsensus.Tokens(Text);
        var spans = ImmutableArray.CreateBuilder<ClassSpan>();
        for (var t = 0; t < tokens.Length;)
        {
            var length = Math.Min(1 + draw.Next(3), tokens.Length - t);
            if (draw.Next(2) is 0) spans.Add(new(tokens[t].Start, tokens[t + length - 1].End, Classes[draw.Next(2)]));
            t += length;
        }
        var marked = spans.ToImmutable();
        return Merge((marked, 0.9), (marked, 0.9), (marked, 0.9)).Select(m => m.Span).SequenceEqual(marked);
    });

    static ImmutableArray<MergedSpan> Merge(params (ImmutableArray<ClassSpan>, double)[] opinions) => SpanConsensus.Of(SpanConsensus.Tokens(Text), opinions, Classes);
}
