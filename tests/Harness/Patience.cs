using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Labelwise.Tests.Harness;

/// <summary>Waits for what comes to be so a moment later.</summary>
static class Patience
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until it is so.</summary>
    /// <param name="minutes">A guard and no expectation: what never comes to be so fails by then, with what was awaited and what was seen last.</param>
    public static async Task<T> Until<T>(Func<Task<T>> ask, Func<T, bool> isSo, double minutes = 5, [CallerArgumentExpression(nameof(isSo))] string awaited = "")
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            var seen = await ask();
            if (isSo(seen)) return seen;
            if (Stopwatch.GetElapsedTime(began).TotalMinutes > minutes) Assert.Fail($"Never came to be: {awaited}. Last seen: {seen}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc cref="Until{T}(Func{Task{T}}, Func{T, bool}, double, string)"/>
    public static Task Until(Func<bool> isSo, double minutes = 5, [CallerArgumentExpression(nameof(isSo))] string awaited = "") =>
        Until(() => Task.FromResult(isSo()), so => so, minutes, awaited);
}
