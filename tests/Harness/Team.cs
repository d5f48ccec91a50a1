namespace Labelwise.Tests.Harness;

/// <summary>A project with somebody in every role.</summary>
sealed record Team(Server Server, string Project, Client Admin, Client Curator, Client Reviewer, Client Annotator, Client Modeler, Client Outsider)
{
    public static readonly object Spec = new
    {
        media = "image", classes = Array.Empty<object>(),
        properties = new[] { new { name = "quality", type = "option", options = new[] { "good", "bad" }, required = true } },
    };

    public IEnumerable<(string Role, Client Client)> Members =>
        [("admin", Admin), ("curator", Curator), ("reviewer", Reviewer), ("annotator", Annotator), ("modeler", Modeler)];

    /// <param name="pipeline">Null for one opinion a task and no sampled review.</param>
    public static async Task<Team> Make(Server server, object? pipeline = null)
    {
        var admin = await server.SignIn("admin@example.org");
        var made = await admin.Post("/projects", new { name = "Potatoes", spec = Spec, pipeline = pipeline ?? new { redundancy = new { min = 1, max = 2, targetConfidence = 0.6 }, review = new { rate = 0.0 } } });
        Assert.Equal(201, made.Status);
        var project = (string)made.Json!["id"]!;
        return new(
            server, project, admin, await Join("curator"), await Join("reviewer"), await Join("annotator"), await Join("modeler"), await Join(null));

        async Task<Client> Join(string? role)
        {
            var email = $"{role ?? "outsider"}-{Guid.NewGuid():n}@example.org";
            var user = await admin.Post("/users", new { email, name = role ?? "outsider", password = Server.Password });
            Assert.Equal(201, user.Status);
            if (role is not null)
                Assert.Equal(201, (await admin.Post($"/projects/{project}/members", new { user = (string)user.Json!["id"]!, roles = new[] { role } })).Status);
            return await server.SignIn(email);
        }
    }
}
