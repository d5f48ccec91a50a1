namespace Labelwise.Tests.Security.Fuzz;

/// <summary>Who sends the requests: everybody of a team, and somebody without a session. What an attempt may spoil (a session,
/// a password) belongs to somebody made for it.</summary>
sealed class Cast(World world, Client admin, Dictionary<string, Client> clients)
{
    const string Nobody = "nobody";

    public IReadOnlyList<string> Names { get; } = [.. clients.Keys, Nobody];

    public static async Task<Cast> Of(World world)
    {
        var admin = await world.Server.SignIn("admin@example.org");
        var clients = world.Ours.Members.ToDictionary(m => m.Role, m => m.Client);
        return new(world, admin, clients);
    }

    /// <returns>Null for who has none.</returns>
    public async Task<string?> TokenOf(Attempt attempt)
    {
        if (attempt.Actor is Nobody) return null;
        return attempt.Route.Pattern.EndsWith("/sessions/current", StringComparison.Ordinal) || attempt.Route.Pattern.EndsWith("/me/password", StringComparison.Ordinal)
            ? await Expendable() : await TokenOf(attempt.Actor);
    }

    /// <summary>Of a member; whoever an attempt has thrown out of the project is taken in again.</summary>
    public async Task<string?> TokenOf(string role)
    {
        var client = clients[role];
        if (role is not "admin")
            await admin.Post($"/projects/{world.Ours.Project}/members", new { user = client.User, roles = new[] { role } });
        return client.Token;
    }

    async Task<string?> Expendable()
    {
        var email = $"{Guid.NewGuid():n}@example.org";
        await admin.Post("/users", new { email, name = "expendable", password = Server.Password });
        // From an address of their own: the one that the attempts come from is soon closed for guessing.
        var address = new System.Net.IPAddress(Random.Shared.NextInt64(1L << 32)).ToString();
        var reply = await new Client(world.Server.Url).Send("POST", "/sessions", new { email, password = Server.Password }, ("X-Forwarded-For", address));
        Assert.Equal(200, reply.Status);
        return (string)reply.Json!["token"]!;
    }
}
