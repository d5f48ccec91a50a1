namespace Labelwise.Tests.Domain.Quality;

public sealed class RoutingTests(ITestOutputHelper output)
{
    /// <summary>A model right in 92 of 100 that knows when; annotators of accuracy about 0.92, one to three on a task, target 0.98.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(22)]
    [InlineData(33)]
    [InlineData(44)]
    [InlineData(55)]
    public void A_good_model_spares_most_of_the_work_and_the_labels_are_as_good_as_promised(int seed)
    {
        var delivered = new SimulatedRouting(seed, 10_000, new(4.2, 2.5, 1)).Run();
        output.WriteLine($"{delivered}");
        Assert.True(delivered.Accuracy >= 0.985);
        Assert.True(delivered.LabelsPerTask <= 0.75);
        Assert.True(delivered.AutoShare >= 0.45);  // half on average: looked at after every audit, unlucky ones cost more and lucky ones less
        Assert.True(delivered.AutoError <= 0.02);
    }

    /// <summary>Where it is no help the people's labels must not suffer from it.</summary>
    [Theory]
    [InlineData(66)]
    [InlineData(77)]
    public void An_overconfident_model_costs_labels_and_not_accuracy(int seed)
    {
        var delivered = new SimulatedRouting(seed, 3_000, new(3, 1.5, 0.5)).Run();
        output.WriteLine($"{delivered}");
        Assert.Equal(0, delivered.AutoShare);
        Assert.True(delivered.Accuracy >= 0.97);
        Assert.InRange(delivered.LabelsPerTask, 1, 2.5);
    }
}
