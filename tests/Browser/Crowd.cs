using System.Text.Json.Nodes;

namespace Labelwise.Tests.Browser;

/// <summary>People who answer past the pages, so that a curator has something to look at.</summary>
static class Crowd
{
    /// <summary>Tasks that somebody holds at once.</summary>
    const int AtOnce = 10;

    /// <summary>Answers everything that is handed to somebody.</summary>
    /// <param name="says">The label document, by the external id of what is seen.</param>
    /// <param name="most">How many they answer at most.</param>
    /// <returns>How many they answered.</returns>
    public static async Task<int> AnswerAll(Uri server, string email, string project, Func<string, object> says, int most = int.MaxValue)
    {
        var api = await Api.SignIn(server, email);
        var answered = 0;
        while (answered < most && (await api.Post($"/projects/{project}/tasks/next", new { count = Math.Min(AtOnce, most - answered) }))["tasks"]!.AsArray() is { Count: > 0 } tasks)
            foreach (var task in tasks)
            {
                await api.Post($"/tasks/{task!["id"]}/submit", new { lease = (string)task["lease"]!["id"]!, labels = says((string)task["sample"]!["externalId"]!), activeMs = 2000 });
                answered++;
            }
        return answered;
    }

    public static object Quality(string answer) => new { objects = Array.Empty<object>(), properties = new { quality = answer } };

    /// <summary>The number in a name such as p-07.</summary>
    public static int NumberOf(string externalId) => int.Parse(externalId.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Three pictures of four have dark spots.</summary>
    public static string Truth(int number) => number % 4 == 0 ? "good" : "bad";

    /// <summary>Waits until counters have caught up.</summary>
    public static Task<JsonNode> Reviewed(this Api api, string project, int tasks) =>
        Api.Eventually(() => api.Get($"/projects/{project}/progress"), p => (int)p["reviewed"]! >= tasks);
}
