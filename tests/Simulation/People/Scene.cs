using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Engine.Simulation;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Tests.Simulation.Checks;
using Labelwise.Tests.Simulation.Cluster;
using Labelwise.Tests.Simulation.Plans;

namespace Labelwise.Tests.Simulation.People;

/// <summary>Where people act: one project, the way to its server, and what clients remember.</summary>
sealed class Scene(SimulatedWorld world, Site site, Wire wire, Witness witness, ulong seed)
{
    /// <summary>Times that a client sends a request which gets no reply.</summary>
    const int Attempts = 6;

    public static readonly ProjectId Project = new("p");
    public static readonly TenantId Tenant = new("t");
    public static readonly UserId Curator = new("c1");
    public static readonly ImmutableArray<string> FirstOptions = ["cat", "dog", "owl"];
    public const string Property = "kind";

    long keys;
    Watcher? watcher;

    public SimulatedWorld World => world;
    public Site Site => site;
    public Witness Witness => witness;
    public ulong Seed => seed;

    /// <summary>Looks on all day.</summary>
    public Watcher Watcher => watcher ??= new(this, seed);
    public DateTimeOffset Now => site.Now;

    /// <summary>A name that nobody used before.</summary>
    public CommandKey NewKey() => new($"k{++keys}");

    public Task Pause(TimeSpan time) => Task.Delay(time, world.Time);

    /// <summary>Sends until somebody answers, as a client does that keeps its key.</summary>
    /// <returns>False where nobody ever did.</returns>
    public async Task<(bool Answered, T Value)> Ask<T>(string what, Func<IGrainFactory, Task<T>> call)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try { return (true, await wire.Send(what, call)); }
            catch (NoReplyException) { await Pause(TimeSpan.FromSeconds(attempt)); }
        }
        return (false, default!);
    }

    /// <summary>Sends a command on a task and remembers what came of it.</summary>
    /// <returns>Null where nobody answered.</returns>
    public async Task<Labelwise.Grains.Outcome<TaskAnswer>?> Command(
        Intent intent, Func<ITaskGrain, Task<Labelwise.Grains.Outcome<TaskAnswer>>> act)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var asked = witness.Asks(intent);
            try
            {
                var outcome = await wire.Send($"{intent.By} {intent.Kind}", g => act(g.GetGrain<ITaskGrain>(intent.Task.Value)), () => witness.Asks(intent));
                witness.Hears(asked, outcome);
                return outcome;
            }
            catch (NoReplyException) { await Pause(TimeSpan.FromSeconds(attempt)); }
        }
        return null;
    }

    /// <summary>Small blocks, so that even these small projects have several.</summary>
    public static ITaskBlockGrain Block(IGrainFactory grains, int block) => grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(Project, block));

    /// <summary>All blocks of the project.</summary>
    public static async Task<ImmutableArray<ITaskBlockGrain>> Blocks(IGrainFactory grains)
    {
        var settings = await grains.GetGrain<IProjectGrain>(Project.Value).Settings();
        return [.. Enumerable.Range(0, settings!.Blocks).Select(b => Block(grains, b))];
    }

    /// <summary>All rows, in order of their numbers.</summary>
    public static async Task<ImmutableArray<ListedTask>> Listed(IGrainFactory grains, TaskState? state = null)
    {
        var listed = ImmutableArray.CreateBuilder<ListedTask>();
        foreach (var block in await Blocks(grains)) listed.AddRange((await block.Rows(new(state), 0, TaskBlock.Size)).Items);
        return listed.ToImmutable();
    }

    /// <summary>Rows as a list shows them.</summary>
    public async Task<ImmutableArray<TaskRow>> Rows(string who, TaskState? state = null)
    {
        var (answered, listed) = await Ask($"{who} lists", g => Listed(g, state));
        return answered ? [.. listed.Select(i => i.Row)] : [];
    }

    public async Task<ProjectSettings?> Settings(string who) =>
        (await Ask($"{who} settings", g => g.GetGrain<IProjectGrain>(Project.Value).Settings())).Value;

    /// <summary>What a good annotator says of a sample.</summary>
    public static string RightAnswer(Sample sample) => FirstOptions[(int)(sample.Hash.A % (ulong)FirstOptions.Length)];

    public static LabelDocument Answer(string option) => LabelDocument.Of(Property, option);

    public static DataSpec Spec(IEnumerable<string> options, DataSpec? previous)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(new
        {
            media = "image", classes = Array.Empty<object>(),
            properties = new[] { new { name = Property, type = "option", options = options.ToArray(), required = true } },
        });
        var next = previous?.Properties[0].Options.Length * 10 ?? 0;
        return DataSpec.Parse(document, () => $"id{next++}", previous).Spec!;
    }

    public static Pipeline Pipeline(string document) => PipelineDocument.Read(JsonDocument.Parse(document).RootElement).Pipeline!;
}

/// <summary>What somebody wants done with a task. Sent again it is the same intent.</summary>
/// <param name="Label">What their labels come to at rest; null where they have none.</param>
sealed record Intent(string Kind, TaskId Task, UserId By, CommandKey Key, ulong Fingerprint, LeaseId Lease = default, string? Label = null);
