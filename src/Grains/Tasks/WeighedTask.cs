using System.Collections.Immutable;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Quality;

namespace Labelwise.Grains.Tasks;

/// <summary>What a fit over the whole project reads of a block.</summary>
/// <param name="Effect">How far people err together, as the block was told.</param>
[GenerateSerializer, Immutable, Alias("weighed-block")]
public sealed record WeighedBlock([property: Id(0)] DesignEffect Effect, [property: Id(1)] ImmutableArray<WeighedTask> Tasks);

/// <summary>A task with the opinions that count on it: what a fit over the whole project reads.</summary>
/// <param name="Class">What stands as its label, and</param>
/// <param name="Confidence">how surely.</param>
/// <param name="IsOpen">Whether another opinion is waited for.</param>
/// <param name="Known">The class that a reviewer decided or a curator vouches for; -1 where none did.</param>
/// <param name="Model">Whose word counts as an opinion: none where people were shown it, nor while it is being audited.</param>
/// <param name="Said">All answers in the order given, so that the latest can be held against those before them; empty where none came since.</param>
/// <param name="Fresh">The first of them that came since.</param>
/// <param name="Checks">How many of the opinions, the last, were answers to a check whose author may not be told so.</param>
[GenerateSerializer, Immutable, Alias("weighed-task")]
public sealed record WeighedTask(
    [property: Id(0)] int Row, [property: Id(1)] int Version, [property: Id(2)] int Class, [property: Id(3)] float Confidence,
    [property: Id(4)] bool IsOpen, [property: Id(5)] int Known, [property: Id(6)] ImmutableArray<ClassOpinion> Opinions,
    [property: Id(7)] ModelRef? Model, [property: Id(8)] int Predicted, [property: Id(9)] ImmutableArray<ClassProbability> Probabilities,
    [property: Id(10)] ImmutableArray<ClassOpinion> Said, [property: Id(11)] int Fresh,
    [property: Id(12)] int Checks = 0)
{
    /// <param name="since">After which answers are <see cref="Fresh"/>; null for none.</param>
    internal static ImmutableArray<WeighedTask> Of(BlockRows rows, DateTimeOffset? since)
    {
        var weighed = ImmutableArray.CreateBuilder<WeighedTask>();
        for (var at = 0; at < rows.Count; at++)
            // One whose only answer was rejected has no class, and an answer that others foretold.
            if (rows.Brief(at) is var gist && (gist.Opinions > 0 && (gist.Class >= 0 || since is not null) || gist is { Class: >= 0, DecidedBy: DeciderKind.Reviewer } || gist is { Class: >= 0, Version: > 0 } && rows[at].Gold))
                weighed.Add(Of(rows, at, since));
        return weighed.DrainToImmutable();
    }

    /// <summary>The same as it was at an earlier moment: answers and verdicts after it left out, and models' words, whose calibration of then is not kept.
    /// What is no more, as an answer rejected since, is not in it either.</summary>
    internal static ImmutableArray<WeighedTask> AsOf(BlockRows rows, DateTimeOffset until)
    {
        var weighed = ImmutableArray.CreateBuilder<WeighedTask>();
        for (var at = 0; at < rows.Count; at++)
            if (rows.Brief(at) is { Class: >= 0, Opinions: > 0 } && AsOf(rows, at, until) is { Opinions.IsEmpty: false } was) weighed.Add(was);
        return weighed.DrainToImmutable();
    }

    static WeighedTask AsOf(BlockRows rows, int at, DateTimeOffset until)
    {
        var row = rows[at];
        var known = row.Decision is { By: DeciderKind.Reviewer, At: var decided } && decided <= until ? row.Class : -1;
        return new(
            at, row.Version, row.Class, row.Confidence, false, known,
            [.. row.Opinions.Where(o => o is { Counts: true, Class: >= 0 } && o.At <= until).Select(o => new ClassOpinion(o.Annotator, o.Class))], null, -1, [], [], 0);
    }

    /// <summary>Whether a row's label is believed as much as all opinions together believe it.</summary>
    internal static bool IsRefined(TaskRow row) =>
        row is { Class: >= 0, Version: > 0, Gold: false, Audit: AuditStatus.None or AuditStatus.Agrees } && row.CountedOpinions > 0 && row.Decision is null or { By: DeciderKind.People };

    static WeighedTask Of(BlockRows rows, int at, DateTimeOffset? since)
    {
        var row = rows[at];
        var (said, fresh) = since is { } then ? InOrder(rows, at, then) : ([], 0);
        var word = row.Audit is AuditStatus.Drawn or AuditStatus.Disputed || rows.IsPrelabeled(at) ? null : rows.Predicted(at)?.Prediction;
        if (word is not { Class: >= 0, Probabilities.IsDefaultOrEmpty: false }) word = null;
        ClassOpinion[] checks = row.Gold ? [.. row.Checks.Where(c => c is { Kind: CheckKind.Gold, Class: >= 0 }).Select(c => new ClassOpinion(c.Annotator, c.Class))] : [];
        return new(
            at, row.Version, row.Class, row.Confidence, row.Decision is null && row.Waits is ReviewReason.None,
            row.Gold || row.Decision is { By: DeciderKind.Reviewer } ? row.Class : -1,
            [.. row.Opinions.Where(o => o is { Counts: true, Class: >= 0 }).Select(o => new ClassOpinion(o.Annotator, o.Class)), .. checks],
            word?.Model, word?.Class ?? -1, word?.Probabilities ?? [], said, fresh, checks.Length);
    }

    /// <summary>Which answers there are must not depend on what became of them: those that a reviewer decided over count as any other, and
    /// rejected ones too, up to the first. Audits are left out, since whether the model's word counts depends on the answer.</summary>
    static (ImmutableArray<ClassOpinion> Said, int Fresh) InOrder(BlockRows rows, int at, DateTimeOffset since)
    {
        var opinions = rows[at].Opinions;
        var fresh = opinions.TakeWhile(o => o.At <= since).Count();
        if (fresh == opinions.Length || rows[at].Audit is not AuditStatus.None || rows.IsPrelabeled(at) || opinions.Any(o => o.Class < 0)
            || rows.Predicted(at) is { } predicted && predicted.At >= opinions[0].At) return ([], 0);
        var rejected = opinions.TakeWhile(o => o.Counts).Count();
        return ([.. opinions.Take(rejected + 1).Select(o => new ClassOpinion(o.Annotator, o.Class))], fresh);
    }
}

/// <summary>How surely all opinions of the project together hold a row's label.</summary>
/// <param name="Version">Of the row that was weighed.</param>
[GenerateSerializer, Immutable, Alias("refined-row")]
public readonly record struct RefinedRow([property: Id(0)] int Row, [property: Id(1)] int Version, [property: Id(2)] float Confidence);
