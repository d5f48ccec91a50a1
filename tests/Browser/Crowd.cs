using System.Text.Json.Nodes;

namespace Labelwise.Tests.Browser;

/// <summary>People who answer past the pages, so that a curator has something to look at.</summary>
static class Crowd
{
    /// <summary>Answers everything that is handed to somebody.</summary>
    /// <param name="says">The label document, by the external id of what is seen.</param>
    /// <param name="most">How many they answer at most.</param>
    /// <returns>How many they answered.</returns>
    public static async Task<int> AnswerAll(Uri server, string email, string project, Func<string, object> says, int most = int.MaxValue)
    {
        var api = await Api.SignIn(server, email);
        for (var answered = 0; ; answered++)
        {
            if (answered == most) return answered;
            if ((await api.Post($"/projects/{project}/tasks/next", new { count = 1 }))["tasks"]!.AsArray() is not [{ } task]) return answered;
            await api.Post($"/tasks/{task["id"]}/submit", new { lease = (string)task["lease"]!["id"]!, labels = says((string)task["sample"]!["externalId"]!), activeMs = 2000 });
        }
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
