using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Labelwise.Storage;
using Labelwise.Tests.Simulation.People;

namespace Labelwise.Tests.Simulation.Checks;

/// <summary>Counts the tasks themselves, and holds rows, totals and what is known of people against that.</summary>
sealed class Recount(Scene scene, IGrainFactory grains)
{
    /// <summary>Answers of a project before which nobody weighs all of them together.</summary>
    const int FewestWeighedTogether = 20;

    readonly List<TaskTruth> truths = [];
    readonly List<TaskRow> rows = [];

    public async Task Check(Witness witness)
    {
        // Whoever is asked first wakes, and asks others.
        await grains.GetGrain<IQueueGrain>(Scene.Project.Value).Totals();
        await grains.GetGrain<IQualityGrain>(Scene.Project.Value).View();
        await scene.Pause(TimeSpan.FromMinutes(2));
        rows.AddRange((await Scene.Listed(grains)).Select(i => i.Row));
        foreach (var row in rows) truths.Add((await grains.GetGrain<ITaskGrain>(row.Id.Value).Truth())!);
        var weighedTogether = truths.Sum(t => t.Annotations.Length) >= FewestWeighedTogether;
        foreach (var row in rows)
        {
            var task = grains.GetGrain<ITaskGrain>(row.Id.Value);
            if (await task.Row() is { } told)
                witness.Hold(Invariant.CountersEqualARecount, Text(told) == Text(weighedTogether ? AsDecided(row, told) : row), () => $"the row of {row.Id} is\n{Text(row)} and should be\n{Text(told)}");
            else
                witness.Hold(Invariant.CountersEqualARecount, row.Version == 0, () => $"the row {Text(row)} has no truth");
        }
        scene.Watcher.Check(truths);
        Totals(await grains.GetGrain<IQueueGrain>(Scene.Project.Value).Totals(), witness);
        foreach (var person in (await grains.GetGrain<IQualityGrain>(Scene.Project.Value).View()).Annotators) Person(person.Evidence, witness);
    }

    void Totals(ProjectTotals totals, Witness witness)
    {
        Same("tasks", rows.Count, totals.Tasks);
        for (var state = TaskState.Queued; state <= TaskState.Reviewed; state++)
            Same($"{state}", truths.Count(t => t.State == state), totals.States[(int)state]);
        Same("annotations", truths.Sum(t => t.Annotations.Length), totals.Annotations);
        Same("waiting for review", truths.Count(t => t.Waits is not ReviewReason.None), totals.WaitsForReview);
        Same("leases", truths.Sum(t => t.Leases.Length), totals.Held);
        for (var by = DeciderKind.People; by <= DeciderKind.Reviewer; by++)
            Same($"decided by {by}", truths.Count(t => t.Decision?.By == by), totals.DecidedBy[(int)by]);
        for (var c = 0; c < totals.Classes.Length; c++) Same($"class {c}", truths.Count(t => t.Decision?.Class == c), totals.Classes[c]);

        void Same(string what, int counted, int told) =>
            witness.Hold(Invariant.CountersEqualARecount, counted == told, () => $"{what}: counted {counted}, told {told}");
    }

    void Person(AnnotatorEvidence told, Witness witness)
    {
        var own = truths.SelectMany(t => t.Annotations).Where(a => a.Annotator == told.Annotator).ToArray();
        witness.Hold(Invariant.CountersEqualARecount, own.Length == told.Submitted,
            () => $"{told.Annotator} submitted {own.Length}, told {told.Submitted}");
        var skipped = truths.Count(t => t.Ended.Any(l => l.How is LeaseEnd.Skipped && l.Holder == told.Annotator));
        witness.Hold(Invariant.CountersEqualARecount, skipped == told.Skipped, () => $"{told.Annotator} skipped {skipped}, told {told.Skipped}");
    }

    /// <summary>All opinions together may believe a label otherwise than it was when people gave it; never what a model or a
    /// reviewer decided, nor an audit that is under way.</summary>
    static TaskRow AsDecided(TaskRow row, TaskRow told) =>
        row is { Class: >= 0, Confidence: > 0 and < 1, Decision: null or { By: DeciderKind.People }, Audit: AuditStatus.None or AuditStatus.Agrees } && row.CountedOpinions > 0
            ? row with { Confidence = told.Confidence } : row;

    static string Text(TaskRow row) => JsonSerializer.Serialize(row, StateJson.Options);
}
