namespace Labelwise.Domain.Quality.Crowds;

/// <summary>Parameters of <see cref="HardTasks"/> and the sums of which they are made.</summary>
sealed class DifficultyModel
{
    /// <summary>Beliefs before any answer: log-odds of being right, in units of log K; how far workers' lie around them; and tasks'.</summary>
    const double UsualGain = 1.5, UsualVariance = 1, UsualSpread = 0.5;

    const double LeastGain = 0.3, MostGain = 6, LeastVariance = 0.1, MostVariance = 8;

    /// <summary>Variance of the belief in the logarithm of δ: people everywhere err together somewhat. And its longest step.</summary>
    const double DoubtOfSpread = 0.25, MostOfSpread = 0.5;

    /// <summary>Newton steps in each maximization, and longest step of a log-odds.</summary>
    const int Sweeps = 2;
    const double MostStep = 1.5;

    readonly int workers, classes;

    /// <summary>[worker, answer, truth]: a worker's own log-odds, and their expected answers.</summary>
    readonly double[] theta, counts;

    /// <summary>[worker, answer, truth, node].</summary>
    readonly double[] logs;

    /// <summary>[worker, truth, node]: answers that fell there; and the right ones of all workers, [node].</summary>
    readonly double[] mass, right;

    readonly double[] shares;
    double gain, variance = UsualVariance, spread = UsualSpread;

    public DifficultyModel(int workers, int classes, int nodes)
    {
        (this.workers, this.classes, Nodes) = (workers, classes, nodes);
        var cells = workers * classes * classes;
        (theta, counts, logs, mass) = (new double[cells], new double[cells], new double[cells * nodes], new double[workers * classes * nodes]);
        (right, shares) = (new double[nodes], new double[classes]);
        gain = UsualGain * Math.Log(Math.Max(2, classes));
        for (var cell = 0; cell < theta.Length; cell++) theta[cell] = cell / classes % classes == cell % classes ? gain : 0;
    }

    public int Nodes { get; }

    public double Weight(int node) => GaussHermite.Weights(Nodes)[node];

    /// <summary>Logarithm of the chance of an answer.</summary>
    public double Log(int worker, int answer, int truth, int node) => logs[((worker * classes + answer) * classes + truth) * Nodes + node];

    public void Clear()
    {
        Array.Clear(counts);
        Array.Clear(mass);
        Array.Clear(right);
    }

    /// <summary>Adds a task's part to the sums.</summary>
    /// <param name="joint">[K, nodes], sums to 1.</param>
    /// <param name="posterior">[K], its sums over nodes.</param>
    public void Count(AnswerSet answers, int task, ReadOnlySpan<double> joint, ReadOnlySpan<double> posterior)
    {
        for (var i = answers.From[task]; i < answers.From[task + 1]; i++)
        {
            var (worker, label) = (answers.Worker[i], answers.Label[i]);
            var cell = counts.AsSpan((worker * classes + label) * classes, classes);
            for (var k = 0; k < posterior.Length; k++) cell[k] += posterior[k];
            var at = mass.AsSpan(worker * joint.Length, joint.Length);
            for (var c = 0; c < joint.Length; c++) at[c] += joint[c];
            for (var s = 0; s < right.Length; s++) right[s] += joint[label * right.Length + s];
        }
    }

    /// <summary>Logarithms of how likely each class and difficulty are beside a task's answers.</summary>
    /// <param name="into">[K, nodes].</param>
    public void Joint(AnswerSet answers, int task, Span<double> into)
    {
        for (var c = 0; c < into.Length; c++) into[c] = Math.Log(shares[c / Nodes] * Weight(c % Nodes));
        for (var i = answers.From[task]; i < answers.From[task + 1]; i++)
        {
            var cell = logs.AsSpan((answers.Worker[i] * classes + answers.Label[i]) * into.Length, into.Length);
            for (var c = 0; c < into.Length; c++) into[c] += cell[c];
        }
    }

    public void SetShares(double[] posteriors, int tasks)
    {
        Array.Fill(shares, 1);
        for (var i = 0; i < posteriors.Length; i++) shares[i % classes] += posteriors[i];
        for (var k = 0; k < classes; k++) shares[k] /= tasks + classes;
    }

