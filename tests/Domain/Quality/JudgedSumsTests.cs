using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Quality;

public sealed class JudgedSumsTests
{
    [Fact]
    public void Bins_hold_twenty_tasks_at_least_and_all_of_them_together()
    {
        var (one, other, draw) = (new JudgedSums(), new JudgedSums(), new Random(3));
        for (var i = 0; i < 500; i++) (i % 2 == 0 ? one : other).Add(0.5 + 0.4999 * draw.NextDouble(), draw.NextDouble() < 0.8);
        one.Add(other);
        var bins = one.Bins();
        Assert.All(bins, b => Assert.InRange(b.Tasks, 20, 500));
        Assert.Equal((500, one.Right), (bins.Sum(b => b.Tasks), bins.Sum(b => b.Right)));
        Assert.All(bins, b => Assert.InRange(b.Stated, b.From, b.To));
        Assert.All(bins.Zip(bins.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From, 1e-12));
        Assert.Equal(0.75, one.Stated, 0.03);
    }

    [Fact]
    public void A_few_tasks_are_one_bin_and_none_are_none()
    {
        Assert.Empty(new JudgedSums().Bins());
        var few = new JudgedSums();
        few.Add(0.6, true);
        few.Add(0.99, false);
        var bin = Assert.Single(few.Bins());
        Assert.Equal((2, 1, 0.795), (bin.Tasks, bin.Right, Math.Round(bin.Stated, 9)));
    }

    /// <summary>Who agrees settles an audit at once, who does not waits for a reviewer.</summary>
    [Fact]
    public void Audits_behind_one_that_is_still_disputed_do_not_count()
    {
        Audit Of(uint rank, int @class, AuditStatus status) => new((int)rank, rank, @class, 0.9, status);
        var sums = JudgedSums.Of([
            Of(4, 0, AuditStatus.Agrees), Of(1, 0, AuditStatus.Agrees), Of(3, 0, AuditStatus.Disputed), Of(2, 0, AuditStatus.Differs),
            Of(9, 1, AuditStatus.Agrees), Of(5, 2, AuditStatus.None)]);
        Assert.Equal((3, 2), (sums.Tasks, sums.Right));
    }
}
