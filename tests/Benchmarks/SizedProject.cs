using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Labelwise.Benchmarks;

/// <summary>A data directory with one project of some size for the real server: a classification of which some tasks are decided by
/// people, with evenly spread confidences. Made at grain level, since an import of a million takes minutes.</summary>
static class SizedProject
{
    /// <summary>Classes, and people who decided tasks.</summary>
    public const int Classes = 4, Deciders = 4;

    /// <summary>Of five tasks so many are decided.</summary>
    const int DecidedOfFive = 2;

    const int BlocksAtOnce = 8;

    const string Spec = """{"media":"image","classes":[],"properties":[{"name":"kind","type":"option","options":["c0","c1","c2","c3"],"required":true}]}""";

    public static async Task Make(string directory, int tasks, bool decided)
    {
        await using var project = await Project.Start(tasks, Deciders, directory, Spec, "main");
        if (!decided) return;
        var settings = (await project.Grains.GetGrain<IProjectGrain>(project.Id.Value).Settings())!;
        var documents = settings.ClassIds.Select(option => LabelDocument.Of(settings.Spec.ClassificationTarget!.PropertyId, option)).ToImmutableArray();
        await project.Services.GetRequiredService<ILabelStore>().Put([.. documents.Select(d => (d.Hash, (ReadOnlyMemory<byte>)d.ToCanonicalJson()))]);
        foreach (var blocks in Enumerable.Range(0, tasks).Where(t => t % 5 < DecidedOfFive).GroupBy(TaskBlock.Of).Chunk(BlocksAtOnce))
            await Task.WhenAll(blocks.Select(b => Task.WhenAll(b.Select(t => project.Block(b.Key).Report(Decided(project.Id, t, documents), null)))));
    }

    static TaskRow Decided(ProjectId project, int task, ImmutableArray<LabelDocument> documents)
    {
        var draws = new Random(task);
        var (kind, who, at) = (draws.Next(Classes), Project.Annotator(draws.Next(Deciders)), DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(task));
        return new()
        {
            Id = new(project, task), Version = 2, State = TaskState.Reviewed, Label = documents[kind].Hash, Class = kind, Confidence = draws.NextSingle(),
            Decision = new(DeciderKind.People, [who], null, at, "consensus"), UpdatedAt = at,
            Opinions = [new(who, documents[kind].Hash, kind, 4200, at, Counts: true, Stood: null, Returned: false)],
        };
    }
}
