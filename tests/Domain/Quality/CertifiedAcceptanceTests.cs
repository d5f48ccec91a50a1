using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

/// <summary>What certificates promise, kept over hundreds of made-up projects.</summary>
public sealed class CertifiedAcceptanceTests(ITestOutputHelper output)
{
    static readonly AutoAcceptPolicy TwoPercent = new(true, 0.02, 0.95, 0.05);

    /// <summary>Tasks, classes, the model, and what must be certified at least.</summary>
    public static TheoryData<int, int, SimulatedModel, double> Models => new()
    {
        { 10_000, 10, new(4.5, 2.5, 1), 0.95 },
        { 10_000, 10, new(4, 2, 1.3), 0.95 },
        { 10_000, 10, new(4, 2, 0.8), 0.35 },
        { 10_000, 10, new(4, 2, 0.6), 0 },
        { 10_000, 10, new(4.5, 2.5, 1, BadClass: 0.1), 0 },
        { 2_000, 3, new(4, 2, 1), 0.2 },
        { 2_000, 2, new(4, 2, 0.7), 0 },
        { 10_000, 2, new(4.5, 2.5, 1, BadClass: 0.03), 0 },
    };

    [Theory, MemberData(nameof(Models))]
    public void What_a_certified_model_decides_breaks_the_promise_no_more_often_than_stated(
        int tasks, int classes, SimulatedModel model, double certifiedAtLeast)
    {
        const int populations = 3, draws = 30, projects = populations * draws;
        int broken = 0, certified = 0;
        double share = 0, audits = 0;
        for (var population = 0; population < populations; population++)
        {
            var predictions = new SimulatedProject(1_000 * population, tasks, classes, model);
            var plan = AcceptancePlanner.Plan(TwoPercent, predictions.Predicted);
            for (var draw = 0; draw < draws; draw++)
            {
                var project = predictions.Again(1_000 * population + draw);
                var (truth, made) = project.Run(plan);
                var (accepted, wrong) = project.Accepted(truth);
                certified += truth.Standing.IsEmpty ? 0 : 1;
                broken += wrong > TwoPercent.MaxError * accepted ? 1 : 0;
                share += (double)accepted / tasks / projects;
                audits += (double)made.Length / projects;
            }
        }
        output.WriteLine($"certified {certified} of {projects}, broken {broken}, share accepted {share:F3}, audits {audits:F0}");
        Assert.True(broken <= projects * (1 - TwoPercent.Confidence), $"{broken} of {projects} promises broken");
        Assert.True(certified >= projects * certifiedAtLeast, $"only {certified} of {projects} certified");
    }

    /// <summary>The worst case for the promise: an error rate just above the limit at every threshold, looked at again and again.</summary>
    [Fact]
    public void A_model_just_too_bad_is_hardly_ever_certified()
    {
        const int projects = 200;
        var project = new SimulatedProject(3, 5_000, 1, new(20, 1, 1, BadClass: 0.0205));
        var plan = AcceptancePlanner.Plan(TwoPercent, project.Predicted);
        Assert.NotEmpty(plan.Parts);
        var certified = Enumerable.Range(0, projects).Count(seed => !project.Again(seed).Run(plan).Truth.Standing.IsEmpty);
        output.WriteLine($"certified {certified} of {projects}");
        Assert.True(certified <= projects * 0.05, $"{certified} of {projects} certified");
    }
}
