using System.Diagnostics;

namespace Labelwise.Tests.Security;

static class Eventually
{
    /// <summary>After this a test has failed, and does not hold up the others.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits for what must come to hold.</summary>
    public static async Task Holds(Func<Task<bool>> condition, string what)
    {
        for (var clock = Stopwatch.StartNew(); !await condition(); await Task.Delay(20, TestContext.Current.CancellationToken))
            Assert.True(clock.Elapsed < Patience, $"{what} never came to hold");
    }
}
