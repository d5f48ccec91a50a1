using Labelwise.Benchmarks.Crowds;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Tests.Domain.Quality.Performance;

/// <summary>Sums over units give what the whole table gives, however the units are cut into blocks.</summary>
public sealed class SumsTests
{
    // Krippendorff 2011, section C; https://en.wikipedia.org/wiki/Krippendorff%27s_alpha.
    [Theory]
    [InlineData("123321412...|1233224125.3|.3332342251.|12332441251.", 0.7434, 0.8491, 0.8154)]
    [InlineData(".....3412113 3.3|1.21334 3.......|..21344.2113 3.4", 0.6914, 0.8108, 0.8067)]
    public void Alpha_is_what_was_published(string table, double nominal, double interval, double ordinal)
    {
        var units = table.Replace(" ", "", StringComparison.Ordinal).Split('|').SelectMany(coder => coder.Index()).Where(s => s.Item is not '.')
            .GroupBy(s => s.Index, s => s.Item).ToList();
        var (categories, numbers) = (new NominalSums(), new IntervalSums());
        foreach (var unit in units)
        {
            categories.Add([.. unit.Select(v => v.ToString())]);
            numbers.Add([.. unit.Select(v => (double)(v - '0'))]);
        }
        Assert.Equal(nominal, categories.Alpha()!.Value, 0.00006);
        Assert.Equal(interval, numbers.Alpha()!.Value, 0.00006);
        Assert.Equal(ordinal, categories.AlphaInOrder(["1", "2", "3", "4", "5"])!.Value, 0.00006);
    }

    /// <summary>Moments of one day in milliseconds differ by little beside what they are.</summary>
    [Fact]
    public void Agreement_on_numbers_does_not_depend_on_where_nought_is()
    {
        var (near, far) = (new IntervalSums(), new IntervalSums());
        foreach (double[] unit in (double[][])[[1, 2], [5, 5, 6], [9, 8], [3, 3]])
        {
            near.Add(unit);
            far.Add([.. unit.Select(v => v + 1.8e12)]);
        }
        Assert.Equal(near.Alpha()!.Value, far.Alpha()!.Value, 4);
    }

    [Fact]
    public void Blocks_add_up_to_the_whole() => Seeds.Hold(seed =>
    {
        var draw = new Random(seed);
        var (unit, value) = (new List<int>(), new List<double>());
        var (sums, numbers) = (new NominalSums(), new IntervalSums());
        for (var block = 0; block < 4; block++)
        {
            var (ofBlock, numbersOfBlock) = (new NominalSums(), new IntervalSums());
            for (var u = 0; u < 8; u++)
            {
                var said = Enumerable.Range(0, draw.Next(4)).Select(_ => (double)draw.Next(3)).ToArray();
                foreach (var v in said) { unit.Add(block * 8 + u); value.Add(v); }
                ofBlock.Add([.. said.Select(v => v.ToString())]);
                numbersOfBlock.Add(said);
            }
            sums.Add(ofBlock);
            numbers.Add(numbersOfBlock);
        }
        return Same(sums.Alpha(), Agreement.Alpha([.. unit], [.. value], Scale.Nominal)) && Same(sums.Fleiss(), Agreement.Fleiss([.. unit], [.. value]))
            && Same(numbers.Alpha(), Agreement.Alpha([.. unit], [.. value], Scale.Interval));
    });

    /// <summary>Cohen's table of fifty proposals, and each answer of it alone.</summary>
    [Fact]
    public void Kappa_of_two_people_is_what_was_published_and_of_two_classes_each_has_it_too()
    {
        var sums = new PairSums();
        foreach (var (one, other, times) in ((string, string, int)[])[("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15)])
            for (var i = 0; i < times; i++) sums.Add(one, other);
        Assert.Equal(0.4, sums.Kappa()!.Value, 10);
        Assert.Equal((0.4, 0.4, null), (Math.Round(sums.Kappa("yes")!.Value, 10), Math.Round(sums.Kappa("no")!.Value, 10), sums.Kappa("perhaps")));
    }

    [Fact]
    public void One_class_against_the_rest_is_alpha_of_two_classes()
    {
        string[][] units = [["a", "a"], ["a", "b"], ["c", "c", "b"], ["a", "c"], ["b", "b"]];
        var (all, two) = (new NominalSums(), new NominalSums());
        foreach (var unit in units)
        {
            all.Add(unit);
            two.Add([.. unit.Select(v => v is "a" ? "a" : "rest")]);
        }
        Assert.Equal(two.Alpha()!.Value, all.Alpha("a")!.Value, 12);
        Assert.Null(all.Alpha("never said"));
        Assert.Null(new NominalSums().Alpha());
    }

    [Fact]
    public void Kappa_of_a_pair_is_what_was_published()
    {
        var pair = new PairSums();
        foreach (var (one, other, n) in new[] { ("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15) })
            for (var i = 0; i < n; i++) pair.Add(one, other);
        Assert.Equal(0.4, pair.Kappa()!.Value, 10);
        Assert.Equal(0.7, pair.Agreeing!.Value, 10);
    }

    [Theory, InlineData("bluebird", 0.1255, 0.1253), InlineData("s_dog", 0.5194, 0.5194)]
    public void Public_sets_have_the_agreement_that_other_programs_found(string name, double alpha, double kappa)
    {
        var set = CrowdData.Read(Shared.Find($"data/crowd/{name}"));
        var sums = new NominalSums();
        foreach (var unit in set.Task.Zip(set.Label).GroupBy(a => a.First, a => a.Second)) sums.Add([.. unit.Select(v => v.ToString())]);
        Assert.Equal(alpha, sums.Alpha()!.Value, 4);
        Assert.Equal(kappa, sums.Fleiss()!.Value, 4);
    }

    [Fact]
    public void A_median_of_durations_adds_up_to_within_a_tenth()
    {
        var (one, other) = (new Durations(), new Durations());
        for (var ms = 1000; ms <= 3000; ms += 10) (ms % 20 is 0 ? one : other).Add(ms);
        one.Add(other);
        one.Add(0);
        Assert.InRange(one.Median()!.Value, 1800, 2200);
        Assert.Equal(201, one.Count);
        Assert.InRange(one.ShareUpTo(2000), 0.45, 0.55);
        Assert.Null(new Durations().Median());
    }

    static bool Same(double? one, double other) => one is null ? double.IsNaN(other) : Math.Abs(one.Value - other) < 1e-9;
}
