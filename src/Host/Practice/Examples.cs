using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Practice;
using Labelwise.Grains.Practice;
using Labelwise.Host.Http;
using Labelwise.Host.Samples;

namespace Labelwise.Host.Practice;

/// <summary>A project's examples, and how far somebody is with them, as they are shown.</summary>
static class Examples
{
    public static async Task<ImmutableArray<PracticeExample>> Given(ProjectCall call) =>
        await call.Service<Fitting>().Given(call.Project.Id, call.Project.Spec, await Grain(call).All(), call.Aborted);

    public static async Task<PracticeStandingAnswer> StandingOf(ProjectCall call) =>
        View(await Record(call, call.Caller.User).Standing(), await Given(call));

    public static PracticeStandingAnswer View(PracticeStanding standing, ImmutableArray<PracticeExample> given) =>
        new(standing.IntroducedAt is not null, given.Length, standing.DoneOf(given), Round(standing.ScoreOver(given)));

    /// <param name="known">For a curator's eyes; null for others'.</param>
    public static PracticeExampleAnswer View(ProjectCall call, PracticeExample example, PracticeStanding standing, LabelDocument? known)
    {
        var spec = call.Project.Spec;
        call.Service<SampleIndex>().Shown(example.Task, example.Sample);
        return new(
            example.Task, SampleLinks.Of(call.Project.Id, example.Sample), call.Project.SpecVersion, Round(standing.To(example.Task)?.Score),
            known is null ? null : spec.Named(known), known is null ? null : example.Note, known is null ? null : Fitting.Fits(spec, example.Sample, known));
    }

    public static IPracticeGrain Grain(ProjectCall call) => call.Grains.GetGrain<IPracticeGrain>(call.Project.Id.Value);

    public static IPracticeRecordGrain Record(ProjectCall call, UserId user) => call.Grains.GetGrain<IPracticeRecordGrain>($"{call.Project.Id}/{user}");

    static double? Round(double? share) => share is { } value ? Math.Round(value, 4) : null;
}
