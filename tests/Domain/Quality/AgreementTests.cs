using Labelwise.Benchmarks.Crowds;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

public sealed class AgreementTests
{
    // Krippendorff 2011, section C (four observers, twelve units); https://en.wikipedia.org/wiki/Krippendorff%27s_alpha.
    [Theory]
    [InlineData("123321412...|1233224125.3|.3332342251.|12332441251.", Scale.Nominal, 0.7434)]
    [InlineData("123321412...|1233224125.3|.3332342251.|12332441251.", Scale.Ordinal, 0.8154)]
    [InlineData("123321412...|1233224125.3|.3332342251.|12332441251.", Scale.Interval, 0.8491)]
    [InlineData(".....3412113 3.3|1.21334 3.......|..21344.2113 3.4", Scale.Nominal, 0.6914)]
    [InlineData(".....3412113 3.3|1.21334 3.......|..21344.2113 3.4", Scale.Interval, 0.8108)]
    public void Alpha_is_what_was_published(string table, Scale scale, double expected)
    {
        var said = table.Replace(" ", "", StringComparison.Ordinal).Split('|').SelectMany(coder => coder.Index()).Where(s => s.Item is not '.').ToArray();
        Assert.Equal(expected, Agreement.Alpha([.. said.Select(s => s.Index)], [.. said.Select(s => s.Item - '0')], scale), 0.00006);
    }

    /// <summary>The worked example of ten subjects and fourteen raters.</summary>
    [Fact]
    public void Fleiss_is_what_was_published()
    {
        int[][] table = [[0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1], [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]];
        var said = table.Index().SelectMany(row => row.Item.Index().SelectMany(cell => Enumerable.Repeat((Unit: row.Index, Class: (double)cell.Index), cell.Item))).ToArray();
        Assert.Equal(0.2099, Agreement.Fleiss([.. said.Select(s => s.Unit)], [.. said.Select(s => s.Class)]), 4);
    }

    /// <summary>Fifty proposals: both say yes to 20 and no to 15, one alone yes to 5, the other alone yes to 10.</summary>
    [Fact]
    public void Cohen_is_what_was_published()
    {
        int[] one = [.. Enumerable.Repeat(1, 25), .. Enumerable.Repeat(0, 25)];
        int[] other = [.. Enumerable.Repeat(1, 20), .. Enumerable.Repeat(0, 5), .. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(0, 15)];
        Assert.Equal(0.4, Agreement.Cohen(one, other), 10);
    }

    [Theory]
    [InlineData("bluebird", 0.1255, 0.1253), InlineData("s_dog", 0.5194, 0.5194), InlineData("weather", 0.5209, 0.5211), InlineData("labelme", 0.6774, 0.6782)]
    public void Public_sets_have_the_agreement_that_other_programs_found(string name, double alpha, double kappa)
    {
        var set = CrowdData.Read(Shared.Find($"data/crowd/{name}"));
        double[] labels = [.. set.Label];
        Assert.Equal(alpha, Agreement.Alpha(set.Task, labels, Scale.Nominal), 4);
        Assert.Equal(kappa, Agreement.Fleiss(set.Task, labels), 4);
    }

    [Fact]
    public void Full_agreement_is_one_and_nothing_to_compare_is_no_number()
    {
        Assert.Equal(1, Agreement.Alpha([0, 0, 1, 1], [1, 1, 2, 2], Scale.Nominal), 12);
        Assert.Equal(1, Agreement.Alpha([0, 0], [1, 1], Scale.Interval));
        Assert.True(double.IsNaN(Agreement.Alpha([0, 1], [1, 1], Scale.Nominal)));
        Assert.True(double.IsNaN(Agreement.Fleiss([0, 1], [1, 1])));
        Assert.True(double.IsNaN(Agreement.Cohen([], [])));
        Assert.Throws<ArgumentException>(() => Agreement.Alpha([0], [1, 2], Scale.Nominal));
    }
}
