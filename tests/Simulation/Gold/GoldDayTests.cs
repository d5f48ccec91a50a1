namespace Labelwise.Tests.Simulation.Gold;

public sealed class GoldDayTests(ITestOutputHelper output)
{
    const int Days = 100;

    [Fact]
    public void Whatever_goes_wrong_a_check_is_given_once_kept_and_changes_nothing()
    {
        var (gold, own) = (0, 0);
        RoughDay.Hold(Days, seed =>
        {
            var (wrong, ofGold, ofOwn) = GoldDay.Live(seed);
            Interlocked.Add(ref gold, ofGold);
            Interlocked.Add(ref own, ofOwn);
            return wrong;
        });
        output.WriteLine($"{Days} days: {gold} known answers and {own} earlier tasks were answered");
        Assert.InRange(gold, Days, Days * 10);
        Assert.InRange(own, Days / 10, Days * 10);
    }
}
