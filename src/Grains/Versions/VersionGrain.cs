using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Licences;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Splits;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Labelwise.Grains.Versions;

/// <summary>Writes what blocks give, some blocks a step; then splits, sorts and cuts it all; then the version is there.</summary>
sealed class VersionGrain(
    [PersistentState("version")] IPersistentState<VersionRecord> version, IVersionFiles files, TimeProvider time, ILogger<VersionGrain> log)
    : JobGrain<VersionRecord>(version, time, log), IVersionGrain
{
    /// <summary>Blocks read between two records of how far it is.</summary>
    const int BlocksAtOnce = 16;

    readonly TimeProvider time = time;

    protected override JobKind Kind => JobKind.Version;

    public async Task<Outcome<JobView>> Start(StartSealing command)
    {
        if (await View() is not null) return await Begin(Job);  // an attempt before may have ended before it was sure to go on
        if (await Settings() is not { } settings) return new NotFound();
        if (ReadSplit(command).Violations is { IsEmpty: false } violations) return new DoesNotConform(violations);
        return await Begin(new() { Command = command, SpecVersion = settings.SpecVersion, GuidelineVersion = settings.GuidelineVersion });
    }

    protected override async Task Step(CancellationToken cancellation)
    {
        if (await Settings() is not { } settings || await Spec() is not { } spec)
            await Record(Job.Failed("not-found", "The project of this version is not there."));
        else if (Job.NextBlock < settings.Blocks)
            await ReadBlocks(settings, spec, cancellation);
        else
            await Seal(cancellation);
    }

    async Task ReadBlocks(ProjectSettings settings, DataSpec spec, CancellationToken cancellation)
    {
        var next = Math.Min(settings.Blocks, Job.NextBlock + BlocksAtOnce);
        var parts = await Task.WhenAll(Enumerable.Range(Job.NextBlock, next - Job.NextBlock).Select(b => ReadBlock(b, spec, cancellation)));
        await Record(Job with
        {
            State = JobState.Running, NextBlock = next, Done = next, Total = settings.Blocks + 1,
            Parts = Job.Parts.AddRange(parts.Where(p => p.Samples > 0)),
        });
    }

    async Task<VersionPart> ReadBlock(int block, DataSpec spec, CancellationToken cancellation)
    {
        var filter = Job.Command!.Filter with { State = TaskState.Reviewed };
        var rows = await GrainFactory.GetGrain<ITaskBlockGrain>(TaskBlock.Key(Project, block)).ReadForSealing(filter);
        ImmutableArray<SealedSample> samples =
            [.. rows.Items.Where(t => t.Row.Decision is not null).Select(SealedSample.Of)];
        return await files.WritePart(samples, spec, cancellation);
    }

    async Task Seal(CancellationToken cancellation)
    {
        if (Job.Parts.IsEmpty)
        {
            await Record(Job.Failed("nothing-to-seal", "No task is decided that passes the filter."));
            return;
        }
        var content = await files.Seal(Job.Parts, ReadSplit(Job.Command!).Plan, cancellation);
        var licences = LicenceRules.Check(new(content.Statistics.ByLicence), Job.Command!.Licences);
        if (licences.Refused)
        {
            await Record(Job.Failed("licences-conflict", string.Join(" ", licences.Findings.Select(f => f.Message))));
            return;
        }
        var sealedVersion = await GrainFactory.GetGrain<IDatasetGrain>(Project.Value).Add(new(
            0, Id, Job.Command.Name, time.GetUtcNow(), Job.Command.By, content.Samples, content.Root, content.Manifest,
            Job.SpecVersion, Job.GuidelineVersion, content.Statistics, content.Confidence, licences.Findings, await Quality(content)));
        await Record((Job with { Done = Job.Total })
            .Succeeded(("version", sealedVersion.Number.ToString(CultureInfo.InvariantCulture)), ("samples", content.Samples.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>As it is known now: what is sealed keeps it, whatever becomes of the project.</summary>
    async Task<SealedQuality?> Quality(VersionContent content)
    {
        var view = (await GrainFactory.GetGrain<IQualityGrain>(Project.Value).View()).Acceptance;
        var model = content.Statistics.ByDecider.GetValueOrDefault("model");
        return SetConfidence.Of(content.Samples - model, content.ConfidenceOfPeople, model, view) is { } expected
            ? new(expected, model > 0 && view is not null ? view.Certificates : [], view?.MaxError ?? 0, view?.Confidence ?? 0) : null;
    }

    static SplitReading ReadSplit(StartSealing command)
    {
        if (command.Split is null) return new(null, []);
        using var document = JsonDocument.Parse(command.Split);
        return SplitDocument.Read(document.RootElement);
    }

    Task<ProjectSettings?> Settings() => GrainFactory.GetGrain<IProjectGrain>(Project.Value).Settings();

    Task<DataSpec?> Spec() => GrainFactory.GetGrain<IProjectGrain>(Project.Value).Spec(Job.SpecVersion);
}
