using System.Collections.Immutable;
using Labelwise.Cli.Console;
using Labelwise.Domain.Quality;

namespace Labelwise.Cli.Quality;

/// <summary>Who answered what, numbered for inference.</summary>
/// <param name="Labels">Sorted, so that numbers do not depend on the order of the file.</param>
sealed record Answers(
    ImmutableArray<string> Tasks, ImmutableArray<string> Annotators, ImmutableArray<string> Labels, ImmutableArray<Answer> All)
{
    /// <param name="csv">Columns <c>task</c>, <c>worker</c> and <c>label</c> by name, in any order, among others.</param>
    /// <exception cref="CommandFailedException">The file cannot be read; the message names the line.</exception>
    public static Answers Read(TextReader csv)
    {
        try { return Number(Rows(Csv.Read(csv))); }
        catch (FormatException e) { throw new CommandFailedException(e.Message, e); }
    }

    static List<(string Task, string Worker, string Label)> Rows(IEnumerable<(int Line, string[] Fields)> records)
    {
        (int Task, int Worker, int Label)? columns = null;
        var rows = new List<(string, string, string)>();
        foreach (var (line, fields) in records)
        {
            if (columns is not { } at)
            {
                columns = (Column(fields, "task"), Column(fields, "worker"), Column(fields, "label"));
                continue;
            }
            if (fields.Length <= Math.Max(at.Task, Math.Max(at.Worker, at.Label)))
                throw new FormatException($"Line {line}: it has only {fields.Length} fields.");
            rows.Add((fields[at.Task], fields[at.Worker], fields[at.Label]));
        }
        return rows is [] ? throw new FormatException("There is no answer in this file.") : rows;
    }

    static int Column(string[] header, string name) =>
        Array.FindIndex(header, h => h.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? at
        : throw new FormatException($"Line 1: there is no column '{name}'; it takes task, worker and label.");

    static Answers Number(List<(string Task, string Worker, string Label)> rows)
    {
        var tasks = rows.Select(r => r.Task).Distinct().ToImmutableArray();
        var workers = rows.Select(r => r.Worker).Distinct().ToImmutableArray();
        var labels = rows.Select(r => r.Label).Distinct().Order(StringComparer.Ordinal).ToImmutableArray();
        var (task, worker, label) = (Numbers(tasks), Numbers(workers), Numbers(labels));
        return new(tasks, workers, labels, [.. rows.Select(r => new Answer(task[r.Task], worker[r.Worker], label[r.Label]))]);
    }

    static Dictionary<string, int> Numbers(ImmutableArray<string> names) => names.Index().ToDictionary(n => n.Item, n => n.Index);
}
