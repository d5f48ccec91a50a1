using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Labelwise.Storage;
using Labelwise.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace Labelwise.Tests.Grains;

/// <summary>A silo over a data directory of its own, and one classification project in it.</summary>
public sealed class Cluster : IAsyncDisposable
{
    string directory = Directory.CreateTempSubdirectory("labelwise-grains").FullName;
    IHost host = null!;

    public ManualTime Time { get; } = new();
    public ProjectId Project { get; } = new("p1");
    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();
    public IProjectGrain ProjectGrain => Grains.GetGrain<IProjectGrain>(Project.Value);
    public IQueueGrain Queue => Grains.GetGrain<IQueueGrain>(Project.Value);
    public IQualityGrain Quality => Grains.GetGrain<IQualityGrain>(Project.Value);

    public static readonly ImmutableArray<string> Kinds = ["cat", "dog", "owl"];

    /// <param name="spec">Instead of a classification.</param>
    public static async Task<Cluster> Start(string pipeline = "{}", int samples = 10, int annotators = 3, IEnumerable<string>? kinds = null, string? spec = null)
    {
        var cluster = new Cluster();
        await cluster.Up();
        var next = 0;
        var read = PipelineDocument.Read(JsonDocument.Parse(pipeline).RootElement);
        var document = DataSpec.Parse(JsonDocument.Parse(spec ??
            $$"""{"media":"image","classes":[],"properties":[{"name":"kind","type":"option","options":{{JsonSerializer.Serialize(kinds ?? Kinds)}},"required":true}]}""").RootElement,
            () => $"id{next++}").Spec!;
        await cluster.ProjectGrain.Create(new(new("t"), "test", document, read.Pipeline!, "", new("admin")));
        for (var a = 1; a <= annotators; a++)
            await cluster.ProjectGrain.SetMember(Annotator(a), ProjectRoles.Annotator, new("admin"));
        await cluster.Import(0, samples);
        return cluster;
    }

    public static UserId Annotator(int number) => new($"a{number}");

    public async Task Import(int from, int count)
    {
        for (var at = from; at < from + count;)
        {
            var block = TaskBlock.Of(at);
            await ProjectGrain.GrowTo(block + 1);
            var some = Enumerable.Range(at, Math.Min(from + count - at, TaskBlock.Size - TaskBlock.Row(at)))
                .Select(i => new Sample(ContentHash.Of(BitConverter.GetBytes(i)), $"s{i}.png", "image/png", 8, 8, 0)).ToImmutableArray();
            at += (await Block(block).Append(some, "import", TaskBlock.Row(at))).Taken;
        }
    }

    public ITaskBlockGrain Block(int block) => Grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(Project, block));

    public ITaskGrain Task(TaskId id) => Grains.GetGrain<ITaskGrain>(id.Value);

    public Task<NextWork> Next(UserId who, int count = 1, string? key = null, AssignmentKind kind = AssignmentKind.Label, bool resume = false) =>
        Grains.GetGrain<IAnnotatorGrain>($"{Project}/{who}").Next(new(new(key ?? Guid.NewGuid().ToString("N")), kind, count, resume));

    public Task<Labelwise.Grains.Outcome<TaskAnswer>> Submit(Handout handout, UserId who, string answer, string? key = null) =>
        Submit(handout, who, LabelDocument.Of("kind", answer), key);

    public Task<Labelwise.Grains.Outcome<TaskAnswer>> Submit(Handout handout, UserId who, LabelDocument labels, string? key = null) =>
        Task(handout.Task).Submit(new(new(key ?? Guid.NewGuid().ToString("N")), who, 1, handout.Lease.Id, labels, 1000));

    public async Task Up()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton<IChance>(new SeededChance(7));
        builder.Services.AddLabelwiseStorage(directory);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort.Next(), gatewayPort: 0));
        host = builder.Build();
        await host.StartAsync();
    }

    /// <summary>Reports travel behind replies: waits for them, however slow the machine is.</summary>
    public static async Task Eventually(string what, Func<Task<bool>> holds)
    {
        // Only so that a defect shows as a failure with a name and not as a run that never ends.
        var giveUp = DateTime.UtcNow.AddMinutes(3);
        while (!await holds())
        {
            Assert.True(DateTime.UtcNow < giveUp, $"Never came true: {what}.");
            await System.Threading.Tasks.Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async Task Restart()
    {
        await Down();
        await Up();
    }

    /// <summary>Goes on from what is on disk at this moment, as after kill -9.</summary>
    public async Task Crash()
    {
        var (before, copy) = (directory, Directory.CreateTempSubdirectory("labelwise-grains").FullName);
        foreach (var file in Directory.EnumerateFiles(before, "labelwise.db*")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        await Down();
        Directory.Delete(before, recursive: true);
        directory = copy;
        await Up();
    }

    async Task Down()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Down();
        Directory.Delete(directory, recursive: true);
    }
}

/// <summary>The real clock, moved by hand beyond it.</summary>
public sealed class ManualTime : TimeProvider
{
    TimeSpan ahead;
    public void Advance(TimeSpan by) => ahead += by;
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}

sealed class SeededChance(ulong seed) : IChance
{
    ulong state = seed;
    public string NewId() => $"id{Draw():x16}";
    public ulong Draw() => state = state * 6364136223846793005 + 1442695040888963407;
}
