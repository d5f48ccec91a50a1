using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Tests.Domain.Quality;

public class AccuracyBarTests
{
    [Fact]
    public void Of_people_as_good_as_the_bar_hardly_any_is_ever_flagged_and_who_guesses_soon_is()
    {
        var random = new Random(7);
        const int People = 4_000, Answers = 200;
        var (flagged, guessing, after) = (0, 0, new List<int>());
        for (var person = 0; person < People; person++) if (FirstFlag(AccuracyBar.Bar) is not null) flagged++;
        for (var person = 0; person < 500; person++)
            if (FirstFlag(1 / 3.0) is { } at) { guessing++; after.Add(at); }
        // Ville's bound is 8 of 4,000, looking after each of 200 answers.
        Assert.InRange(flagged, 0, 8);
        Assert.InRange(guessing, 495, 500);
        Assert.InRange(after.Order().ElementAt(after.Count / 2), 8, 40);

        int? FirstFlag(double accuracy)
        {
            var right = 0;
            for (var n = 1; n <= Answers; n++)
            {
                if (random.NextDouble() < accuracy) right++;
                if (AccuracyBar.IsBelow(right, n)) return n;
            }
            return null;
        }
    }

    [Fact]
    public void One_more_right_answer_never_makes_anybody_worse() => Seeds.Hold(seed =>
    {
        var (right, wrong) = (seed % 200, seed / 200 % 200);
        return AccuracyBar.LogEvidence(right + 1, right + wrong + 1) <= AccuracyBar.LogEvidence(right, right + wrong) + 1e-9;
    });

    [Fact]
    public void Nothing_is_said_before_the_first_answer() => Assert.Equal(0, AccuracyBar.LogEvidence(0, 0));
}
