using System.Collections.Immutable;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Domain.Quality.Performance;

/// <summary>What a whole set of answers says of agreement, and of everybody beside everybody else: the sums that a project's survey adds up block
/// by block.</summary>
public sealed class CrowdSums
{
    /// <summary>Voices beside one's own from which on an answer is judged for flags: of two who differ, nobody knows who is wrong.</summary>
    const int FewestJudges = 2;

    /// <summary>Others that two people's answers to a task are held against, the first of them: with hundreds to a task each two would be held against hundreds.</summary>
    const int MostJudges = 20;

    public NominalSums Classes { get; } = new();

    /// <summary>By two workers' numbers, the lesser first.</summary>
    public Dictionary<(int One, int Other), PairSums> Pairs { get; } = [];

    /// <summary>By worker: answers held against what the others say, and in the order in which they came.</summary>
    public ImmutableArray<WorkerSums> Workers { get; }

    CrowdSums(int workers) => Workers = [.. Enumerable.Range(0, workers).Select(_ => new WorkerSums())];

    /// <summary>Agreement alone.</summary>
    /// <param name="names">[K]: of the classes.</param>
    public static CrowdSums Agreement(AnswerSet answers, IReadOnlyList<string> names)
    {
        var sums = new CrowdSums(0);
        for (var t = 0; t < answers.Tasks; t++) sums.Classes.Add([.. Said(answers, t).Select(a => names[a.Label])]);
        return sums;
    }

    /// <summary>Everybody beside everybody else.</summary>
    /// <param name="accuracy">[Workers]: what is known of each.</param>
    public static CrowdSums Of(AnswerSet answers, IReadOnlyList<string> names, IReadOnlyList<double> accuracy)
    {
        var (sums, prior) = (new CrowdSums(answers.Workers), Priors.Uniform(answers.Classes));
        for (var t = 0; t < answers.Tasks; t++)
        {
            var said = Said(answers, t);
            sums.Classes.Add([.. said.Select(a => names[a.Label])]);
            for (var i = 0; i < said.Length; i++)
            {
                for (var j = i + 1; j < said.Length; j++) sums.Add(said[i], said[j], names, Rest(said, i, j, accuracy));
                if (said.Length < 2 || answers.Classes < 2) continue;
                var others = said.Where((_, at) => at != i).Select(a => new Opinion(a.Label, accuracy[a.Worker])).ToArray();
                sums.Workers[said[i].Worker].Add(said[i].Label, OneCoin.Posterior(prior.AsSpan(), others)[said[i].Label], others.Length >= FewestJudges);
            }
        }
        return sums;
    }

    static Opinion[] Rest((int Worker, int Label)[] said, int i, int j, IReadOnlyList<double> accuracy) =>
        [.. said.Where((_, at) => at != i && at != j).Take(MostJudges).Select(a => new Opinion(a.Label, accuracy[a.Worker]))];

    /// <param name="rest">What others said of the task.</param>
    void Add((int Worker, int Label) one, (int Worker, int Label) other, IReadOnlyList<string> names, Opinion[] rest)
    {
        if (one.Worker > other.Worker) (one, other) = (other, one);
        var pair = Pairs.At((one.Worker, other.Worker));
        pair.Add(names[one.Label], names[other.Label]);
        if (rest.Length > 0 && names.Count > 1) pair.AddShared(one.Label == other.Label, OneCoin.Posterior(Priors.Uniform(names.Count).AsSpan(), rest)[other.Label]);
    }

    /// <summary>By worker, what bets say of them and each of the others, see <see cref="FlagRules"/>.</summary>
    public ImmutableArray<List<CopyingBet>> Copying()
    {
        ImmutableArray<List<CopyingBet>> bets = [.. Workers.Select(_ => new List<CopyingBet>())];
        foreach (var ((one, other), pair) in Pairs)
        {
            if (pair.Copying.Tasks is 0) continue;
            bets[one].Add(pair.Copying);
            bets[other].Add(pair.Copying);
        }
        return bets;
    }

    /// <summary>Every answer, task by task.</summary>
    public static IEnumerable<(int Task, int Worker, int Label)> Rows(AnswerSet answers) =>
        Enumerable.Range(0, answers.Tasks).SelectMany(t => Said(answers, t).Select(a => (t, a.Worker, a.Label)));

    static (int Worker, int Label)[] Said(AnswerSet answers, int task) =>
        [.. Enumerable.Range(answers.From[task], answers.From[task + 1] - answers.From[task]).Select(i => (answers.Worker[i], answers.Label[i]))];
}

/// <summary>One worker's answers beside everybody else's.</summary>
public sealed class WorkerSums
{
    public AgainstOthers Others { get; } = new();

    /// <summary>As one stretch, since a set of answers tells no times.</summary>
    public AnswerTrail Trail { get; } = new();

    internal void Add(int answer, double posterior, bool judged)
    {
        Others.Add(posterior);
        if (judged) Trail.Add(0, answer, null, posterior, 0);
    }
}
