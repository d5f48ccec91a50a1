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
        while (true)
        {
            var view = (await client.Get($"/jobs/{job}")).Json!;
            if ((string?)view["state"] is "succeeded") return view;
            Assert.True((string?)view["state"] is "queued" or "running", view.ToJsonString());
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for a job that may fail.</summary>
    public static async Task<JsonNode> Ended(Client client, string job)
    {
        while (true)
        {
            var view = (await client.Get($"/jobs/{job}")).Json!;
            if ((string?)view["state"] is not ("queued" or "running")) return view;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static MultipartFormDataContent Form(byte[] zip) => new() { { new StringContent("images"), "format" }, { new ByteArrayContent(zip), "file", "images.zip" } };
}
