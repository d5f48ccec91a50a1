using System.Text;
using System.Text.Json.Nodes;
using Labelwise.Tests.Inference;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>A modeler pushes two candidates, measures both on a sealed version, and finds what the worse one gets wrong.</summary>
public sealed class BenchTests(Chromium chromium)
{
    const int Pictures = 24;

    [Fact]
    public async Task Two_candidates_are_measured_compared_and_the_worst_error_is_one_click_away()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.Spec("quality", "good", "bad", "odd"), Pictures, name: "Potatoes");
        var annotator = await admin.AddMember(project, "Ben", "annotator");
        var modeler = await admin.AddMember(project, "Mo", "modeler");
        await home.AnswerAll(annotator, project, seen => Crowd.Quality(Crowd.Truth(Crowd.NumberOf(seen))));
        await admin.Reviewed(project, Pictures);
        await admin.Post($"/projects/{project}/versions", new { name = "first delivery" });
        await Api.Eventually(() => admin.Get($"/projects/{project}/versions"), found => found["items"]!.AsArray().Count > 0);

        await using var mo = await home.SignIn(modeler, $"/projects/{project}/models");
        var page = mo.Page;
        // One calls everything bad, which is right three times of four; the other everything good.
        await Register(page, "always-good", bias: 200, $"{project}/versions/1");
        await Register(page, "always-bad", bias: -400, "by hand");
        var candidates = page.GetByRole(AriaRole.Region, new() { Name = "Candidates" });
        foreach (var name in new[] { "always-good", "always-bad" })
        {
            await candidates.GetByRole(AriaRole.Button, new() { Name = $"Measure {name} version 1" }).ClickAsync();
            await Expect(candidates.GetByRole(AriaRole.Checkbox, new() { Name = $"Look at {name} version 1" })).ToBeVisibleAsync();
        }
        var right = Enumerable.Range(0, Pictures).Count(i => Crowd.Truth(i) is "bad");
        await Expect(candidates.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync($"always-bad1{right / (double)Pictures:F3}");
        await Expect(candidates.GetByRole(AriaRole.Row).Nth(2)).ToContainTextAsync("may have learnt these");

        var comparison = page.GetByRole(AriaRole.Region, new() { Name = "always-bad v1 beside always-good v1" });
        await Expect(comparison).ToContainTextAsync("always-bad v1 is better by 0.500 Accuracy, more than chance explains.");
        await Expect(comparison).ToContainTextAsync($"always-good v1 {Pictures - right} times, always-bad v1 {right} times.");
        await mo.Look("bench");

        // Another program's answers, half of them right.
        var brought = page.GetByRole(AriaRole.Form, new() { Name = "Measure predictions made elsewhere" });
        await brought.GetByLabel("What they are of").FillAsync("their own program");
        var lines = Enumerable.Range(0, Pictures).Select(i => new JsonObject
        {
            ["externalId"] = $"p-{i:00}", ["confidence"] = 0.9,
            ["labels"] = new JsonObject { ["objects"] = new JsonArray(), ["properties"] = new JsonObject { ["quality"] = i < Pictures / 2 ? Crowd.Truth(i) : "odd" } },
        }.ToJsonString());
        await brought.GetByLabel("Predictions").SetInputFilesAsync(new FilePayload { Name = "theirs.jsonl", MimeType = "application/jsonl", Buffer = Encoding.UTF8.GetBytes(string.Join('\n', lines.Append("no prediction"))) });
        await brought.GetByRole(AriaRole.Button, new() { Name = "Measure them" }).ClickAsync();
        await Expect(candidates.GetByRole(AriaRole.Row).Filter(new() { HasText = "their own program" })).ToContainTextAsync("0.500");
        await candidates.GetByRole(AriaRole.Checkbox, new() { Name = "Look at their own program" }).CheckAsync();
        await Expect(candidates.GetByText("This is not JSON", new() { Exact = false })).ToBeVisibleAsync();
        await mo.Look("bench-brought");
        await candidates.GetByRole(AriaRole.Checkbox, new() { Name = "Look at their own program" }).UncheckAsync();
        await candidates.GetByRole(AriaRole.Checkbox, new() { Name = "Look at always-good version 1" }).CheckAsync();
        await candidates.GetByRole(AriaRole.Checkbox, new() { Name = "Look at always-bad version 1" }).UncheckAsync();
        await candidates.GetByRole(AriaRole.Checkbox, new() { Name = "Look at always-bad version 1" }).CheckAsync();

        var worst = page.GetByRole(AriaRole.Region, new() { Name = "Worst errors" });
        await Expect(worst.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(Pictures - right);
        await page.GetByRole(AriaRole.Button, new() { Name = $"{Pictures - right} labeled good, called bad" }).ClickAsync();
        await Expect(worst.GetByRole(AriaRole.Button, new() { Name = "labeled good · called bad ×" })).ToBeVisibleAsync();
        var first = worst.GetByRole(AriaRole.Listitem).First.GetByRole(AriaRole.Button);
        await Expect(first).ToContainTextAsync("bad instead of good");
        await first.ClickAsync();
        await Expect(mo.Dialog).ToContainTextAsync("Decided");
        await page.Keyboard.PressAsync("Escape");

        await candidates.GetByRole(AriaRole.Button, new() { Name = "Let always-bad version 1 predict every sample" }).ClickAsync();
        var runs = page.GetByRole(AriaRole.Region, new() { Name = "Prediction runs" });
        await Expect(runs).ToContainTextAsync("always-bad version 1");
        await Expect(runs).ToContainTextAsync($"{Pictures} of {Pictures}");
        Assert.Empty(mo.Faults);
    }

    /// <summary>A model whose score of good is the mean of red and a bias.</summary>
    static async Task Register(IPage page, string name, int bias, string trainedOn)
    {
        var card = new JsonObject
        {
            ["name"] = name, ["task"] = "classification", ["property"] = "quality", ["license"] = "MIT", ["trainedOn"] = trainedOn,
            ["input"] = JsonNode.Parse($$"""{"name":"input","type":"float32","layout":"NCHW","channels":3,"color":"rgb","width":8,"height":8,"resize":{"mode":"stretch","filter":"area"},"scale":1,"mean":[{{-bias}},0,100000],"std":[50,1000000,100]}"""),
            ["outputs"] = JsonNode.Parse("""[{"name":"scores","kind":"classScores","activation":"softmax"}]"""),
            ["classes"] = new JsonArray("good", "bad", "odd"),
        };
        await page.GetByLabel("Model", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "model.onnx", MimeType = "application/octet-stream", Buffer = OnnxFile.MeanOfChannels(3, 8, 8) });
        await page.GetByLabel("Card").SetInputFilesAsync(new FilePayload { Name = "card.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(card.ToJsonString()) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = name })).ToBeVisibleAsync();
    }
}
