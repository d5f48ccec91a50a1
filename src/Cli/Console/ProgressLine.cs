using Spectre.Console;

namespace Labelwise.Cli.Console;

/// <summary>Shows on standard error how far a long piece of work is, its rate and the time left: a bar for a person, a line
/// every few seconds for a log.</summary>
sealed class ProgressLine
{
    static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    readonly Surroundings around;
    readonly ProgressTask? bar;
    readonly long started = TimeProvider.System.GetTimestamp();
    readonly string what, unit;
    TimeSpan told;
    long? before;

    ProgressLine(Surroundings around, ProgressTask? bar, string what, string unit) =>
        (this.around, this.bar, this.what, this.unit) = (around, bar, what, unit);

    /// <param name="what">As <c>Importing</c>.</param>
    /// <param name="unit">As <c>images</c>.</param>
    public static async Task<T> While<T>(Surroundings around, string what, string unit, Func<ProgressLine, Task<T>> work)
    {
        if (!around.IsInteractive) return await work(new(around, null, what, unit));
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(around.Error) });
        return await console.Progress().HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async progress => await work(new(around, progress.AddTask(Markup.Escape(what)), what, unit)));
    }

    /// <param name="done">In units; with <paramref name="total"/> 0 while nobody knows.</param>
    /// <param name="perSecond">Null to have it measured here.</param>
    public void Show(long done, long total, double? perSecond = null)
    {
        var passed = TimeProvider.System.GetElapsedTime(started);
        var already = before ??= done;  // what an earlier run did says nothing about the pace of this one
        var speed = perSecond ?? (passed > TimeSpan.Zero ? (done - already) / passed.TotalSeconds : 0);
        var left = speed > 0 && total > done ? $", {Words(TimeSpan.FromSeconds((total - done) / speed))} left" : "";
        var rate = $"{done} of {total} {unit}, {speed:0.#}/s{left}";
        if (bar is not null)
        {
            bar.MaxValue = Math.Max(1, total);
            bar.Value = done;
            bar.Description = Markup.Escape($"{what}: {rate}");
        }
        else if (told == TimeSpan.Zero || passed - told >= Between || done == total && total > 0)
        {
            told = passed;
            around.Error.WriteLine($"{what}: {rate}");
        }
    }

    static string Words(TimeSpan left) =>
        left.TotalHours >= 1 ? $"{(int)left.TotalHours} h {left.Minutes} min" : left.TotalMinutes >= 1 ? $"{left.Minutes} min {left.Seconds} s" : $"{Math.Ceiling(left.TotalSeconds):0} s";
}
