using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Labelwise.Cli.Client;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Load;

/// <summary>A project and people made for one measurement. The people leave when it ends; the project stays to be looked at.</summary>
/// <param name="Tokens">One session an annotator.</param>
sealed record LoadSite(string Project, ImmutableArray<string> Tokens, ImmutableArray<string> Users)
{
    /// <summary>Accounts made at a time: hashing passwords is the server's slowest work.</summary>
    const int AtOnce = 4;

    /// <summary>Objects in each label document: about 1 KB of JSON.</summary>
    const int Objects = 8;

    static readonly ImmutableArray<string> Weathers = ["rain", "snow", "sun"];

    static readonly object Vehicle = new
    {
        name = "vehicle", shape = "span",
        properties = new[] { new { name = "occluded", type = "boolean", required = true }, new { name = "truncated", type = "boolean", required = true } },
    };

    /// <summary>What an annotator says in their n-th turn.</summary>
    public static object Labels(int turn) => new
    {
        objects = Enumerable.Range(0, Objects).Select(i => new
        {
            id = $"object-{i}-of-turn-{turn}", @class = "vehicle", shape = new { span = new[] { i, i + 1 + (turn + i) % 20 } },
            properties = new { occluded = i % 2 == 0, truncated = turn % 2 == 0 },
        }),
        properties = new { weather = Weathers[turn % Weathers.Length] },
    };

    public static async Task<LoadSite> Make(ApiClient client, int tasks, int annotators, Surroundings around, CancellationToken cancellation)
    {
        var run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var made = await client.Post("projects", new
        {
            name = $"Load {run}",
            spec = new { media = "text", classes = new[] { Vehicle }, properties = new[] { new { name = "weather", type = "option", options = Weathers, required = true } } },
            pipeline = new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, autoAccept = new { enabled = false }, review = new { rate = 0 }, order = "import" },
        }, cancellation);
        var project = made.GetProperty("id").GetString()!;
        await Import(client, project, run, tasks, around, cancellation);
        var people = await People(client, project, run, annotators, around, cancellation);
        return new(project, [.. people.Select(p => p.Token)], [.. people.Select(p => p.User)]);
    }

    public async Task Leave(ApiClient client)
    {
        foreach (var user in Users) await client.Delete($"users/{user}", CancellationToken.None);
    }

    static async Task Import(ApiClient client, string project, string run, int tasks, Surroundings around, CancellationToken cancellation)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, Enumerable.Range(0, tasks).Select(i => JsonSerializer.Serialize(new { externalId = $"{i}", text = $"Sample {i} of {run}: what a vehicle may be called" })), cancellation);
            var job = await ImportCommand.Send(client, project, file, "text", cancellation);
            await Jobs.Follow(client, job, around, "Importing", "texts", cancellation);
        }
        finally { File.Delete(file); }
    }

    static async Task<(string User, string Token)[]> People(
        ApiClient client, string project, string run, int annotators, Surroundings around, CancellationToken cancellation)
    {
        var people = new (string User, string Token)[annotators];
        var made = 0;
        await ProgressLine.While(around, "Signing in", "annotators", async line =>
        {
            await Parallel.ForAsync(0, annotators, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (i, stop) =>
            {
                var (email, password) = ($"load-{run}-{i}@example.invalid", Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
                var user = (await client.Post("users", new { email, name = $"Load {i}", password }, stop)).GetProperty("id").GetString()!;
                await client.Post($"projects/{project}/members", new { user, roles = new[] { "annotator" } }, stop);
                using var own = new ApiClient(client.Url.ToString(), null);
                await Connection.SignIn(own, email, password, stop);
                people[i] = (user, own.Token!);
                var count = Interlocked.Increment(ref made);
                lock (line) line.Show(count, annotators);
            });
            return true;
        });
        return people;
    }
}
