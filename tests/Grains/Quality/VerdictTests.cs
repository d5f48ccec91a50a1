using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using static Labelwise.Tests.Grains.Cluster;

namespace Labelwise.Tests.Grains.Quality;

/// <summary>What a reviewer's verdict says of those who answered.</summary>
public sealed class VerdictTests
{
    const int Samples = 8;

    /// <summary>Everywhere the reviewer gives another caption, and on the last task another class.</summary>
    [Fact]
    public async Task Who_named_the_class_that_stands_is_right_whatever_else_was_mended()
    {
        await using var cluster = await Start(
            """{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":1}}""", Samples, annotators: 1,
            spec: """{"media":"image","classes":[],"properties":[{"name":"kind","type":"option","options":["cat","dog","owl"],"required":true},{"name":"caption","type":"text","required":true}]}""");
        for (var i = 0; i < Samples; i++)
            await cluster.Submit(Assert.Single((await cluster.Next(Annotator(1))).Tasks), Annotator(1), Labels("cat", "a cat"));
        for (var at = 0; at < Samples; at++)
            Assert.Null((await cluster.Task(new(cluster.Project, at)).Review(new(new($"v{at}"), new("r"), 1, Verdict.Correct, "", Labels(at is Samples - 1 ? "dog" : "cat", "A cat.")))).Refusal);

        await Eventually("the verdicts are known", async () => (await cluster.Quality.View()).Annotators is [{ Evidence.Reviewed: Samples }]);
        var known = Assert.Single((await cluster.Quality.View()).Annotators);
        Assert.Equal((0, Samples), (known.Evidence.Accepted, known.Evidence.Rejected));
        Assert.Equal(Samples - 1, known.Evidence.Skill.Right, 1);

        static LabelDocument Labels(string kind, string caption) =>
            LabelDocument.Parse(System.Text.Encoding.UTF8.GetBytes($$"""{"objects":[],"properties":{"kind":"{{kind}}","caption":"{{caption}}"} }""")).Labels!;
    }
}
