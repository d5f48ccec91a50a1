using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Labelwise.Domain;
using Labelwise.Domain.Splits;

namespace Labelwise.Tests.Domain.Splits;

public sealed class SplitRulesTests
{
    static readonly HashSplit ThreeWays = new([new("train", 0.8), new("val", 0.1), new("test", 0.1)], "7");

    static SplitItem Item(int number) => new(
        ContentHash.Of(Encoding.UTF8.GetBytes($"{number}")), number % 3 == 0 ? $"scene {number / 30}" : null, number % 10 == 0 ? "rare" : "common");

    static SplitItem[] Items(int count) => [.. Enumerable.Range(0, count).Select(Item)];

    public static TheoryData<SplitPlan> Plans => [ThreeWays, new FoldSplit(5, false, "a"), new FoldSplit(5, true, "a"), new FoldSplit(2, true)];

    [Theory, MemberData(nameof(Plans))]
    public void No_group_straddles_two_splits(SplitPlan plan)
    {
        var items = Items(2_000);
        var splits = SplitRules.Assign(plan, items);
        Assert.All(items.Zip(splits).Where(p => p.First.Group is not null).GroupBy(p => p.First.Group),
            group => Assert.Single(group.Select(p => p.Second).Distinct()));
    }

    [Theory, MemberData(nameof(Plans))]
    public void The_order_of_samples_decides_nothing(SplitPlan plan)
    {
        var items = Items(1_000);
        var expected = items.Zip(SplitRules.Assign(plan, items)).ToDictionary(p => p.First.Sample, p => p.Second);
        new Random(1).Shuffle(items);
        Assert.All(items.Zip(SplitRules.Assign(plan, items)), p => Assert.Equal(expected[p.First.Sample], p.Second));
    }

    [Fact]
    public void The_split_of_a_sample_stays_when_others_arrive() =>
        Prop.ForAll<int, int>((first, more) =>
        {
            var all = Items(Math.Abs(first % 500) + Math.Abs(more % 500));
            var some = all[..Math.Abs(first % 500)];
            return SplitRules.Assign(ThreeWays, all).Take(some.Length).SequenceEqual(SplitRules.Assign(ThreeWays, some))
                && SplitRules.Assign(new FoldSplit(5, false), all).Take(some.Length).SequenceEqual(SplitRules.Assign(new FoldSplit(5, false), some));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_split_gets_about_its_share()
    {
        var splits = SplitRules.Assign(ThreeWays, [.. Items(20_000).Where(i => i.Group is null)]).CountBy(s => s).ToDictionary();
        var total = splits.Values.Sum();
        Assert.InRange(splits["train"] / (double)total, 0.79, 0.81);
        Assert.InRange(splits["val"] / (double)total, 0.09, 0.11);
        Assert.InRange(splits["test"] / (double)total, 0.09, 0.11);
    }

    [Fact]
    public void Another_seed_gives_other_splits() =>
        Assert.NotEqual(SplitRules.Assign(ThreeWays, Items(100)), SplitRules.Assign(ThreeWays with { Seed = "8" }, Items(100)));

    [Fact]
    public void Stratified_folds_hold_every_class_alike()
    {
        var items = Items(1_000).Select(i => i with { Group = null }).ToArray();
        var splits = SplitRules.Assign(new FoldSplit(5, true), items);
        foreach (var @class in (string[])["rare", "common"])
        {
            var counts = items.Zip(splits).Where(p => p.First.Class == @class).CountBy(p => p.Second).Select(c => c.Value).ToList();
            Assert.Equal(5, counts.Count);
            Assert.True(counts.Max() - counts.Min() <= 1);
        }
    }

    [Fact]
    public void Stratified_folds_stay_even_where_groups_are_large()
    {
        var items = Items(3_000);
        var rare = items.Zip(SplitRules.Assign(new FoldSplit(5, true), items)).Where(p => p.First.Class == "rare").CountBy(p => p.Second).Select(c => c.Value).ToList();
        Assert.Equal(5, rare.Count);
        Assert.InRange(rare.Min(), 0.9 * 60, 60);
        Assert.InRange(rare.Max(), 60, 1.1 * 60);
    }

    [Fact]
    public void A_split_document_reads_as_it_is_meant()
    {
        var hash = Assert.IsType<HashSplit>(Read("""{"by":"hash","shares":{"train":0.8,"val":0.1,"test":0.1},"seed":7}""").Plan);
        Assert.Equal(["train", "val", "test"], hash.Shares.Select(s => s.Name));
        Assert.Equal("7", hash.Seed);
        Assert.Equal(new FoldSplit(5, true), Read("""{"by":"kfold","k":5,"stratify":true}""").Plan);
    }

    [Theory]
    [InlineData("""[]""", "")]
    [InlineData("""{"by":"luck"}""", "/by")]
    [InlineData("""{"by":"hash"}""", "/shares")]
    [InlineData("""{"by":"hash","shares":{"train":0.8,"test":0.1}}""", "/shares")]
    [InlineData("""{"by":"hash","shares":{"train":1,"a/b":0}}""", "/shares/a~1b")]
    [InlineData("""{"by":"hash","shares":{"train":"NaN"}}""", "/shares/train")]
    [InlineData("""{"by":"hash","shares":{"train":1},"k":3}""", "/k")]
    [InlineData("""{"by":"kfold","k":1}""", "/k")]
    [InlineData("""{"by":"kfold"}""", "/k")]
    [InlineData("""{"by":"kfold","k":3,"seed":[]}""", "/seed")]
    public void A_wrong_split_document_is_refused_by_pointer(string document, string pointer)
    {
        var reading = Read(document);
        Assert.Null(reading.Plan);
        Assert.Contains(pointer, reading.Violations.Select(v => v.Pointer));
    }

    static SplitReading Read(string json) => SplitDocument.Read(JsonDocument.Parse(json).RootElement);
}
