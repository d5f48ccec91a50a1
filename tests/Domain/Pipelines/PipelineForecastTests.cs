using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;

namespace Labelwise.Tests.Domain.Pipelines;

/// <summary>What a pipeline is expected to cost, before it runs.</summary>
public sealed class PipelineForecastTests
{
    static readonly Pipeline People = Pipeline.Default with { Review = new(0.1) };
    static readonly PredictionHistogram Sure = PredictionHistogram.Of(2, Enumerable.Range(0, 20_000).Select(i => (i % 2, i % 3 == 0 ? 0.7 : 0.9995)));

    [Fact]
    public void Without_a_model_every_task_goes_to_people()
    {
        var forecast = PipelineForecast.Of(People, PredictionHistogram.Empty(2), 1000, 2, 0.9);
        Assert.Equal((1000, 0.0, 1000.0), (forecast.Tasks, forecast.ByModel, forecast.ByPeople));
    }

    [Fact]
    public void Opinions_are_those_that_the_posterior_needs()
    {
        // Two classes, both as likely: one answer of an annotator right nine times of ten gives 0.9, under the target; two that
        // agree give 0.988, above it; where the second contradicts, a third comes, and then a reviewer.
        var forecast = PipelineForecast.Of(People, PredictionHistogram.Empty(2), 1000, 2, 0.9);
        var contradicts = 2 * 0.9 * 0.1;
        Assert.Equal(2 + contradicts, forecast.LabelsPerTask, 9);
        Assert.Equal(1000 * (contradicts + (1 - contradicts) * 0.1), forecast.Reviews, 6);
    }

    [Fact]
    public void A_certified_model_spares_people_most_of_what_it_is_sure_of()
    {
        var pipeline = People with { AutoAccept = new(true, 0.01, 0.95, 0.05) };
        var forecast = PipelineForecast.Of(pipeline, Sure, 0, 2, 0.95);
        Assert.InRange(forecast.ByModel, 8_000, 13_334);
        Assert.Equal(20_000, forecast.ByModel + forecast.ByPeople, 6);
        Assert.True(forecast.Audits >= ClopperPearson.AuditsNeeded(0.01, 0.05));
    }

    [Fact]
    public void Documents_are_asked_for_as_often_as_the_pipeline_says_at_least()
    {
        var forecast = PipelineForecast.Of(People with { Redundancy = new(2, 5, 0.98) }, PredictionHistogram.Empty(0), 100, 0, 0.9);
        Assert.Equal((2.0, 10.0), (forecast.LabelsPerTask, Math.Round(forecast.Reviews, 6)));
    }

    [Fact]
    public void Even_the_most_opinions_a_pipeline_may_ask_for_are_added_up()
    {
        var forecast = PipelineForecast.Of(People with { Redundancy = new(1, Redundancy.Most, 0.9999) }, PredictionHistogram.Empty(5), 10, 5, 0.6);
        Assert.InRange(forecast.LabelsPerTask, 5, Redundancy.Most);
    }
}
