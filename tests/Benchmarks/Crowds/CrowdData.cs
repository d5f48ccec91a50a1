using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Benchmarks.Crowds;

/// <summary>A set of answers with the truth of its tasks, read from a folder of <c>answers.csv</c> and <c>truth.csv</c>.</summary>
/// <param name="Task">Of each answer, as <paramref name="Worker"/> and <paramref name="Label"/>, in the file's order.</param>
/// <param name="Truth">[tasks], -1 where it is not given.</param>
sealed record CrowdData(string Name, int Tasks, int Workers, int Classes, int[] Task, int[] Worker, int[] Label, int[] Truth)
{
    /// <summary>The sets with classes whose figures the bars are about.</summary>
    static readonly string[] Bars = ["bluebird", "rte", "s_dog", "weather", "d_product", "labelme"];

    /// <summary>Those of the bars where the folder has them; else all its sets.</summary>
    public static IEnumerable<CrowdData> In(string folder) => (Bars.All(n => Directory.Exists(Path.Combine(folder, n)))
        ? Bars
        : Directory.EnumerateDirectories(folder).Where(d => File.Exists(Path.Combine(d, "truth.csv"))).Order(StringComparer.Ordinal).Select(d => Path.GetFileName(d)!))
        .Select(name => Read(Path.Combine(folder, name)));

    public AnswerSet Answers { get; } = AnswerSet.Of(Tasks, Workers, Classes, Task, Worker, Label);

    /// <param name="folder">Classes are numbered by the order of their codes, so that ties go as in crowd-kit.</param>
    public static CrowdData Read(string folder)
    {
        var answers = Rows(Path.Combine(folder, "answers.csv"));
        var truth = Rows(Path.Combine(folder, "truth.csv"));
        var labels = Numbers(answers.Select(r => r[2]).Concat(truth.Select(r => r[1])).Order(StringComparer.Ordinal));
        var (tasks, workers) = (Numbers(answers.Select(r => r[0])), Numbers(answers.Select(r => r[1])));
        var known = Enumerable.Repeat(-1, tasks.Count).ToArray();
        foreach (var row in truth)
            if (tasks.TryGetValue(row[0], out var task)) known[task] = labels[row[1]];
        return new(Path.GetFileName(folder), tasks.Count, workers.Count, labels.Count,
            [.. answers.Select(r => tasks[r[0]])], [.. answers.Select(r => workers[r[1]])], [.. answers.Select(r => labels[r[2]])], known);
    }

    static List<string[]> Rows(string file) => [.. File.ReadLines(file).Skip(1).Select(line => line.Split(','))];

    static Dictionary<string, int> Numbers(IEnumerable<string> names)
    {
        var numbers = new Dictionary<string, int>();
        foreach (var name in names) numbers.TryAdd(name, numbers.Count);
        return numbers;
    }
}
