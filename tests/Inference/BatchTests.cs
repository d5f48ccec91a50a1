using FsCheck;
using FsCheck.Fluent;
using Labelwise.Inference.Models;

namespace Labelwise.Tests.Inference;

/// <summary>Without these an image's prediction would depend on what the machine did beside, or a run would stand still.</summary>
public sealed class BatchTests
{
    const int Length = 3;

    [Fact]
    public void A_model_that_answers_alike_in_every_size_may_choose()
    {
        var sizes = BatchTrial.Of((numbers, images) => [.. Enumerable.Range(0, images).Select(i => numbers[(i * Length)..((i + 1) * Length)])], Length);
        Assert.Equal(1, sizes.Allowed[0]);
        Assert.All(sizes.Allowed, size => Assert.True(int.IsPow2(size)));
        Assert.Contains(sizes.Least, sizes.Allowed);
        Assert.False(sizes.TakesRest);
    }

    [Fact]
    public void A_model_whose_answers_change_with_the_size_keeps_one()
    {
        var sizes = BatchTrial.Of((numbers, images) => [.. Enumerable.Repeat<float[]>([numbers[0] + images], images)], Length);
        Assert.Equal(BatchTrial.ByInput(Length).Allowed, sizes.Allowed);
        Assert.Equal(sizes.Most, sizes.Least);
    }

    [Fact]
    public void A_size_whose_places_differ_ends_the_choice_below_it()
    {
        var sizes = BatchTrial.Of((numbers, images) => [.. Enumerable.Range(0, images).Select(i => new[] { i < 4 ? 0f : -0f })], Length);
        Assert.True(sizes.Most <= 4, $"{sizes}");
    }

    /// <summary>Any sizes, any order in which decoders end: each image is inferred once, in order, from its own numbers, in runs
    /// of sizes that are allowed, and nothing waits for ever.</summary>
    [Fact]
    public void Every_image_passes_once_in_order_whatever_the_sizes() => Prop.ForAll(
        Gen.Choose(0, 60).ToArbitrary(), Gen.Choose(0, 4).Two().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (count, powers, seed) =>
        {
            var (least, most) = (1 << Math.Min(powers.Item1, powers.Item2), 1 << Math.Max(powers.Item1, powers.Item2));
            foreach (var sizes in new[]
            {
                new BatchSizes([.. Enumerable.Range(0, 5).Select(power => 1 << power).Where(size => size <= most)], least, TakesRest: false),
                BatchSizes.Always(least + seed % 5),
            })
            {
                var (order, runs) = Pass(count, sizes, new Random(seed));
                Assert.Equal(Enumerable.Range(0, count), order);
                Assert.All(sizes.TakesRest ? runs.SkipLast(1) : runs, run => Assert.Contains(run, sizes.Allowed));
            }
        }).QuickCheckThrowOnFailure();

    /// <summary>One thread plays all: decoders that end in any order, and inference now and then.</summary>
    static (List<int> Order, List<int> Runs) Pass(int count, BatchSizes sizes, Random random)
    {
        using var line = new ImagesInLine(count, Length, sizes);
        var (order, runs, decoding) = (new List<int>(), new List<int>(), new List<int>());
        var claim = line.Claim(default).AsTask();
        var next = line.Next(default).AsTask();
        while (true)
        {
            if (next.IsCompleted && (decoding.Count == 0 && !claim.IsCompleted || random.Next(3) == 0 || order.Count == count))
            {
                var run = next.Result;
                if (run.Images == 0) break;
                for (var i = 0; i < run.Images; i++) order.Add((int)run.Numbers(1).Span[i * Length]);
                runs.Add(run.Images);
                line.Done(run);
                next = line.Next(default).AsTask();
            }
            else if (claim.IsCompleted && claim.Result is { } image && random.Next(2) == 0)
            {
                decoding.Add(image);
                claim = line.Claim(default).AsTask();
            }
            else if (decoding.Count > 0)
            {
                var done = decoding[random.Next(decoding.Count)];
                decoding.Remove(done);
                line.Numbers(done).Fill(done);
                line.Put(done, new Frame(default, 1, 1));
            }
        }
        return (order, runs);
    }
}
