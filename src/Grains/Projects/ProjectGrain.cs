using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Specs;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Orleans.Runtime;

namespace Labelwise.Grains.Projects;

sealed class ProjectGrain(
    [PersistentState("project")] IPersistentState<ProjectState> project, TimeProvider time, IChance chance)
    : Grain, IProjectGrain
{
    ProjectSettings? recorded;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        recorded = project.State.Settings;
        return Task.CompletedTask;
    }

    public Task<ProjectSettings?> Settings() => Task.FromResult(recorded);

    public Task<DataSpec?> Spec(int version) => Task.FromResult(Find(project.State.Specs, version));

    public Task<string?> Guideline(int version) => Task.FromResult(Find(project.State.Guidelines, version));

    public async Task<Outcome<ProjectSettings>> Create(CreateProject command)
    {
        if (recorded is { } existing)
            return existing.CreatedBy == command.By && existing.Name == command.Name
                ? existing : new Conflict("already-exists", "A project with this id exists already.");
        var now = time.GetUtcNow();
        var settings = new ProjectSettings(
            ProjectId.Parse(this.GetPrimaryKeyString()), command.Tenant, command.Name, now, 1, command.Spec, 1, 1, command.Pipeline,
            ImmutableDictionary<UserId, ProjectRoles>.Empty, (uint)chance.Draw(), 0, command.By, 0, ClassesOf(command.Spec));
        await Record(new()
        {
            Settings = settings,
            Specs = [new(command.Spec, command.By, now)],
            Guidelines = [new(command.Guideline, command.By, now)],
            Pipelines = [new(command.Pipeline, command.By, now)],
        });
        return settings;
    }

    public Task<Outcome<ProjectSettings>> ChangeSpec(DataSpec spec, UserId by, int? expected) =>
        Change(s => s.SpecVersion, expected, s => s.Spec == spec, (state, settings, now) => state with
        {
            Specs = state.Specs.Add(new(spec, by, now)),
            Settings = settings with
            {
                Spec = spec, SpecVersion = settings.SpecVersion + 1,
                ClassIds = settings.ClassIds.Union(ClassesOf(spec)).ToImmutableArray(),
            },
        });

    public Task<ImmutableArray<GuidelineEdition>> Guidelines() =>
        Task.FromResult<ImmutableArray<GuidelineEdition>>([.. project.State.Guidelines.Select((g, i) => new GuidelineEdition(i + 1, g.By, g.At))]);

    public Task<Outcome<ProjectSettings>> ChangeGuideline(string markdown, UserId by, int? expected, bool mustRead) =>
        Change(
            s => s.GuidelineVersion, expected,
            s => project.State.Guidelines[^1].Document == markdown && mustRead == (s.MustRead == s.GuidelineVersion),
            (state, settings, now) =>
            {
                if (state.Guidelines[^1].Document == markdown)  // only what is asked of its readers changes
                    return state with { Settings = settings with { MustRead = mustRead ? settings.GuidelineVersion : 0 } };
                var version = settings.GuidelineVersion + 1;
                return state with
                {
                    Guidelines = state.Guidelines.Add(new(markdown, by, now)),
                    Settings = settings with { GuidelineVersion = version, MustRead = mustRead ? version : settings.MustRead },
                };
            });

    public async Task<Outcome<ProjectSettings>> ChangePipeline(Pipeline pipeline, UserId by, int? expected)
    {
        var (before, version) = (recorded?.Pipeline.AutoAccept, recorded?.PipelineVersion);
        var changed = await Change(s => s.PipelineVersion, expected, s => s.Pipeline == pipeline, (state, settings, now) => state with
        {
            Pipelines = state.Pipelines.Add(new(pipeline, by, now)),
            Settings = settings with { Pipeline = pipeline, PipelineVersion = settings.PipelineVersion + 1 },
        });
        if (before is not null && before != recorded!.Pipeline.AutoAccept)
            GrainFactory.GetGrain<IQualityGrain>(this.GetPrimaryKeyString()).Replan().Ignore();
        if (version != recorded?.PipelineVersion) await TellQueue();
        return changed;
    }

    public async Task<Outcome<ProjectSettings>> SetMember(UserId user, ProjectRoles roles, UserId by)
    {
        var before = recorded?.Crew;
        var changed = await Change(_ => 0, null, s => s.RolesOf(user) == roles, (state, settings, _) =>
        {
            var members = roles is ProjectRoles.None ? settings.Members.Remove(user) : settings.Members.SetItem(user, roles);
            var annotators = members.Values.Count(r => r.HasFlag(ProjectRoles.Annotator));
            var crew = settings.Crew + (((settings.RolesOf(user) ^ roles) & (ProjectRoles.Annotator | ProjectRoles.Reviewer)) is ProjectRoles.None ? 0 : 1);
            return state with { Settings = settings with { Members = members, Annotators = annotators, Crew = crew } };
        });
        if (before != recorded?.Crew) await TellQueue();
        return changed;
    }

    /// <summary>Whoever asks for work next finds what the change opened. It is done whether or not the queue hears of it.</summary>
    async Task TellQueue() => await GrainFactory.GetGrain<IQueueGrain>(this.GetPrimaryKeyString()).RulesChanged()
        .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);

    public async Task<ProjectSettings> GrowTo(int blocks)
    {
        var settings = recorded ?? throw new InvalidOperationException("A project grows only once it exists.");
        if (blocks > settings.Blocks) await Record(project.State with { Settings = settings with { Blocks = blocks } });
        return recorded;
    }

    /// <summary>A change that says what is in force already is a repeat and records nothing.</summary>
    async Task<Outcome<ProjectSettings>> Change(
        Func<ProjectSettings, int> version, int? expected, Func<ProjectSettings, bool> inForce,
        Func<ProjectState, ProjectSettings, DateTimeOffset, ProjectState> change)
    {
        if (recorded is not { } settings) return new NotFound();
        if (inForce(settings)) return settings;
        if (expected is { } seen && seen != version(settings))
            return new Conflict("changed-meanwhile", $"This is version {version(settings)} by now, not {seen}. Look at it and try again.");
        await Record(change(project.State, settings, time.GetUtcNow()));
        return recorded!;
    }

    /// <summary>Returns once the state is on disk; only then does anybody see it.</summary>
    async Task Record(ProjectState state)
    {
        var before = project.State;
        project.State = state;
        try { await project.WriteStateAsync(); }
        catch { project.State = before; DeactivateOnIdle(); throw; }
        recorded = state.Settings;
    }

    static ImmutableArray<string> ClassesOf(DataSpec spec) => spec.ClassificationTarget?.OptionIds ?? [];

    static T? Find<T>(ImmutableArray<Edition<T>> editions, int version) where T : class =>
        version >= 1 && version <= editions.Length ? editions[version - 1].Document : null;
}