    /// <summary>Newton steps of all parameters on the expected likelihood.</summary>
    public void Maximize()
    {
        for (var sweep = 1; sweep <= Sweeps; sweep++) Step(last: sweep == Sweeps);
        var row = new double[classes];
        for (var cell = 0; cell < workers * classes * Nodes; cell++)
        {
            var (first, truth, node) = (cell / (classes * Nodes) * classes * classes, cell / Nodes % classes, cell % Nodes);
            Logs(first, truth, node, row);
            for (var a = 0; a < classes; a++) logs[(first + a * classes + truth) * Nodes + node] = row[a];
        }
    }

    /// <param name="last">Whether beliefs about all workers and tasks follow.</param>
    void Step(bool last)
    {
        if (classes == 1) return;
        var points = GaussHermite.Points(Nodes);
        var (row, expected, curves) = (new double[classes], new double[classes], new double[classes]);
        var (slope, curve, gains, weights, squares, rows) = (0.0, 0.0, 0.0, 0.0, 0.0, 0);
        for (var s = 0; s < Nodes; s++) slope += points[s] * right[s];
        for (var cell = 0; cell < workers * classes; cell++)
        {
            var (first, truth, seen) = (cell / classes * classes * classes, cell % classes, 0.0);
            Array.Clear(expected);
            Array.Clear(curves);
            for (var s = 0; s < Nodes; s++)
            {
                var answers = mass[cell * Nodes + s];
                Logs(first, truth, s, row);
                for (var a = 0; a < classes; a++)
                {
                    var chance = Math.Exp(row[a]);
                    expected[a] += answers * chance;
                    curves[a] += answers * chance * (1 - chance);
                    if (a != truth) continue;
                    slope -= points[s] * answers * chance;
                    curve += points[s] * points[s] * answers * chance * (1 - chance);
                }
                seen += answers;
            }
            double mean = 0, toGain = 0;
            for (var a = 0; a < classes; a++)
            {
                ref var at = ref theta[first + a * classes + truth];
                var pull = (at - (a == truth ? gain : 0)) / variance;
                // The inverse of a multinomial's curvature is that of its diagonal, but for a constant, which changes nothing.
                at += Math.Clamp((counts[first + a * classes + truth] - expected[a] - pull) / (expected[a] + 1 / variance), -MostStep, MostStep);
                mean += (at - (a == truth ? gain : 0)) / classes;
                toGain += at * ((a == truth ? 1 : 0) - 1.0 / classes) / (1 - 1.0 / classes);
            }
            if (!last || seen == 0) continue;
            var weight = 1 / (variance + 4 / Math.Max(seen, 1e-9));
            (gains, weights, rows) = (gains + weight * toGain, weights + weight, rows + 1);
            for (var a = 0; a < classes; a++)
            {
                var apart = theta[first + a * classes + truth] - (a == truth ? gain : 0) - mean;
                squares += apart * apart * classes / (classes - 1) + 1 / (curves[a] * classes / (classes - 1) + 1 / variance);
            }
        }
        spread = Nodes == 1 ? 0 : spread * Math.Exp(Math.Clamp(
            (spread * slope - Math.Log(spread / UsualSpread) / DoubtOfSpread) / (spread * spread * curve + 1 / DoubtOfSpread), -MostOfSpread, MostOfSpread));
        if (!last || rows == 0) return;
        gain = Math.Clamp(gains / weights, LeastGain, MostGain);
        variance = Math.Clamp(Math.Sqrt(variance * squares / (rows * classes)), LeastVariance, MostVariance);  // half-way there, in logarithms
    }

    /// <summary>Logarithms of the chances of each answer.</summary>
    void Logs(int first, int truth, int node, Span<double> into)
    {
        double top = double.NegativeInfinity, sum = 0;
        for (var a = 0; a < into.Length; a++)
        {
            into[a] = theta[first + a * classes + truth] + (a == truth ? spread * GaussHermite.Points(Nodes)[node] : 0);
            top = Math.Max(top, into[a]);
        }
        foreach (var log in into) sum += Math.Exp(log - top);
        foreach (ref var log in into) log -= top + Math.Log(sum);
    }
}
