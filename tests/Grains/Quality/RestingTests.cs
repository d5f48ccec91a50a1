using Labelwise.Grains.Quality.Surveys;

namespace Labelwise.Tests.Grains.Quality;

/// <summary>Pictures that cannot be read, or embeddings that are gone, are tried again ever more seldom, until they can.</summary>
public sealed class RestingTests
{
    [Fact]
    public void What_fails_is_tried_again_after_ever_longer_up_to_a_day_and_what_succeeds_rests_in_measure()
    {
        var (resting, now) = (new Resting(9), new DateTimeOffset(2027, 1, 1, 8, 0, 0, TimeSpan.Zero));
        var waits = new List<double>();
        for (var i = 0; i < 14; i++)
        {
            resting.Begin(now);
            waits.Add((resting.Until - now).TotalMinutes);
            now = resting.Until;
        }
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440, 1440], waits);

        resting.Begin(now);
        resting.Done(now, now + TimeSpan.FromSeconds(2));
        Assert.Equal(now + TimeSpan.FromSeconds(20), resting.Until);
        resting.Begin(now);
        Assert.Equal(now + TimeSpan.FromMinutes(1), resting.Until);
    }
}
