using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Formats.Uploads;
using Labelwise.Grains.Imports;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Composition;
using Labelwise.Storage;
using Labelwise.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Storage;

namespace Labelwise.Tests.Host;

/// <summary>Grains, stores and what jobs need, without HTTP, over a data directory of its own.</summary>
sealed class Server : IAsyncDisposable
{
    readonly string directory = Directory.CreateTempSubdirectory("labelwise-jobs").FullName;
    IHost host = null!;

    public ProjectId Project { get; } = new("p1");
    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();
    public IBlobStore Blobs => host.Services.GetRequiredService<IBlobStore>();
    public UnsureStorage Storage => (UnsureStorage)host.Services.GetRequiredKeyedService<IGrainStorage>("Default");
    public T Service<T>() where T : notnull => host.Services.GetRequiredService<T>();

    public static async Task<Server> Start(string spec, string pipeline = "{}")
    {
        var server = new Server();
        await server.Up();
        var next = 0;
        var read = DataSpec.Parse(Encoding.UTF8.GetBytes(spec), () => $"id{next++}").Spec!;
        var settings = PipelineDocument.Read(System.Text.Json.JsonDocument.Parse(pipeline).RootElement).Pipeline!;
        await server.Grains.GetGrain<IProjectGrain>("p1").Create(new(new("t"), "test", read, settings, "", new("admin")));
        return server;
    }

    public async Task<string> Import(string name, UploadFormat format, byte[] upload)
    {
        var blob = await Blobs.Put(upload);
        var id = JobId.Of(JobKind.Import, Project, name);
        await Grains.GetGrain<IImportGrain>(id).Start(new(blob.Hash, format, "upload", new("admin")));
        return id;
    }

    /// <summary>Looks at a job until it has ended, however often looking fails.</summary>
    public async Task<JobView> End(JobKind kind, string id)
    {
        while (true)
        {
            if (await Look(kind, id) is { State: not (JobState.Queued or JobState.Running) } ended) return ended;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Looks once; null where the store fails just then.</summary>
    public async Task<JobView?> Look(JobKind kind, string id)
    {
        try { return await Grains.Job(kind, id).View(); }
        catch (Orleans.Runtime.OrleansException) { return null; }
    }

    public async Task<List<Sample>> Samples()
    {
        var settings = await Grains.GetGrain<IProjectGrain>(Project.Value).Settings();
        var samples = new List<Sample>();
        for (var block = 0; block < settings!.Blocks; block++) samples.AddRange(await Block(block).Samples());
        return samples;
    }

    public ITaskBlockGrain Block(int block) => Grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(Project, block));

    public async Task Restart()
    {
        await Down();
        await Up();
    }

    public async ValueTask DisposeAsync()
    {
        await Down();
        Directory.Delete(directory, recursive: true);
    }

    async Task Up()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IChance>(new Dice());
        builder.Services.AddLabelwiseStorage(directory);
        var store = builder.Services.Last(s => s.ServiceType == typeof(IGrainStorage) && s.IsKeyedService);
        builder.Services.Remove(store);
        builder.Services.AddKeyedSingleton<IGrainStorage>("Default", (s, key) =>
            new UnsureStorage((IGrainStorage)store.KeyedImplementationFactory!(s, key)));
        builder.Services.AddSingleton<IImages, SimpleImages>();
        builder.Services.AddSingleton<IModels, SimpleModels>();
        builder.Services.AddLabelwiseJobs();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort.Next(), gatewayPort: 0).UseInMemoryReminderService());
        host = builder.Build();
        await host.StartAsync();
    }

    async Task Down()
    {
        try { await host.StopAsync(); }
        finally { if (host is IAsyncDisposable disposable) await disposable.DisposeAsync(); }
    }

    sealed class Dice : IChance
    {
        readonly Random random = new(7);

        public string NewId() => $"id{Draw():x16}";

        public ulong Draw() { lock (random) return (ulong)random.NextInt64(); }
    }
}
