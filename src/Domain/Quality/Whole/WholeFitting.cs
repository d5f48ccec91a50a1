using System.Collections.Immutable;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Domain.Quality.Whole;

/// <summary>A <see cref="WholeFit"/> under way, in parts as large as its caller has time for.</summary>
public sealed class WholeFitting
{
    readonly AnswerSet answers;
    readonly ModelWords words;
    readonly ImmutableArray<CrowdVoice> voices;
    readonly int classes;
    readonly double[] posteriors, row;
    readonly WholeSums sums;
    double moved;
    int at, rounds;
    bool converged;
    IEnumerator<ErringTogether?>? together;
    ErringTogether? found;

    /// <summary>Tasks of which the blend has the word.</summary>
    readonly HashSet<int> settled = [];

    /// <inheritdoc cref="WholeFit.Of"/>
    public WholeFitting(AnswerSet answers, ModelWords words, ImmutableArray<CrowdVoice> voices = default)
    {
        if (words.Tasks != answers.Tasks) throw new ArgumentException($"There are {answers.Tasks} tasks and words on {words.Tasks}.", nameof(words));
        (this.answers, this.words, this.voices, classes) = (answers, words, voices, answers.Classes);
        (posteriors, row, sums) = (answers.SmoothedShares(), new double[classes], new(answers, words));
        Chances = new(classes, answers.Workers, words.Models);
        for (var t = 0; t < answers.Tasks; t++) sums.Learn(t, Posterior(t));
    }

    /// <summary>What is known of everybody; once the fit is there, by all of it.</summary>
    public WholeChances Chances { get; }

    /// <summary>A part of a round: maximization before its first task, then the expectation of some tasks and at once their part
    /// of the next maximization. Once nothing moves any more, a part of <see cref="ErringTogether"/>.</summary>
    /// <returns>The fit, where this was the last part.</returns>
    public WholeFit? Go(int tasks)
    {
        if (together is not null && found is null)
        {
            if (together.MoveNext() && together.Current is { } end) Take(end);
            return null;
        }
        if (at == 0) Maximize();
        for (var end = tasks < answers.Tasks - at ? at + tasks : answers.Tasks; at < end; at++)
            if (settled.Contains(at)) sums.Learn(at, Posterior(at)); else Expect(at);
        if (at < answers.Tasks) return null;
        at = 0;
        if (found is not null) return Done();
        rounds++;
        if (moved > WholeFit.Tolerance && rounds < WholeFit.MostRounds) return null;
        converged = moved <= WholeFit.Tolerance;
        together = ErringTogether.Among(answers, words, voices).GetEnumerator();
        return null;
    }

    /// <summary>Where the blend speaks for all tasks on which no model does, it judges people too; then everything is weighed once more.</summary>
    void Take(ErringTogether end)
    {
        (found, Chances.Effect) = (end, end.Effect);
        if (end is not { IsAll: true, Blend: { } blend }) return;
        for (var i = 0; i < end.Tasks.Length; i++)
        {
            // A model's word in full says more than what the blend has of it.
            if (words.ModelOf(end.Tasks[i]) >= 0) continue;
            blend.Posterior(i).CopyTo(Posterior(end.Tasks[i]));
            settled.Add(end.Tasks[i]);
        }
        sums.Clear();
        for (var t = 0; t < answers.Tasks; t++) sums.Learn(t, Posterior(t));
    }

    Span<double> Posterior(int task) => posteriors.AsSpan(task * classes, classes);

    void Maximize()
    {
        // In the first round nothing is known of models yet: they are taken at their word.
        sums.Teach(Chances, takenAtTheirWord: rounds == 0);
        sums.Clear();
        moved = 0;
    }

    void Expect(int task)
    {
        var (from, end) = (answers.From[task], answers.From[task + 1]);
        Chances.Believe(answers.Worker.AsSpan(from..end), answers.Label.AsSpan(from..end), words.Word(task), row);
        Cap();
        answers.Certain(task, row);
        moved = Math.Max(moved, CrowdFit.Replace(Posterior(task), row));
        sums.Learn(task, row);
    }

    WholeFit Done()
    {
        sums.Teach(Chances);
        return new(
            classes, CrowdFit.Frozen(posteriors), sums.People(), sums.Shares(), sums.Models(), rounds, converged, Chances.Effect, found?.Blend?.Voices ?? []);
    }

    /// <summary>Slips of the hand remain, as <see cref="OneCoin.Highest"/> says.</summary>
    void Cap()
    {
        var best = row.Max();
        if (best <= OneCoin.Highest || classes < 2) return;
        var mixed = (best - OneCoin.Highest) / (best - 1.0 / classes);
        for (var k = 0; k < row.Length; k++) row[k] = (1 - mixed) * row[k] + mixed / classes;
    }
}
