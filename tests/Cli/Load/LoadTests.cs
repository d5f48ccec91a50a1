using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Cli.Load;

namespace Labelwise.Tests.Cli.Load;

public sealed class LoadTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void An_open_loop_starts_cycles_when_they_are_due_however_late_it_is()
    {
        var pace = new Pace(10, Second);
        Assert.Equal(TimeSpan.Zero, pace.Take(TimeSpan.Zero));
        Assert.Equal(Second / 10, pace.Take(TimeSpan.Zero));
        // Half a second in which the server answered nobody: who would have come meanwhile is there.
        Assert.Equal([0.2, 0.3, 0.4], Enumerable.Range(0, 3).Select(_ => pace.Take(Second * 0.55)!.Value.TotalSeconds));
    }

    [Fact]
    public void What_nobody_was_free_to_take_has_waited()
    {
        var pace = new Pace(10, Second);
        for (var i = 0; i < 7; i++) Assert.NotNull(pace.Take(TimeSpan.Zero));
        Assert.Null(pace.Take(Second));
        Assert.Equal([0.3, 0.2, 0.1], pace.Waiting().Select(w => Math.Round(w.TotalSeconds, 6)));
    }

    [Fact]
    public void A_run_offers_as_many_cycles_as_its_rate_says()
    {
        var pace = new Pace(2.5, Second * 4);
        var offered = 0;
        while (pace.Take(TimeSpan.Zero) is not null) offered++;
        Assert.Equal(10, offered);
        Assert.Empty(pace.Waiting());
    }

    [Fact]
    public void A_closed_loop_starts_each_cycle_when_the_last_is_answered()
    {
        var pace = new Pace(null, Second);
        Assert.Equal(Second * 0.7, pace.Take(Second * 0.7));
        Assert.Null(pace.Take(Second));
        Assert.Empty(pace.Waiting());
    }

    [Fact]
    public void Quantiles_are_those_of_the_nearest_rank()
    {
        TimeSpan[] hundred = [.. Enumerable.Range(1, 100).Select(ms => TimeSpan.FromMilliseconds(ms))];
        Assert.Equal((50, 99, 100), (LoadResult.Quantile(hundred, 0.5), LoadResult.Quantile(hundred, 0.99), LoadResult.Quantile(hundred, 1)));
        Assert.Equal((7, 0), (LoadResult.Quantile([TimeSpan.FromMilliseconds(7)], 0.01), LoadResult.Quantile([], 0.5)));
    }

    /// <summary>A server that stalls for the second half of a run: a closed loop would tell of one slow cycle.</summary>
    [Fact]
    public void A_stall_is_seen_in_the_percentiles_of_an_open_loop()
    {
        var pace = new Pace(100, Second);
        var done = new List<TimeSpan>();
        for (var now = TimeSpan.Zero; pace.Take(now) is { } meant; now = now < meant ? meant : now)
        {
            if (meant >= Second / 2) now = Second;  // not answered before the end
            done.Add((now < meant ? meant : now) + Second / 1000 - meant);
        }
        var result = LoadResult.Of(done, [.. pace.Waiting()], ImmutableSortedDictionary<string, int>.Empty.Add("503 overloaded", 3), 100, Second);
        Assert.Equal((51, 49, 3, "open"), (result.Cycles, result.NotStarted, result.Refusals, result.Loop));
        Assert.InRange(result.P99Ms, 490, 501);
    }

    [Fact]
    public async Task It_measures_a_server_in_either_loop_and_says_in_which()
    {
        await using var server = await RunningServer.Start();
        Task<int> Load(params string[] how) =>
            server.Terminal.Run(["load", "--email", RunningServer.Email, "--annotators", "2", "--seconds", "1", "--warmup", "1", "--json", .. how]);
        // As many as two people could take in two seconds, however fast they are served.
        Assert.Equal(0, await Load("--tasks", "6000"));
        using (var closed = JsonDocument.Parse(server.Terminal.Out))
        {
            Assert.Equal("closed", closed.RootElement.GetProperty("loop").GetString());
            Assert.True(closed.RootElement.GetProperty("cyclesPerSecond").GetDouble() > 0);
            Assert.True(closed.RootElement.GetProperty("p99Ms").GetDouble() >= closed.RootElement.GetProperty("p50Ms").GetDouble());
            Assert.Equal(0, closed.RootElement.GetProperty("refusals").GetInt32());
        }
        Assert.Equal(0, await Load("--tasks", "200", "--rate", "20"));
        using var open = JsonDocument.Parse(server.Terminal.Out);
        Assert.Equal(("open", "intended start"), (open.RootElement.GetProperty("loop").GetString(), open.RootElement.GetProperty("latencyFrom").GetString()));
        Assert.Equal(20, open.RootElement.GetProperty("cycles").GetInt32() + open.RootElement.GetProperty("notStarted").GetInt32());
    }

    [Fact]
    public async Task A_rate_of_nothing_is_wrong_usage()
    {
        using var terminal = new Terminal();
        Assert.Equal(2, await terminal.Run("load", "--email", RunningServer.Email, "--rate", "0"));
        Assert.Contains("--rate", terminal.Error, StringComparison.Ordinal);
    }
}
