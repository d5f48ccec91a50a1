using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Storage;
using Labelwise.Storage.Sqlite;
using Labelwise.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace Labelwise.Benchmarks;

/// <summary>A silo on the embedded engine over a SQLite store of its own, with one project of boxes in it.</summary>
sealed class Project : IAsyncDisposable
{
    readonly string directory;
    readonly bool keepsDirectory;
    IHost host = null!;

    Project(string? directory) =>
        (this.directory, keepsDirectory) = (directory ?? Directory.CreateTempSubdirectory("labelwise-bench").FullName, directory is not null);

    public ProjectId Id { get; } = new("bench");
    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();
    public IServiceProvider Services => host.Services;
    public SqliteStore Store => host.Services.GetRequiredService<SqliteStore>();

    /// <param name="directory">Kept at the end; null for one that is not.</param>
    /// <param name="spec">Null for one of boxes.</param>
    public static async Task<Project> Start(int tasks, int annotators, string? directory = null, string? spec = null, string tenant = "t")
    {
        var project = new Project(directory);
        await project.Up();
        var grain = project.Grains.GetGrain<IProjectGrain>(project.Id.Value);
        var next = 0;
        var read = DataSpec.Parse(JsonDocument.Parse(spec ?? Spec).RootElement, () => $"id{next++}").Spec!;
        var pipeline = PipelineDocument.Read(JsonDocument.Parse(
            """{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":0},"order":"random"}""").RootElement).Pipeline!;
        await grain.Create(new(new(tenant), "bench", read, pipeline, "", new("admin")));
        for (var a = 0; a < annotators; a++) await grain.SetMember(Annotator(a), ProjectRoles.Annotator, new("admin"));
        await grain.GrowTo((tasks + TaskBlock.Size - 1) / TaskBlock.Size);
        for (var at = 0; at < tasks; at += TaskBlock.Size)
        {
            var from = at;
            var samples = Enumerable.Range(at, Math.Min(TaskBlock.Size, tasks - at)).Select(i => new Sample(
                ContentHash.Of(BitConverter.GetBytes(i)), $"image-{i:D9}.jpg", "image/jpeg", 4000, 3000, 0));
            await project.Block(from / TaskBlock.Size).Append([.. samples], "import", 0);
        }
        return project;
    }

    public static UserId Annotator(int number) => new($"annotator{number}");

    public ITaskBlockGrain Block(int block) => Grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(Id, block));

    public async Task Restart()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        await Up();
    }

    async Task Up()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IChance, Chance>();
        builder.Services.AddLabelwiseStorage(directory);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort.Next(), gatewayPort: 0));
        host = builder.Build();
        await host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        if (!keepsDirectory) Directory.Delete(directory, recursive: true);
    }

    sealed class Chance : IChance
    {
        public string NewId() => Guid.NewGuid().ToString("N")[..16];
        public ulong Draw() => (ulong)Random.Shared.NextInt64();
    }

    const string Spec = """
        {"media":"image","classes":[{"name":"vehicle","shape":"box","properties":[
          {"name":"occluded","type":"boolean"},{"name":"truncated","type":"boolean"}]}],
         "properties":[{"name":"weather","type":"option","options":["rain","sun"]}]}
        """;
}
