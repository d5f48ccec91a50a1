using MathNet.Numerics;

namespace Labelwise.Domain.Quality.Performance;

/// <summary>Somebody's judged answers in the order of time, as sums by stretch of time: enough to tell who does not look at the
/// tasks from who does, and since when. Parts of trails (by block) add up.</summary>
public sealed class AnswerTrail
{
    readonly SortedDictionary<long, Stretch> stretches = [];
    readonly Dictionary<(int From, int To), int> follows = [];
    int firsts;

    public IReadOnlyDictionary<long, Stretch> Stretches => stretches;

    /// <param name="stretch">Number of the stretch of time in which it was given.</param>
    /// <param name="answer">Class, in [0, K).</param>
    /// <param name="before">The answer before it, where that is known; else null.</param>
    /// <param name="posterior">That it is right, by everybody else.</param>
    /// <param name="activeMs">How long it took, in milliseconds.</param>
    public void Add(long stretch, int answer, int? before, double posterior, int activeMs)
    {
        if (!stretches.TryGetValue(stretch, out var at)) stretches.Add(stretch, at = new());
        at.Add(answer, posterior, activeMs);
        if (before is { } from) follows[(from, answer)] = follows.GetValueOrDefault((from, answer)) + 1;
        else firsts++;
    }

    public void Add(AnswerTrail other)
    {
        foreach (var (number, stretch) in other.stretches)
        {
            if (!stretches.TryGetValue(number, out var at)) stretches.Add(number, at = new());
            at.Add(stretch);
        }
        foreach (var (pair, n) in other.follows) follows[pair] = follows.GetValueOrDefault(pair) + n;
        firsts += other.firsts;
    }

    /// <summary>The whole trail as one stretch.</summary>
    public Stretch Whole()
    {
        var whole = new Stretch();
        foreach (var stretch in stretches.Values) whole.Add(stretch);
        return whole;
    }

    /// <summary>log of how likely the answers are of a habit in which each answer follows from the one before it, whatever
    /// the task, where nobody knows the habit beforehand.</summary>
    /// <remarks>Krichevsky and Trofimov 1981, doi:10.1109/TIT.1981.1056331, for each answer before; a first answer is any.</remarks>
    public double LogHabit(int classes)
    {
        var sum = -firsts * Math.Log(classes);
        foreach (var from in follows.GroupBy(f => f.Key.From))
            sum += SpecialFunctions.GammaLn(classes / 2.0) - SpecialFunctions.GammaLn(from.Sum(f => f.Value) + classes / 2.0)
                + from.Sum(f => SpecialFunctions.GammaLn(f.Value + 0.5) - SpecialFunctions.GammaLn(0.5));
        return sum;
    }
}

/// <summary>What somebody answered in one stretch of time.</summary>
public sealed class Stretch
{
    readonly Dictionary<int, int> answers = [];

    public AgainstOthers Against { get; } = new();
    public long ActiveMs { get; private set; }
    public IReadOnlyDictionary<int, int> Answers => answers;

    public void Add(int answer, double posterior, int activeMs)
    {
        answers[answer] = answers.GetValueOrDefault(answer) + 1;
        Against.Add(posterior);
        ActiveMs += activeMs;
    }

    public void Add(Stretch other)
    {
        foreach (var (answer, n) in other.answers) answers[answer] = answers.GetValueOrDefault(answer) + n;
        Against.Add(other.Against);
        ActiveMs += other.ActiveMs;
    }
}
