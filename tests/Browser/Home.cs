using Microsoft.Playwright;

namespace Labelwise.Tests.Browser;

/// <summary>Where most journeys begin: a server of their own with an administrator, and people who come to its pages.</summary>
sealed class Home : IAsyncDisposable
{
    const string AdminEmail = "ada@example.org";

    readonly Chromium chromium;
    readonly Api? admin;

    Home(Chromium chromium, Server server, Api? admin) => (this.chromium, Server, this.admin) = (chromium, server, admin);

    public Server Server { get; }
    public Api Admin => admin ?? throw new InvalidOperationException("Nobody has an account yet.");
    public Uri Url => Server.Url;

    /// <summary>Skips the test where there is nothing to look with, or nothing to look at.</summary>
    /// <param name="admin">The administrator's name.</param>
    public static async Task<Home> Open(Chromium chromium, string admin = "Ada")
    {
        Chromium.SkipIfAbsent();
        var (server, api) = await Server.WithAdmin(admin);
        return new(chromium, server, api);
    }

    /// <summary>As it is before anybody has an account.</summary>
    public static async Task<Home> Empty(Chromium chromium)
    {
        Chromium.SkipIfAbsent();
        return new(chromium, await Server.Empty(), admin: null);
    }

    /// <summary>The administrator, at a page.</summary>
    public Task<Person> Ada(string path = "/") => SignIn(AdminEmail, path);

    /// <summary>Somebody who has an account, at a page.</summary>
    public Task<Person> SignIn(string email, string path = "/") => Person.SignIn(chromium, Url, email, path);

    /// <summary>Somebody new in a project, at one of its pages.</summary>
    /// <param name="page">As <c>label</c>.</param>
    public async Task<Person> Join(string project, string name, string page, params string[] roles) =>
        await SignIn(await Admin.AddMember(project, name, roles), $"/projects/{project}/{page}");

    /// <summary>Somebody whom nobody knows yet.</summary>
    public Task<Person> Arrive() => Person.Arrive(chromium, Url);

    /// <summary>Somebody at a tablet.</summary>
    public async Task<Person> Tablet() => await Person.At(await chromium.NewTablet(Url));

    /// <inheritdoc cref="Crowd.AnswerAll"/>
    public Task<int> AnswerAll(string email, string project, Func<string, object> says, int most = int.MaxValue) => Crowd.AnswerAll(Url, email, project, says, most);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
