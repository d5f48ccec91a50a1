using System.Collections.Immutable;
using Labelwise.Cli.Console;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Cli.Quality;

/// <summary>Who answered what, numbered for inference.</summary>
/// <param name="Tasks">In order of appearance, as are <paramref name="Annotators"/>.</param>
/// <param name="Labels">Sorted, so that numbers do not depend on the order of the file.</param>
/// <param name="Repeats">Further answers of one person to one task, which do not count.</param>
sealed record Answers(
    ImmutableArray<string> Tasks, ImmutableArray<string> Annotators, ImmutableArray<string> Labels, AnswerSet All, int Repeats)
{
    /// <summary>Reads line by line; what is kept is three numbers an answer and each name once.</summary>
    /// <param name="csv">Columns <c>task</c>, <c>worker</c> and <c>label</c> by name, in any order, among others.</param>
    /// <exception cref="CommandFailedException">The file cannot be read; the message names the line.</exception>
    public static Answers Read(TextReader csv)
    {
        try { return Number(Rows(Csv.Read(csv))); }
        catch (FormatException e) { throw new CommandFailedException(e.Message, e); }
    }

    static IEnumerable<(string Task, string Worker, string Label)> Rows(IEnumerable<(int Line, string[] Fields)> records)
    {
        (int Task, int Worker, int Label)? columns = null;
        foreach (var (line, fields) in records)
        {
            if (columns is not { } at)
            {
                columns = (Column(fields, "task"), Column(fields, "worker"), Column(fields, "label"));
                continue;
            }
            if (fields.Length <= Math.Max(at.Task, Math.Max(at.Worker, at.Label)))
                throw new FormatException($"Line {line}: it has only {fields.Length} fields.");
            foreach (var (name, column) in (ReadOnlySpan<(string, int)>)[("task", at.Task), ("worker", at.Worker), ("label", at.Label)])
                if (string.IsNullOrWhiteSpace(fields[column])) throw new FormatException($"Line {line}: its {name} is empty.");
            // As in the header: a blank after a comma is no part of a name.
            yield return (fields[at.Task].Trim(), fields[at.Worker].Trim(), fields[at.Label].Trim());
        }
    }

    static int Column(string[] header, string name) =>
        Array.FindIndex(header, h => h.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? at
        : throw new FormatException($"Line 1: there is no column '{name}'; it takes task, worker and label.");

    static Answers Number(IEnumerable<(string Task, string Worker, string Label)> rows)
    {
        var (tasks, workers, labels) = (new Names(), new Names(), new Names());
        var (task, worker, label) = (new List<int>(), new List<int>(), new List<int>());
        var (seen, repeats) = (new HashSet<(int, int)>(), 0);
        foreach (var row in rows)
        {
            var (t, w) = (tasks.Of(row.Task), workers.Of(row.Worker));
            if (!seen.Add((t, w))) { repeats++; continue; }
            task.Add(t);
            worker.Add(w);
            label.Add(labels.Of(row.Label));
        }
        if (task is []) throw new FormatException("There is no answer in this file.");
        var sorted = labels.All.Sort(StringComparer.Ordinal);
        int[] classes = [.. labels.All.Select(l => sorted.IndexOf(l))];
        return new(tasks.All, workers.All, sorted, AnswerSet.Of(
            tasks.All.Length, workers.All.Length, sorted.Length, [.. task], [.. worker], [.. label.Select(l => classes[l])]), repeats);
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
