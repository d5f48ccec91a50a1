using System.Globalization;
using Labelwise.Domain.Quality.Crowds;

namespace Labelwise.Cli.Quality;

/// <summary>What <c>quality</c> writes, each file whole or not at all.</summary>
static class QualityTables
{
    public static Task Labels(FileInfo file, Answers answers, CrowdFit fit, CancellationToken cancellation) => Write(
        file, "task,label,confidence", Enumerable.Range(0, fit.Tasks).Select(task =>
        {
            var (@class, confidence) = Inference.Best(fit.Posterior(task));
            return Csv.Write(answers.Tasks[task], answers.Labels[@class], Number(confidence));
        }), cancellation);

    public static Task Annotators(FileInfo file, Answers answers, IEnumerable<WorkerSkill> skills, CancellationToken cancellation) => Write(
        file, "worker,answers,accuracy,lower,upper", skills.Select(s => Csv.Write(
            answers.Annotators[s.Worker], s.Answers.ToString(CultureInfo.InvariantCulture),
            Number(s.Accuracy.Mean), Number(s.Accuracy.Lower), Number(s.Accuracy.Upper))), cancellation);

    public static Task Confusions(FileInfo file, Answers answers, IEnumerable<WorkerSkill> skills, CancellationToken cancellation) => Write(
        file, "worker,truth,label,chance,lower,upper", skills.SelectMany(s => s.Confusion.Select((cell, at) => Csv.Write(
            answers.Annotators[s.Worker], answers.Labels[at / answers.Labels.Length], answers.Labels[at % answers.Labels.Length],
            Number(cell.Mean), Number(cell.Lower), Number(cell.Upper)))), cancellation);

    static async Task Write(FileInfo file, string header, IEnumerable<string> lines, CancellationToken cancellation)
    {
        var partial = file.FullName + ".partial";
        await File.WriteAllLinesAsync(partial, lines.Prepend(header), cancellation);
        File.Move(partial, file.FullName, overwrite: true);
    }

    static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
