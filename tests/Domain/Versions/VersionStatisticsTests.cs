using FsCheck;
using FsCheck.Fluent;
using Labelwise.Domain.Tasks;
using Labelwise.Domain.Versions;

namespace Labelwise.Tests.Domain.Versions;

public sealed class VersionStatisticsTests
{
    static readonly CountedEntry[] Entries =
    [
        new(["good"], "train", DeciderKind.People, "CC0-1.0"),
        new(["bad"], "train", DeciderKind.Model, null),
        new(["good"], "test", DeciderKind.Reviewer, "CC0-1.0"),
        new([], null, DeciderKind.People, "MIT"),
        new(["cell", "cell", "good"], "test", DeciderKind.Model, "MIT"),
    ];

    [Fact]
    public void Every_sample_object_split_and_decider_is_counted()
    {
        var counted = VersionStatistics.Of(Entries);
        Assert.Equal(5, counted.Samples);
        Assert.Equal((3, 1, 2), (counted.ByClass["good"], counted.ByClass["bad"], counted.ByClass["cell"]));
        Assert.Equal((2, 2, 1), (counted.BySplit["train"], counted.BySplit["test"], counted.BySplit[""]));
        Assert.Equal((2, 2, 1), (counted.ByDecider["people"], counted.ByDecider["model"], counted.ByDecider["reviewer"]));
        Assert.Equal((2, 2, 1), (counted.ByLicence["CC0-1.0"], counted.ByLicence["MIT"], counted.ByLicence[""]));
        Assert.Equal((1, 2), (counted.BySplitAndClass["train/good"], counted.BySplitAndClass["test/cell"] ));
    }

    [Fact]
    public void Parts_add_up_to_the_whole() =>
        Prop.ForAll<int>(cut =>
        {
            var at = Math.Abs(cut % (Entries.Length + 1));
            var (whole, sum) = (VersionStatistics.Of(Entries), VersionStatistics.Of(Entries.Take(at)) + VersionStatistics.Of(Entries.Skip(at)));
            return whole.Samples == sum.Samples && whole.ByClass.SequenceEqual(sum.ByClass) && whole.BySplit.SequenceEqual(sum.BySplit)
                && whole.ByDecider.SequenceEqual(sum.ByDecider) && whole.ByLicence.SequenceEqual(sum.ByLicence)
                && whole.BySplitAndClass.SequenceEqual(sum.BySplitAndClass);
        }).QuickCheckThrowOnFailure();
}
