using Labelwise.Domain;
using Labelwise.Grains.Accounts;
using Labelwise.Host;
using Labelwise.Host.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Labelwise.Tests.Browser;

/// <summary>A server as an operator runs it, pages included: its own data directory and a free port that it keeps when it
/// is stopped and started again.</summary>
sealed class Server : IAsyncDisposable
{
    public const string Password = ServerProcess.Password;

    readonly string data = Directory.CreateTempSubdirectory("labelwise-browser-").FullName;
    WebApplication? app;

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    ServerOptions Options => new() { Data = data, Url = Url.GetLeftPart(UriPartial.Authority), PasswordIterations = 10, OffersSetup = false };

    /// <summary>With an administrator.</summary>
    public static async Task<(Server Server, Api Admin)> WithAdmin(string name = "Ada")
    {
        var server = new Server();
        var made = await LabelwiseServer.AddUser(server.Options, new("ada@example.org", name, Password, Admin: true, TenantId.Parse("main")));
        Assert.Null(made.Refusal);
        await server.Start();
        return (server, await Api.SignIn(server.Url, "ada@example.org"));
    }

    /// <summary>As it is before anybody has an account.</summary>
    public static async Task<Server> Empty()
    {
        var server = new Server();
        await server.Start();
        return server;
    }

    /// <returns>The secret of the link that a first start prints.</returns>
    public async Task<string> OfferSetup()
    {
        var secret = Tokens.New();
        var grains = app!.Services.GetRequiredService<IGrainFactory>();
        Assert.True(await grains.GetGrain<IInstallationGrain>(IInstallationGrain.Key).OfferSetup(Tokens.HashOf(secret)));
        return secret;
    }

    public async Task Start()
    {
        app = LabelwiseServer.Build(Options);
        await app.StartAsync();
    }

    public async Task Stop()
    {
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
        app = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(data, recursive: true);
    }
}
