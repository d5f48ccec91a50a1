using Labelwise.Domain;
using Labelwise.Grains.Accounts;
using Labelwise.Host;
using Labelwise.Host.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Labelwise.Tests.Harness;

/// <summary>A server as an operator runs it: its own data directory, a free port, real HTTP.</summary>
sealed class Server : IAsyncDisposable
{
    public const string Password = ServerProcess.Password;

    readonly Action<IServiceCollection>? change;
    readonly Func<ServerOptions, ServerOptions> settings;
    WebApplication app = null!;
    WebApplication? second;

    readonly TestBlobs? blobs;
    readonly TestCluster? cluster;

    Server(string data, Func<ServerOptions, ServerOptions> settings, Action<IServiceCollection>? change, TestBlobs? blobs, TestCluster? cluster) =>
        (Data, this.settings, this.change, this.blobs, this.cluster) = (data, settings, change, blobs, cluster);

    public string Data { get; }

    public Uri Url { get; private set; } = null!;

    /// <summary>What stands under HTTP, of the server as it runs now.</summary>
    public IGrainFactory Grains => app.Services.GetRequiredService<IGrainFactory>();

    public bool KeepsBlobsInItsDirectory => blobs is null;

    public ServerOptions Options => settings(new()
    {
        Data = Data, Blobs = blobs?.Azure, Cluster = cluster?.Database, Url = "http://127.0.0.1:0", PasswordIterations = 10, OffersSetup = false,
    });

    /// <param name="blobs">Where it keeps them, see <see cref="TestBlobs.In"/>.</param>
    /// <param name="data">Its data directory; null for a new one.</param>
    public static async Task<Server> Start(
        Func<ServerOptions, ServerOptions>? settings = null, Action<IServiceCollection>? change = null, string? blobs = null, string? data = null)
    {
        var server = await In(data ?? Directory.CreateTempSubdirectory("labelwise-api-").FullName, settings, change, blobs);
        await server.AddAdmin("admin@example.org", "main");
        await server.AddAdmin("stranger@example.org", "other");
        await server.Run();
        return server;
    }

    /// <summary>As it is before anybody has an account.</summary>
    public static async Task<Server> StartEmpty()
    {
        var server = await In(Directory.CreateTempSubdirectory("labelwise-api-").FullName, null, null, null);
        await server.Run();
        return server;
    }

    static async Task<Server> In(string data, Func<ServerOptions, ServerOptions>? settings, Action<IServiceCollection>? change, string? blobs)
    {
        var meets = await TestCluster.New();
        return new(data, settings ?? (o => o), change, await TestBlobs.In(meets is null ? blobs : TestBlobs.Azurite), meets);
    }

    /// <returns>The secret that a first start prints.</returns>
    public async Task<string> OfferSetup()
    {
        var secret = Tokens.New();
        Assert.True(await Grains.GetGrain<IInstallationGrain>(IInstallationGrain.Key).OfferSetup(Tokens.HashOf(secret)));
        return secret;
    }

    /// <param name="meanwhile">Done while it does not run.</param>
    public async Task Restart(Action? meanwhile = null)
    {
        await Stop();
        meanwhile?.Invoke();
        await Run();
    }

    public async Task AddAdmin(string email, string tenant)
    {
        var outcome = await LabelwiseServer.AddUser(Options, new(email, email.Split('@')[0], Password, Admin: true, TenantId.Parse(tenant)));
        Assert.Null(outcome.Refusal);
    }

    public async Task<Client> SignIn(string email, string password = Password)
    {
        var client = new Client(Url);
        var reply = await client.Send("POST", "/sessions", new { email, password });
        Assert.Equal(200, reply.Status);
        client.Token = (string)reply.Json!["token"]!;
        client.User = (string)reply.Json["user"]!["id"]!;
        return client;
    }

    async Task Run()
    {
        app = LabelwiseServer.Build(Options, change);
        await app.StartAsync();
        Url = new(app.Urls.First());
        if (cluster is null) return;
        second = LabelwiseServer.Build(Options with { Data = Path.Combine(Data, "second") }, change);
        await second.StartAsync();
        InTurn.Add(Url, new(second.Urls.First()));
    }

    async Task Stop()
    {
        if (second is not null)
        {
            InTurn.Remove(Url);
            await second.StopAsync();
            await second.DisposeAsync();
        }
        await app.StopAsync();
        await app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        if (cluster is not null) await cluster.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }
}
