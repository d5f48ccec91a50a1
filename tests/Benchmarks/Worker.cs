using System.Text.Json;

namespace Labelwise.Benchmarks;

/// <summary>An annotator of the project that <see cref="SizedProject"/> makes.</summary>
sealed class Worker(ServerUnderTest server, string token)
{
    public const string Project = "bench";

    public static async Task<Worker[]> Hire(ServerUnderTest server, int count)
    {
        var workers = new Worker[count];
        for (var i = 0; i < count; i++)
        {
            var (email, password) = ($"worker-{Guid.NewGuid():n}@example.org", $"{Guid.NewGuid():n}");
            var user = (await server.Post("users", new { email, name = $"Worker {i}", password })).GetProperty("id").GetString();
            await server.Post($"projects/{Project}/members", new { user, roles = new[] { "annotator" } });
            workers[i] = new(server, (await server.Post("sessions", new { email, password })).GetProperty("token").GetString()!);
        }
        return workers;
    }

    /// <summary>Leases one task.</summary>
    public async Task<JsonElement> Next()
    {
        var tasks = (await server.Post($"projects/{Project}/tasks/next", new { count = 1 }, token)).GetProperty("tasks");
        return tasks.GetArrayLength() is 1 ? tasks[0] : throw new InvalidOperationException("Nothing was handed out.");
    }

    public Task<JsonElement> Submit(JsonElement task) => server.Post($"tasks/{task.GetProperty("id").GetString()}/submit", new
    {
        lease = task.GetProperty("lease").GetProperty("id").GetString(), activeMs = 100,
        labels = new { objects = Array.Empty<object>(), properties = new { kind = "c1" } },
    }, token);
}
