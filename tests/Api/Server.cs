using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Labelwise.Domain;
using Labelwise.Grains.Accounts;
using Labelwise.Host;
using Labelwise.Host.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Labelwise.Tests.Api;

/// <summary>A server as an operator runs it: its own data directory, a free port, real HTTP.</summary>
sealed class Server : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    readonly Action<IServiceCollection>? change;
    readonly Func<ServerOptions, ServerOptions> settings;
    WebApplication app = null!;

    Server(string data, Func<ServerOptions, ServerOptions> settings, Action<IServiceCollection>? change) =>
        (Data, this.settings, this.change) = (data, settings, change);

    public string Data { get; }

    public Uri Url { get; private set; } = null!;

    public ServerOptions Options => settings(new() { Data = Data, Url = "http://127.0.0.1:0", PasswordIterations = 10, OffersSetup = false });

    public static async Task<Server> Start(Func<ServerOptions, ServerOptions>? settings = null, Action<IServiceCollection>? change = null)
    {
        var server = new Server(Directory.CreateTempSubdirectory("labelwise-api-").FullName, settings ?? (o => o), change);
        await server.AddAdmin("admin@example.org", "main");
        await server.AddAdmin("stranger@example.org", "other");
        await server.Run();
        return server;
    }

    /// <summary>As it is before anybody has an account.</summary>
    public static async Task<Server> StartEmpty()
    {
        var server = new Server(Directory.CreateTempSubdirectory("labelwise-api-").FullName, o => o, null);
        await server.Run();
        return server;
    }

    /// <returns>The secret that a first start prints.</returns>
    public async Task<string> OfferSetup()
    {
        var secret = Tokens.New();
        var grains = app.Services.GetRequiredService<IGrainFactory>();
        Assert.True(await grains.GetGrain<IInstallationGrain>(IInstallationGrain.Key).OfferSetup(Tokens.HashOf(secret)));
        return secret;
    }

    public async Task Restart()
    {
        await Stop();
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
    }

    async Task Stop()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(Data, recursive: true);
    }
}

/// <summary>What came back.</summary>
sealed record Reply(int Status, JsonNode? Json, byte[] Bytes, IReadOnlyDictionary<string, string> Headers)
{
    public string? Code => (string?)Json?["code"];

    /// <summary>Everything in it that a caller could compare, without what differs for any two requests.</summary>
    public string Shape => $"{Status} {Json?.ToJsonString()} {string.Join(';', Headers.Where(h => h.Key is not "Date").OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}={h.Value}"))}";
}

/// <summary>Somebody at a client of the API.</summary>
sealed class Client(Uri server)
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public string? Token { get; set; }
    public string User { get; set; } = "";

    public Task<Reply> Get(string path) => Send("GET", path);
    public Task<Reply> Post(string path, object? body, string? key = null) => Send("POST", path, body, ("Idempotency-Key", key));
    public Task<Reply> Put(string path, object? body) => Send("PUT", path, body);

    public Task<Reply> Send(string method, string path, object? body = null, params (string Name, string? Value)[] headers) =>
        SendContent(method, path, body switch
        {
            null => null,
            HttpContent content => content,
            string text => new StringContent(text, System.Text.Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body, options: JsonSerializerOptions.Web),
        }, headers);

    async Task<Reply> SendContent(string method, string path, HttpContent? content, (string Name, string? Value)[] headers)
    {
        var absolute = path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith('!') ? path.TrimStart('!') : $"/api/v1{path}";
        using var request = new HttpRequestMessage(new(method), new Uri(server, absolute)) { Content = content };
        if (Token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Token}");
        foreach (var (name, value) in headers)
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return new((int)response.StatusCode, isJson && bytes.Length > 0 ? JsonNode.Parse(bytes) : null, bytes,
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(',', h.Value)));
    }
}
