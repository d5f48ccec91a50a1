using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Tests.Domain.Quality.Crowds;

/// <summary>What makes a crowd hard to read.</summary>
public enum Crowd { Easy, Hard, Sparse, Adversarial, Imbalanced, Correlated }

/// <summary>A made-up crowd with its truth.</summary>
sealed class MadeCrowd
{
    public AnswerSet Answers { get; }
    public int[] Truth { get; }
    public int[] Task { get; }
    public int[] Worker { get; }
    public int[] Label { get; }

    /// <summary>Chance of each worker being right on a task that is no trap.</summary>
    public double[] Accuracy { get; }

    public MadeCrowd(Crowd kind, int seed, int tasks = 400, int workers = 30, int classes = 4)
    {
        var random = new Random(seed);
        var each = kind is Crowd.Sparse ? 2 : kind is Crowd.Correlated ? 9 : 5;
        var (low, high) = kind switch { Crowd.Easy => (0.8, 0.98), Crowd.Hard => (0.35, 0.75), _ => (0.55, 0.95) };
        Accuracy = [.. Enumerable.Range(0, workers).Select(_ => low + (high - low) * random.NextDouble())];
        if (kind is Crowd.Adversarial) for (var w = 0; w < workers / 4; w++) Accuracy[w] = 0.02;
        Truth = [.. Enumerable.Range(0, tasks).Select(_ => kind is Crowd.Imbalanced && random.NextDouble() < 0.9 ? 0 : random.Next(classes))];
        var traps = Truth.Select(t => kind is Crowd.Correlated && random.NextDouble() < 0.2 ? (t + 1) % classes : -1).ToArray();
        var people = Enumerable.Range(0, workers).ToArray();
        var (task, worker, label) = (new List<int>(), new List<int>(), new List<int>());
        for (var t = 0; t < tasks; t++)
        {
            random.Shuffle(people);
            foreach (var w in people.AsSpan(0, each))
            {
                task.Add(t);
                worker.Add(w);
                // The adversarial have one wrong answer for each class, others any.
                label.Add(traps[t] >= 0 && random.NextDouble() < 0.6 ? traps[t]
                    : random.NextDouble() < Accuracy[w] ? Truth[t]
                    : (Truth[t] + (Accuracy[w] < 0.1 ? 1 : 1 + random.Next(classes - 1))) % classes);
            }
        }
        (Task, Worker, Label) = ([.. task], [.. worker], [.. label]);
        Answers = AnswerSet.Of(tasks, workers, classes, Task, Worker, Label);
    }
}
