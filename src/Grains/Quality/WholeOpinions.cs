using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Performance;
using Labelwise.Domain.Quality.Whole;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Quality;

/// <summary>All opinions of a project in columns, gathered block by block, and what a fit of them says of each row.</summary>
/// <param name="earlier">What the fit before knew; null where nothing is foretold.</param>
/// <param name="foretold">What came of it so far.</param>
sealed class WholeOpinions(int classes, Foretelling? earlier, Foretold foretold)
{
    /// <summary>A row that believes its label by less otherwise is left as it is.</summary>
    const double Apart = 1e-3;

    readonly Dictionary<UserId, int> people = [];
    readonly Dictionary<ModelRef, (int Number, Calibrator Calibration)> models = [];
    readonly ModelWords words = new();
    readonly List<int> task = [], worker = [], label = [], known = [];
    readonly List<Place> places = [];

    /// <summary>Opinions that were answers to checks.</summary>
    readonly HashSet<int> checks = [];

    /// <summary>Where a task of the fit lies and what stood there when it was read.</summary>
    readonly record struct Place(int Block, int Row, int Version, int Class, float Confidence, bool IsOpen, bool IsAlone);

    /// <summary>Whether posteriors meant what they said, these answers counted.</summary>
    public Foretold Foretold { get; private set; } = foretold;

    public bool IsWithinLimits => WholeFit.IsWithinLimits(places.Count, people.Count, models.Count, classes);

    public bool Knows(ModelRef model) => models.ContainsKey(model);

    public void Take(ModelRef model, Calibrator calibration) => models.Add(model, (models.Count, calibration));

    public void Take(int block, ImmutableArray<WeighedTask> tasks)
    {
        foreach (var weighed in tasks)
        {
            if (earlier is not null) Foretold = earlier.After(Foretold, weighed);
            if (weighed.Class < 0 || weighed.Class >= classes || weighed.Known >= classes) continue;
            var before = task.Count;
            foreach (var (i, opinion) in weighed.Opinions.Index())
            {
                if (opinion.Class >= classes) continue;
                if (i >= weighed.Opinions.Length - weighed.Checks) checks.Add(task.Count);
                if (!people.TryGetValue(opinion.Annotator, out var who)) people[opinion.Annotator] = who = people.Count;
                task.Add(places.Count);
                worker.Add(who);
                label.Add(opinion.Class);
            }
            if (weighed.Model is { } model && weighed.Predicted < classes)
                words.Add(models[model].Number, weighed.Predicted, models[model].Calibration.Apply(classes, weighed.Probabilities));
            else words.AddNone();
            known.Add(weighed.Known);
            places.Add(new(block, weighed.Row, weighed.Version, weighed.Class, weighed.Confidence, weighed.IsOpen, task.Count == before + 1 && weighed is { Known: < 0, Model: null }));
        }
    }

    /// <summary>Opinions so far.</summary>
    public int Count => task.Count;

    /// <param name="voices">See <see cref="WholeFit.Of"/>.</param>
    public WholeFitting Begin(ImmutableArray<CrowdVoice> voices) =>
        new(AnswerSet.Of(places.Count, people.Count, classes, [.. task], [.. worker], [.. label], [.. known]), words, voices);

    /// <summary>To foretell with once a fit is there.</summary>
    public Foretelling? Knowing(WholeFitting work) => Foretelling.By(work.Chances, people, models);

    public ImmutableArray<FittedModel> Models(WholeFit fit) =>
        [.. models.OrderBy(m => m.Value.Number).Where(m => m.Value.Number < fit.Models.Length).Select(m => new FittedModel(m.Key, fit.Models[m.Value.Number]))];

    /// <summary>By block, the rows that believe their label otherwise.</summary>
    public IEnumerable<(int Block, ImmutableArray<RefinedRow> Rows)> Refined(WholeFit fit) =>
        from t in Enumerable.Range(0, places.Count)
        where known[t] < 0
        let confidence = (float)fit.Posterior(t)[places[t].Class]
        where Math.Abs(confidence - places[t].Confidence) > Apart
        group new RefinedRow(places[t].Row, places[t].Version, confidence) by places[t].Block into ofBlock
        select (ofBlock.Key, ofBlock.ToImmutableArray());

    /// <summary>Numbers of the tasks that wait for another opinion and may be settled without.</summary>
    public IEnumerable<int> Settled(WholeFit fit, double target) =>
        from t in Enumerable.Range(0, places.Count)
        where places[t].IsOpen && AskingRule.TopTwo(fit.Posterior(t)).First is var best && fit.Posterior(t)[best] >= target
        select places[t].Block * TaskBlock.Size + places[t].Row;

    public ConsensusView View(WholeFit fit, DateTimeOffset at, int refined)
    {
        double same = 0, apart = 0;
        var compared = 0;
        var all = Rights(fit, withChecks: true);
        var told = checks.Count == 0 ? all : Rights(fit, withChecks: false);
        for (var t = 0; t < places.Count; t++)
        {
            if (known[t] >= 0) continue;
            compared++;
            if (AskingRule.TopTwo(fit.Posterior(t)).First == places[t].Class) same++;
            apart += Math.Abs(fit.Posterior(t)[places[t].Class] - places[t].Confidence);
        }
        return new(
            at, places.Count, task.Count, fit.Rounds, fit.Converged, compared == 0 ? 1 : same / compared, compared == 0 ? 0 : apart / compared, refined,
            [.. people.OrderBy(p => p.Key.Value, StringComparer.Ordinal).Select(p => new FittedPerson(p.Key, fit.People[p.Value], all[p.Value], told[p.Value]))],
            Models(fit), fit.Shares, fit.Effect);
    }

    /// <summary>How often everybody is right, class by class. By their own word alone nobody is judged.</summary>
    ImmutableArray<ImmutableArray<FittedClass>> Rights(WholeFit fit, bool withChecks)
    {
        var rights = new RightByClass(people.Count, classes);
        for (var i = 0; i < task.Count; i++)
            if (!places[task[i]].IsAlone && (withChecks || !checks.Contains(i))) rights.Add(worker[i], label[i], fit.Posterior(task[i]));
        return rights.People();
    }
}
