using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Quality;

/// <summary>What certificates promise, kept over hundreds of made-up projects.</summary>
public sealed class CertifiedAcceptanceTests(ITestOutputHelper output)
{
    static readonly AutoAcceptPolicy TwoPercent = new(true, 0.02, 0.95, 0.05);

    /// <summary>Tasks, classes, the model, and what must be certified and at the first look, at least.</summary>
    public static TheoryData<int, int, SimulatedModel, double, double> Models => new()
    {
        { 10_000, 10, new(4.5, 2.5, 1), 0.95, 0.9 },
        { 10_000, 10, new(4, 2, 1.3), 0.95, 0.9 },
        { 10_000, 10, new(4, 2, 0.8), 0.5, 0.3 },
        { 10_000, 10, new(4, 2, 0.6), 0, 0 },
        { 10_000, 10, new(4.5, 2.5, 1, BadClass: 0.1), 0, 0 },
        { 2_000, 3, new(4, 2, 1), 0.2, 0.2 },
        { 2_000, 2, new(4, 2, 0.7), 0, 0 },
        { 10_000, 2, new(4.5, 2.5, 1, BadClass: 0.03), 0, 0 },
    };

    [Theory, MemberData(nameof(Models))]
    public void What_a_certified_model_decides_breaks_the_promise_no_more_often_than_stated(
        int tasks, int classes, SimulatedModel model, double certifiedAtLeast, double firstAtLeast)
    {
        const int populations = 3, draws = 100, projects = populations * draws;
        int broken = 0, certified = 0, first = 0;
        double share = 0, audits = 0;
        for (var population = 0; population < populations; population++)
        {
            var predictions = new SimulatedProject(1_000 * population, tasks, classes, model);
            var plan = AcceptancePlanner.Plan(TwoPercent, predictions.Predicted);
            for (var draw = 0; draw < draws; draw++)
            {
                var project = predictions.Again(1_000 * population + draw);
                var truth = project.Run(plan);
                var (accepted, wrong) = project.Accepted(truth);
                certified += truth.Standing.IsEmpty ? 0 : 1;
                first += truth.Standing.Any(c => c.Look == 1) ? 1 : 0;
                broken += wrong > TwoPercent.MaxError * accepted ? 1 : 0;
                share += (double)accepted / tasks / projects;
                audits += (double)truth.Looks.Length == 0 ? 0 : (double)plan.Looks[truth.Looks.Length - 1].Audits / projects;
            }
        }
        output.WriteLine($"certified {certified} of {projects}, at the first look {first}, broken {broken}, share accepted {share:F3}, audits {audits:F0}");
        Assert.True(broken <= projects * (1 - TwoPercent.Confidence), $"{broken} of {projects} promises broken");
        Assert.True(certified >= projects * certifiedAtLeast, $"only {certified} of {projects} certified");
        Assert.True(first >= projects * firstAtLeast, $"only {first} of {projects} certified at the first look");
    }

    /// <summary>The worst case for the promise: an error rate just above the limit at every threshold.</summary>
    [Fact]
    public void A_model_just_too_bad_is_hardly_ever_certified()
    {
        const int projects = 300;
        var random = new Random(3);
        var predicted = PredictionHistogram.Of(1, Enumerable.Range(0, 5_000).Select(_ => (0, 0.99 + 0.01 * random.NextDouble())));
        var plan = AcceptancePlanner.Plan(TwoPercent, predicted);
        var certified = Enumerable.Range(0, projects).Count(seed =>
        {
            var draw = new Random(seed);
            var truth = AcceptanceTruth.Begin(plan, (ulong)seed);
            var all = Enumerable.Range(0, 5_000).Select(i => new Audit(i, AuditOrder.Rank((ulong)seed, i), 0, 0.99 + 0.01 * draw.NextDouble(),
                draw.NextDouble() < 0.0205 ? Labelwise.Domain.Tasks.AuditStatus.Differs : Labelwise.Domain.Tasks.AuditStatus.Agrees)).ToList();
            while (AcceptanceRules.Next(truth, predicted, [.. all.Where(a => truth.IsAudit(a.Rank, a.Confidence))], SimulatedProject.Start) is { } happened)
                truth = AcceptanceRules.Evolve(truth, happened);
            return !truth.Standing.IsEmpty;
        });
        output.WriteLine($"certified {certified} of {projects}");
        Assert.True(certified <= projects * 0.05, $"{certified} of {projects} certified");
    }
}
