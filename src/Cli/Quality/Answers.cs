using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Cli.Console;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Cli.Quality;

/// <summary>Who answered what, numbered for inference.</summary>
/// <param name="Tasks">In order of appearance, as are <paramref name="Annotators"/>.</param>
/// <param name="Labels">Sorted, so that numbers do not depend on the order of the file.</param>
/// <param name="Repeats">Further answers of one person to one task, which do not count.</param>
/// <param name="Times">[Annotators]: how long their answers took; empty where the file does not tell.</param>
sealed record Answers(
    ImmutableArray<string> Tasks, ImmutableArray<string> Annotators, ImmutableArray<string> Labels, AnswerSet All, int Repeats, ImmutableArray<Durations> Times)
{
    /// <summary>Reads line by line; what is kept is three numbers an answer and each name once.</summary>
    /// <param name="csv">Columns <c>task</c>, <c>worker</c> and <c>label</c> by name, in any order, among others; <c>ms</c> where it is there.</param>
    /// <exception cref="CommandFailedException">The file cannot be read; the message names the lines.</exception>
    public static Answers Read(TextReader csv)
    {
        try { return Number(NamedColumns.Rows(csv, ["task", "worker", "label"], "ms")); }
        catch (FormatException e) { throw new CommandFailedException(e.Message, e); }
    }

    static Answers Number(IEnumerable<string[]> rows)
    {
        var (tasks, workers, labels) = (new Names(), new Names(), new Names());
        var (task, worker, label) = (new List<int>(), new List<int>(), new List<int>());
        var (seen, repeats, times) = (new HashSet<(int, int)>(), 0, new List<Durations>());
        foreach (var row in rows)
        {
            var (t, w) = (tasks.Of(row[0]), workers.Of(row[1]));
            if (!seen.Add((t, w))) { repeats++; continue; }
            task.Add(t);
            worker.Add(w);
            label.Add(labels.Of(row[2]));
            while (times.Count <= w) times.Add(new());
            if (double.TryParse(row[3], NumberStyles.Float, CultureInfo.InvariantCulture, out var ms) && ms is >= 0 and < double.PositiveInfinity) times[w].Add(ms);
        }
        if (task is []) throw new FormatException("There is no answer in this file.");
        var sorted = labels.All.Sort(StringComparer.Ordinal);
        int[] classes = [.. labels.All.Select(l => sorted.IndexOf(l))];
        return new(
            tasks.All, workers.All, sorted, AnswerSet.Of(tasks.All.Length, workers.All.Length, sorted.Length, [.. task], [.. worker], [.. label.Select(l => classes[l])]),
            repeats, times.TrueForAll(t => t.Count is 0) ? [] : [.. times]);
    }

    /// <summary>Names numbered in order of appearance.</summary>
    sealed class Names
    {
        readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

        public ImmutableArray<string> All => [.. numbers.OrderBy(n => n.Value).Select(n => n.Key)];

        public int Of(string name)
        {
            if (!numbers.TryGetValue(name, out var number)) numbers.Add(name, number = numbers.Count);
            return number;
        }
    }
}
