using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Labelwise.Tests.Browser;

/// <summary>Prepares a server and looks at what it keeps, past the pages.</summary>
sealed class Api
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false });

    readonly Uri server;
    string? token;

    Api(Uri server) => this.server = server;

    public static async Task<Api> SignIn(Uri server, string email)
    {
        var api = new Api(server);
        api.token = (string)(await api.Send("POST", "/sessions", new { email, password = Server.Password }))["token"]!;
        return api;
    }

    /// <summary>Returns once a server that was started answers.</summary>
    public static Task Up(Uri server) => Eventually(async () =>
    {
        try { return (await Http.GetAsync(new Uri(server, "/readyz"), TestContext.Current.CancellationToken)).IsSuccessStatusCode; }
        catch (HttpRequestException) { return false; }
    }, isUp => isUp);

    public Task<JsonNode> Get(string path) => Send("GET", path, null);
    public Task<JsonNode> Post(string path, object body) => Send("POST", path, body);
    public Task<JsonNode> Put(string path, object body) => Send("PUT", path, body);

    /// <returns>The project's id.</returns>
    public async Task<string> MakeProject(object spec, int pictures, string name = "Potatoes", object? pipeline = null, string guideline = "", Func<int, string>? externalId = null)
    {
        var project = (string)(await Post("/projects", new { name, spec, pipeline = pipeline ?? Given.OneOpinion }))["id"]!;
        if (guideline.Length > 0) await Put($"/projects/{project}/guideline", new { markdown = guideline });
        using var form = new MultipartFormDataContent { { new StringContent("images"), "format" }, { new ByteArrayContent(Given.Zip(pictures, externalId)), "file", "pictures.zip" } };
        var job = (string)(await Post($"/projects/{project}/imports", form))["id"]!;
        var ended = await Eventually(() => Get($"/jobs/{job}"), j => (string)j["state"]! is "succeeded" or "failed" or "cancelled");
        Assert.True((string)ended["state"]! == "succeeded" && (int)ended["result"]!["added"]! == pictures, ended.ToJsonString());
        return project;
    }

    /// <summary>An account that is a member of the project.</summary>
    /// <returns>The e-mail to sign in with.</returns>
    public async Task<string> AddMember(string project, string name, params string[] roles)
    {
        var email = $"{Guid.NewGuid():n}@example.org";
        var user = (string)(await Post("/users", new { email, name, password = Server.Password }))["id"]!;
        await Post($"/projects/{project}/members", new { user, roles });
        return email;
    }

    /// <summary>The tasks come to have as many annotations, and not one more.</summary>
    public async Task Has(string project, int annotations) =>
        Assert.Equal(annotations, await Eventually(() => Annotations(project), found => found >= annotations));

    /// <summary>As the tasks themselves tell it; counters may lag behind.</summary>
    async Task<int> Annotations(string project)
    {
        var tasks = (await Get($"/projects/{project}/tasks?limit=500"))["items"]!.AsArray();
        var truths = await Task.WhenAll(tasks.Select(task => Get($"/tasks/{task!["id"]}")));
        return truths.Sum(truth => truth["annotations"]!.AsArray().Count);
    }

    /// <summary>Asks until it is so; what never comes to be so fails with what was awaited and what was last seen.</summary>
    public static Task<T> Eventually<T>(Func<Task<T>> ask, Func<T, bool> isSo, [CallerArgumentExpression(nameof(isSo))] string awaited = "") =>
        Patience.Until(ask, isSo, Chromium.PatienceMs / 60_000, awaited);

    async Task<JsonNode> Send(string method, string path, object? body)
    {
        using var request = new HttpRequestMessage(new(method), new Uri(server, $"/api/v1{path}"))
        {
            Content = body switch { null => null, HttpContent content => content, _ => JsonContent.Create(body) },
        };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
