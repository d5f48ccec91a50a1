using System.Collections.Immutable;
using Labelwise.Cli.Console;
using Labelwise.Domain.Quality.Crowds;
using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Cli.Quality;

/// <summary>What tasks truly are, as far as a file knows: what was inferred, and everybody's answers, are held against it. It teaches nothing.</summary>
/// <param name="Of">[tasks]: number of the label; -1 where it is not known, <see cref="Unsaid"/> where nobody gave it.</param>
/// <param name="Strangers">Tasks of the file that nobody answered.</param>
sealed record KnownLabels(ImmutableArray<int> Of, int Strangers)
{
    const int Unsaid = -2;

    /// <exception cref="CommandFailedException">The file cannot be read; the message names the lines.</exception>
    public static KnownLabels Read(TextReader csv, Answers answers)
    {
        var numbers = answers.Tasks.Index().ToDictionary(t => t.Item, t => t.Index, StringComparer.Ordinal);
        var of = Enumerable.Repeat(-1, answers.Tasks.Length).ToArray();
        var strangers = 0;
        try
        {
            foreach (var row in NamedColumns.Rows(csv, ["task", "label"]))
                if (!numbers.TryGetValue(row[0], out var task)) strangers++;
                else of[task] = answers.Labels.IndexOf(row[1]) is >= 0 and var label ? label : Unsaid;
        }
        catch (FormatException e) { throw new CommandFailedException($"Of the known labels: {e.Message}", e); }
        return new([.. of], strangers);
    }

    /// <summary>Of the tasks that are known, the share whose likeliest label is right; null where none is.</summary>
    public Estimate? Accuracy(CrowdFit fit) =>
        Estimate.OfCounts(Of.Index().Count(t => t.Item is not -1 && Inference.Best(fit.Posterior(t.Index)).Class == t.Item), Of.Count(k => k is not -1));
}
