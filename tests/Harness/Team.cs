using System.Text.Json.Nodes;

namespace Labelwise.Tests.Harness;

/// <summary>A project with somebody in every role.</summary>
sealed record Team(Server Server, string Project, Client Admin, Client Curator, Client Reviewer, Client Annotator, Client Modeler, Client Outsider)
{
    public static readonly object Spec = new
    {
        media = "image", classes = Array.Empty<object>(),
        properties = new[] { new { name = "quality", type = "option", options = new[] { "good", "bad", "odd" }, required = true } },
    };

    public IEnumerable<(string Role, Client Client)> Members =>
        [("admin", Admin), ("curator", Curator), ("reviewer", Reviewer), ("annotator", Annotator), ("modeler", Modeler)];

    /// <param name="pipeline">Null for one opinion a task and no sampled review.</param>
    /// <param name="owner">The admin whose tenant it is made in.</param>
    /// <param name="mark">A word in every name that the team gives: where it is seen, the team's things are seen.</param>
    /// <param name="spec">Null for <see cref="Spec"/>.</param>
    public static async Task<Team> Make(Server server, object? pipeline = null, string owner = "admin@example.org", string mark = "potato", object? spec = null)
    {
        var admin = await server.SignIn(owner);
        var made = await admin.Post("/projects", new { name = $"The {mark} project", guideline = $"How a {mark} is told.", spec = spec ?? Spec, pipeline = pipeline ?? new { redundancy = new { min = 1, max = 2, targetConfidence = 0.6 }, review = new { rate = 0.0 } } });
        Assert.Equal(201, made.Status);
        var project = (string)made.Json!["id"]!;
        return new(
            server, project, admin, await Join("curator"), await Join("reviewer"), await Join("annotator"), await Join("modeler"), await Join(null));

        Task<Client> Join(string? role) => Team.Join(server, admin, project, mark, role);
    }

    /// <summary>Somebody more in a role.</summary>
    public Task<Client> Another(string role) => Join(Server, Admin, Project, "another", role);

    static async Task<Client> Join(Server server, Client admin, string project, string mark, string? role)
    {
        var email = $"{mark}-{role ?? "outsider"}-{Guid.NewGuid():n}@example.org";
        var user = await admin.Post("/users", new { email, name = $"{mark} {role ?? "outsider"}", password = Server.Password });
        Assert.Equal(201, user.Status);
        if (role is not null)
            Assert.Equal(201, (await admin.Post($"/projects/{project}/members", new { user = (string)user.Json!["id"]!, roles = new[] { role } })).Status);
        return await server.SignIn(email);
    }

    /// <summary>Leases one task to the annotator.</summary>
    public async Task<JsonNode> Next()
    {
        var reply = await Annotator.Post($"/projects/{Project}/tasks/next", new { count = 1 });
        Assert.Equal(200, reply.Status);
        return reply.Json!["tasks"]![0]!;
    }

    public Task<Reply> Submit(JsonNode task, string quality = "good", string? key = null) => Annotator.Post($"/tasks/{task["id"]}/submit", Answer(task, quality), key);

    public static object Answer(JsonNode task, string quality = "good") => new
    {
        lease = (string)task["lease"]!["id"]!, activeMs = 100, labels = new { objects = Array.Empty<object>(), properties = new { quality } },
    };
}
