using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

public sealed class DriftWatchTests(ITestOutputHelper output)
{
    const double MaxError = 0.02, Alpha = 0.05;

    /// <summary>A model at the very limit: watching it must raise an alarm no more often than one time in twenty.</summary>
    [Fact]
    public void A_model_that_keeps_its_promise_hardly_ever_raises_an_alarm()
    {
        var alarms = Enumerable.Range(0, 400).Count(seed => Alarm(Errors(seed, 1_000, _ => MaxError)) is not null);
        output.WriteLine($"{alarms} of 400");
        Assert.InRange(alarms, 0, 20);
    }

    /// <summary>What is stated in the documentation: median audits from the change to the alarm.</summary>
    [Theory]
    [InlineData(0, 0.1, 90), InlineData(400, 0.1, 130), InlineData(400, 0.3, 30), InlineData(2_000, 0.3, 40)]
    public void A_bad_end_is_noticed_after_a_few_audits_however_long_the_good_time(int good, double rate, int within)
    {
        var delays = Enumerable.Range(0, 101)
            .Select(seed => Alarm(Errors(seed, good + 1_500, i => i < good ? 0.005 : rate)))
            .Where(a => a is { Audits: var n } && n > good).Select(a => a!.Value.Audits - good).Order().ToArray();
        Assert.InRange(delays.Length, 97, 101);
        output.WriteLine($"median {delays[delays.Length / 2]}, nine of ten within {delays[delays.Length * 9 / 10]}");
        Assert.InRange(delays[delays.Length / 2], 3, within);
    }

    [Fact]
    public void The_doubt_begins_no_later_than_the_change() => Assert.All(Enumerable.Range(0, 50), seed =>
    {
        var alarm = Alarm(Errors(seed, 3_000, i => i < 500 ? 0 : 0.15))!.Value;
        Assert.InRange(alarm.From, 0, 500);
        Assert.Equal(0, alarm.From % DriftWatch.Restart);
    });

    [Fact]
    public void Without_audits_there_is_no_alarm() => Assert.Null(Alarm([]));

    static (int Audits, int From, double LogEvidence)? Alarm(bool[] errors) => DriftWatch.Alarm(errors, MaxError, Alpha);

    static bool[] Errors(int seed, int audits, Func<int, double> rate)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, audits).Select(i => random.NextDouble() < rate(i))];
    }
}
