using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Tasks;

/// <summary>One task and whatever annotators, reviewers and the clock do to it, at random from a seed. Applies
/// commands as a task's grain does: decide, fold, settle.</summary>
sealed class TaskStory
{
    static readonly DateTimeOffset Start = new(2030, 1, 1, 8, 0, 0, TimeSpan.Zero);
    static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(15);
    static readonly ModelRef Model = new("m", 1);

    readonly Random random;
    readonly List<LeaseId> leases = [];
    int commands;

    public TaskStory(int seed)
    {
        random = new(seed);
        var min = random.Next(1, 3);
        Policy = new(min, min + random.Next(3), random.Next(3) / 2.0, Annotators: 5, MayAnnotate: _ => true);
        Now = Start;
        var prediction = random.Next(2) is 0 ? null : new Prediction(Model, Label(0), 0, 0.9, []);
        var accepted = prediction is not null && random.Next(4) is 0
            ? new Decision(DeciderKind.Model, [], Model, prediction.Label, 0, 0.99, "certificate", Start) : null;
        var origin = new TaskOrigin(
            new(new("p"), 1), new(Label(9), "x.png", "image/png", 28, 28, 0), prediction,
            Audit: prediction is not null && accepted is null && random.Next(2) is 0, Prelabeled: false,
            (uint)random.NextInt64(uint.MaxValue), Start, prediction is null ? null : Start, accepted, RecalledAt: null);
        Record([new TaskTakenOver(Now, origin, Policy.MinOpinions)]);
    }

    public TaskPolicy Policy { get; }
    public DateTimeOffset Now { get; private set; }
    public TaskTruth Task { get; private set; } = TaskTruth.Unknown;
    public List<TaskEvent> Events { get; } = [];
    public List<TaskCommand> Accepted { get; } = [];

    /// <summary>Something happens: time passes, and somebody wants something, sensible or not.</summary>
    /// <returns>The command, the ruling on it, and the truth before.</returns>
    public (TaskCommand Command, Ruling Ruling, TaskTruth Before) Step()
    {
        Now += TimeSpan.FromMinutes(random.Next(8) switch { 0 => -5, 1 => 20, 2 => 60 * 25, _ => random.Next(6) });
        var (command, before) = (Next(), Task);
        var ruling = TaskRules.Decide(Task, command, Policy, Now);
        if (ruling.Refusal is null) Apply(ruling);
        if (ruling.Refusal is null) Accepted.Add(command);
        return (command, ruling, before);
    }

    void Apply(Ruling ruling)
    {
        var folded = ruling.Events.Aggregate(Task, TaskEvolution.Evolve);
        var settled = ruling.Events.Any(e => e is AnnotationSubmitted)
            ? Settling.After(folded, Assess(folded), Policy, Now) : [];
        if (!ruling.Events.IsEmpty) Record([.. ruling.Events, .. settled]);
    }

    void Record(ImmutableArray<TaskEvent> events)
    {
        Task = TaskEvolution.Record(Task, events);
        Events.AddRange(events);
        leases.AddRange(events.OfType<LeaseGranted>().Select(e => e.Assignment.Id));
    }

    /// <summary>Stands in for truth inference: a majority of two or a lucky one is enough.</summary>
    Assessment Assess(TaskTruth task)
    {
        var counted = task.Counted.ToList();
        var top = counted.GroupBy(a => a.Class).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First();
        var sure = counted.Count >= Policy.MinOpinions && (top.Count() > 1 || random.Next(2) is 0);
        var need = sure ? Need.Nothing : counted.Count < Policy.MaxOpinions ? Need.AnotherOpinion : Need.Reviewer;
        return new(top.First().Label, top.Key, sure ? 0.99 : 0.6, need);
    }

    TaskCommand Next()
    {
        var (key, by) = (new CommandKey($"k{commands++}"), new UserId($"annotator{random.Next(5)}"));
        var reviewer = new UserId($"reviewer{random.Next(2)}");
        var fingerprint = (ulong)commands;
        var lease = leases.Count is 0 ? new LeaseId("none") : leases[^Math.Min(leases.Count, random.Next(1, 5))];
        if (random.Next(4) > 0 && Holder(lease) is { } holder) by = holder;
        var answer = random.Next(3) is 0 ? 1 : 0;
        return random.Next(21) switch
        {
            0 or 1 or 2 => new LeaseTask(key, by, fingerprint, new($"l{commands}"), AssignmentKind.Label, LeaseLength, 1, 1),
            3 => new LeaseTask(key, reviewer, fingerprint, new($"l{commands}"), AssignmentKind.Review, LeaseLength, 1, 1),
            4 or 5 or 6 => new SubmitAnnotation(key, by, fingerprint, lease, Label(answer), answer, [], random.Next(-5, 1_000_000)),
            7 => new SkipTask(key, by, fingerprint, lease, "blurred"),
            8 => new ReleaseTask(key, by, fingerprint, lease),
            9 => new ExtendLease(key, by, fingerprint, lease, LeaseLength),
            10 => new ReviewTask(key, reviewer, fingerprint, (Verdict)random.Next(3), "", Label(answer), answer, [], new($"r{commands}"), 1, 1, ToOthers: commands % 3 is 0),
            11 => new AwaitAnswer(key, by, fingerprint, lease, Question(commands)),
            12 => new EndWaiting(key, by, fingerprint, Task.Awaited is [var first, ..] ? first.Question : Question(0), new($"q{commands}"), 1, 1),
            13 => new AskReview(key, reviewer, fingerprint, "look twice"),
            14 => new ReopenTask(key, reviewer, fingerprint, "look again"),
            15 => new MarkGold(key, reviewer, fingerprint, random.Next(2) is 0 ? default : Label(answer), answer, "sure", []),
            16 => new UnmarkGold(key, reviewer, fingerprint, "not so sure"),
            17 or 18 => new GiveCheck(key, by, fingerprint, new($"c{commands}"), (CheckKind)random.Next(2), LeaseLength, 1, 1, Fits: random.Next(8) > 0),
            _ => OfACheck(key, by, fingerprint, answer),
        };
    }

    /// <summary>What whoever holds a check, or somebody else, does with it.</summary>
    TaskCommand OfACheck(CommandKey key, UserId by, ulong fingerprint, int answer)
    {
        var check = Task.Checks.IsEmpty ? null : Task.Checks[random.Next(Task.Checks.Length)];
        var lease = check?.Lease.Id ?? new LeaseId("none");
        if (check is not null && random.Next(5) > 0) by = check.Lease.Holder;
        return random.Next(7) switch
        {
            0 => new SkipTask(key, by, fingerprint, lease, "blurred"),
            1 => new ReleaseTask(key, by, fingerprint, lease),
            2 => new ExtendLease(key, by, fingerprint, lease, LeaseLength),
            3 => new AwaitAnswer(key, by, fingerprint, lease, Question(commands)),
            _ => new SubmitAnnotation(key, by, fingerprint, lease, Label(answer), answer, [], 500, Score: answer),
        };
    }

    static QuestionId Question(int number) => new(new("p"), $"{number}");

    UserId? Holder(LeaseId lease) => Task.FindLease(lease)?.Holder
        ?? Task.Ended.Where(ended => ended.Id == lease).Select(ended => (UserId?)ended.Holder).FirstOrDefault();

    static ContentHash Label(int answer) => ContentHash.Of(Encoding.UTF8.GetBytes($"{answer}"));
}
