using Labelwise.Domain;
using Labelwise.Domain.Evaluations;

namespace Labelwise.Tests.Domain.Evaluations;

public sealed class SliceTests
{
    static KeyValuePair<string, string> Of(string name, string value) => new(name, value);

    [Fact]
    public void A_slice_that_chance_does_not_explain_stands_out_and_ids_are_no_slices()
    {
        var sums = new SliceSums(ofBoxes: false);
        for (var i = 0; i < 1_000; i++)
        {
            var (tray, right) = (i % 10, i % 10 == 3 ? i % 20 == 3 : i % 11 != 0);
            sums.Add([Of("tray", $"{tray}"), Of("serial", $"{i}"), Of("line", "only one")], right ? 1 : 0, right ? 0 : 1);
        }
        var told = sums.Told();
        Assert.All(told, s => Assert.Equal("tray", s.Name));
        Assert.Equal("3", Assert.Single(told, s => s.StandsOut).Value);
        Assert.Equal(("3", 100, 0.5), (told[0].Value, told[0].Samples, told[0].Quality.Value));
    }

    [Fact]
    public void The_worst_errors_are_kept_and_of_equal_ones_those_that_came_first()
    {
        var worst = new WorstErrors();
        for (var i = 0; i < 3 * WorstErrors.Most; i++) worst.Add(Sample(i), i % 3 == 0 ? 0.9 : i % 3 == 1 ? 0 : 0.5);
        var told = worst.Told();
        Assert.Equal(WorstErrors.Most, told.Length);
        Assert.All(told, e => Assert.Equal(0.9, e.Badness));
        Assert.Equal("0", told[0].Sample.ExternalId);

        static Judged Sample(int i) => new($"{i}", default, 1, 1, "a", "b", 0.9, [], [], []);
    }
}
