using System.Collections.Immutable;

namespace Labelwise.Domain.Quality.Crowds;

/// <summary>
/// Dawid-Skene with tasks that are harder or easier for everybody: log-odds of a worker's answers where k is the truth are
/// θ[worker, k] of their own plus d[task] on k itself, d under N(0, δ²). So people err together on hard tasks, instead of
/// independently given the class, and many who agree are surer only as far as the task may be easy. θ lies around one
/// accuracy with one spread for all workers and classes; both, and δ, are learned from the answers (empirical Bayes); d is
/// summed out by quadrature, θ maximized. Assumes that a task's difficulty is one number, whoever answers and whatever they confuse.
/// </summary>
/// <remarks>
/// Qu, Tan and Kutner 1996, "Random effects models in latent class analysis for evaluating accuracy of diagnostic tests",
/// doi:10.2307/2533043; additive worker and task terms in every cell: Zhou, Liu, Platt, Meek and Shah 2015, "Regularized minimax conditional
/// entropy for crowdsourcing", arXiv:1503.07240, who take d for a parameter of each task and of each pair of classes.
/// </remarks>
public static class HardTasks
{
    public const int MostRounds = 60;

    /// <summary>Ends when no posterior moves by more.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>Numbers that the table of chances may hold; of more, difficulty is summed over fewer nodes.</summary>
    const long MostCells = 16_000_000;

    public static CrowdFit Fit(AnswerSet answers)
    {
        var model = new DifficultyModel(answers.Workers, answers.Classes, Nodes(answers));
        var (classes, posteriors, joint) = (answers.Classes, answers.SmoothedShares(), new double[answers.Classes * model.Nodes]);
        for (var t = 0; t < answers.Tasks; t++)
        {
            var row = posteriors.AsSpan(t * classes, classes);
            for (var c = 0; c < joint.Length; c++) joint[c] = row[c / model.Nodes] * model.Weight(c % model.Nodes);
            model.Count(answers, t, joint, row);
        }
        for (var round = 1; ; round++)
        {
            model.Maximize();
            var moved = Pass(answers, model, posteriors, joint);
            if (moved <= Tolerance || round == MostRounds) return new DifficultyFit(answers, CrowdFit.Frozen(posteriors), round, model);
        }
    }

    static int Nodes(AnswerSet answers)
    {
        var cells = (long)answers.Workers * answers.Classes * answers.Classes;
        return cells * GaussHermite.Most <= MostCells ? GaussHermite.Most : cells * GaussHermite.Fewer <= MostCells ? GaussHermite.Fewer : 1;
    }

    /// <returns>The largest change of a posterior.</returns>
    static double Pass(AnswerSet answers, DifficultyModel model, double[] posteriors, double[] joint)
    {
        double moved = 0;
        var row = new double[answers.Classes];
        model.SetShares(posteriors, answers.Tasks);
        model.Clear();
        for (var t = 0; t < answers.Tasks; t++)
        {
            model.Joint(answers, t, joint);
            CrowdFit.Normalise(joint);
            Array.Clear(row);
            for (var c = 0; c < joint.Length; c++) row[c / model.Nodes] += joint[c];
            var sum = row.Sum();
            foreach (ref var share in row.AsSpan()) share /= sum;
            Known(answers, t, row, joint, model.Nodes);
            moved = Math.Max(moved, CrowdFit.Replace(posteriors.AsSpan(t * row.Length, row.Length), row));
            model.Count(answers, t, joint, row);
        }
        return moved;
    }

    /// <summary>What is known of a task changes how likely its classes are, not how hard it is under each.</summary>
    static void Known(AnswerSet answers, int task, double[] row, double[] joint, int nodes)
    {
        if (answers.Known[task] < 0) return;
        var before = row.AsSpan().ToArray();
        answers.Certain(task, row);
        for (var c = 0; c < joint.Length; c++) joint[c] = before[c / nodes] > 0 ? joint[c] * row[c / nodes] / before[c / nodes] : row[c / nodes] / nodes;
    }
}

/// <summary>A fit in which a worker's chances depend on how hard the task has turned out.</summary>
sealed record DifficultyFit(AnswerSet Answers, ImmutableArray<double> Posteriors, int Rounds, DifficultyModel Model)
    : CrowdFit(Answers.Classes, Posteriors, Rounds)
{
    internal override double Likelihood(int task, int worker, int label, ReadOnlySpan<double> posterior)
    {
        var joint = new double[Classes * Model.Nodes];
        Model.Joint(Answers, task, joint);
        double sum = 0;
        for (var k = 0; k < Classes; k++)
        {
            if (posterior[k] == 0) continue;
            var nodes = joint.AsSpan(k * Model.Nodes, Model.Nodes);
            Normalise(nodes);
            for (var s = 0; s < nodes.Length; s++) sum += posterior[k] * nodes[s] * Math.Exp(Model.Log(worker, label, k, s));
        }
        return sum;
    }
}
