using System.Text.Json;
using Labelwise.Cli.Client;

namespace Labelwise.Cli.Demo.Story;

/// <summary>Simulated people at work, each with an account of their own, over HTTP like anybody.</summary>
/// <param name="project">Its id.</param>
sealed class Crowd(string url, string project, string password)
{
    static readonly TimeSpan Break = TimeSpan.FromSeconds(2);

    /// <summary>Shortest and longest time on a task, in shares of a person's mean.</summary>
    const double Quickest = 0.4, Slowest = 2.5;

    public Task Annotate(Person person, CancellationToken cancellation) => Work(person, "tasks/next", async (client, task, dice) =>
    {
        var thought = Thought(person, dice);
        await Task.Delay(thought, cancellation);
        await client.Post($"tasks/{Id(task)}/submit", new
        {
            lease = task.GetProperty("lease").GetProperty("id").GetString(), labels = Eyes.Label(Eyes.Sees(person, Harvest.Shown(ExternalId(task)))),
            activeMs = (int)thought.TotalMilliseconds,
        }, cancellation);
    }, cancellation);

    public Task Review(Person person, CancellationToken cancellation) => Work(person, "reviews/next", async (client, task, dice) =>
    {
        await Task.Delay(Thought(person, dice), cancellation);
        var truth = Harvest.Shown(ExternalId(task)).Class;
        object verdict = Eyes.Read(task, "candidate") == truth
            ? new { verdict = "accept" } : new { verdict = "correct", comment = $"This one is {truth}.", labels = Eyes.Label(truth) };
        await client.Post($"tasks/{Id(task)}/review", verdict, cancellation);
    }, cancellation);

    /// <summary>Takes one task after another until cancelled; a task lost to somebody else is no reason to stop.</summary>
    async Task Work(Person person, string next, Func<ApiClient, JsonElement, Dice, Task> work, CancellationToken cancellation)
    {
        using var client = new ApiClient(url, null);
        await Connection.SignIn(client, person.Email, password, cancellation);
        var dice = Dice.For((ulong)Environment.TickCount64, person.Email);
        for (var resume = true; !cancellation.IsCancellationRequested; resume = false)
        {
            var leased = (await client.Post($"projects/{project}/{next}", new { count = 1, resume }, cancellation)).GetProperty("tasks");
            foreach (var task in leased.EnumerateArray())
                try { await work(client, task, dice); }
                catch (ApiProblemException e) when (e.Code is "lease-lost" or "wrong-state" or "not-your-lease" or "not-available" or "review-held") { /* the next one */ }
            if (leased.GetArrayLength() is 0) await Task.Delay(Break, cancellation);
        }
    }

    static TimeSpan Thought(Person person, Dice dice) =>
        TimeSpan.FromSeconds(person.SecondsATask * Math.Clamp(Math.Exp(0.45 * dice.Normal()), Quickest, Slowest));

    static string Id(JsonElement task) => task.GetProperty("id").GetString()!;

    static string ExternalId(JsonElement task) => task.GetProperty("sample").GetProperty("externalId").GetString()!;
}
