using System.Text.Json.Nodes;

namespace Labelwise.Tests.Harness;

/// <summary>Bringing files in, and waiting for what they set off.</summary>
static class Uploads
{
    public static async Task Import(Team team, byte[] zip)
    {
        var started = await team.Curator.Send("POST", $"/projects/{team.Project}/imports", Form(zip));
        Assert.Equal(202, started.Status);
        await Finished(team.Curator, (string)started.Json!["id"]!);
    }

    public static async Task<JsonNode> Finished(Client client, string job)
    {
        var view = await Ended(client, job);
        Assert.True((string?)view["state"] is "succeeded", view.ToJsonString());
        return view;
    }

    /// <summary>Waits for a job that may fail.</summary>
    public static async Task<JsonNode> Ended(Client client, string job) =>
        (await Patience.Until(() => client.Get($"/jobs/{job}"), reply => (string?)reply.Json!["state"] is not ("queued" or "running"))).Json!;

    public static MultipartFormDataContent Form(byte[] zip) => new() { { new StringContent("images"), "format" }, { new ByteArrayContent(zip), "file", "images.zip" } };
}
