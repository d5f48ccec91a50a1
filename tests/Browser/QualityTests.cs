using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>A curator finds the annotator who confuses two classes, and looks at what they did.</summary>
public sealed class QualityTests(Chromium chromium)
{
    const int Pictures = 36;

    /// <summary>Every third of what is bad.</summary>
    static readonly int Confused = Enumerable.Range(0, Pictures).Count(IsConfused);

    static bool IsConfused(int number) => Crowd.Truth(number) is "bad" && number % 3 == 0;

    [Fact]
    public async Task Who_takes_bad_for_good_is_named_first_and_their_tasks_are_one_click_away()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(
            Given.Spec("quality", "good", "bad"), Pictures, pipeline: new { redundancy = new { min = 3, max = 3, targetConfidence = 0.5 }, review = new { rate = 0 }, order = "import" }, externalId: i => $"p-{i:000}");
        // All are there before the first answers: a task that nobody is left for goes to a reviewer.
        var team = new List<(string Email, bool Confuses)>();
        foreach (var name in new[] { "Ben", "Cleo", "Dora" }) team.Add((await admin.AddMember(project, name, "annotator"), name is "Cleo"));
        foreach (var (email, confuses) in team)
            await home.AnswerAll(email, project,
                seen => Crowd.NumberOf(seen) is var number && confuses && IsConfused(number) ? Crowd.Quality("good") : Crowd.Quality(Crowd.Truth(number)));
        await admin.Reviewed(project, Pictures);

        // As somebody who knows nothing of the page finds it: the project, then what is called quality.
        await using var ada = await home.Ada();
        var page = ada.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Potatoes", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Quality", Exact = true }).ClickAsync();
        var standout = page.GetByRole(AriaRole.List, new() { Name = "Confusions that stand out" }).GetByRole(AriaRole.Listitem);
        await Expect(standout).ToHaveCountAsync(1);
        await Expect(standout).ToContainTextAsync($"Cleo answers “good” where it is “bad”: {Confused} of");
        await standout.GetByRole(AriaRole.Button, new() { Name = "Cleo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = $"{Confused} tasks decided as bad, answered good" })).ToBeVisibleAsync();
        await ada.Look("quality");
        var consensus = page.GetByRole(AriaRole.Region, new() { Name = "All opinions weighed together" });
        // The last few may be weighed some minutes later.
        await Expect(consensus).ToContainTextAsync(new Regex($@"\d+ answers to {Pictures} tasks", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(consensus.GetByRole(AriaRole.Row, new() { Name = "Cleo" })).ToBeVisibleAsync();
        await ada.Look("quality-consensus", at: consensus);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show all 3 pairs" }).PressAsync("Enter");
        await Expect(ada.Dialog.GetByRole(AriaRole.Table).GetByRole(AriaRole.Row)).ToHaveCountAsync(4);
        await ada.Look("quality-pairs");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Show all 3 pairs" })).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Report" })).ToHaveAttributeAsync("href", $"/api/v1/projects/{project}/report.html?pseudonyms=true");
        await page.GetByRole(AriaRole.Region, new() { Name = "Annotators" }).GetByRole(AriaRole.Link, new() { Name = "Cleo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Cleo" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Class by class" }).GetByRole(AriaRole.Rowheader, new() { Name = "bad" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What they mix up" })).ToContainTextAsync("Said good");
        await ada.Look("person");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Quality" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = $"{Confused} tasks decided as bad, answered good" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/work\\?", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Locator(".work-head").GetByRole(AriaRole.Status)).ToHaveTextAsync($"{Confused} tasks");
        await Expect(page.Locator(".tile").First).ToContainTextAsync("p-003badReviewed");
        await Expect(page.Locator(".expected")).ToContainTextAsync($"{Confused} decided, expected to be right");
        await page.Locator(".tile").First.DblClickAsync();
        await ada.Dialog.GetByText("What all labels amount to").ClickAsync();
        await Expect(ada.Dialog.Locator(".sure")).ToContainTextAsync("quality");
        await ada.Look("work-task-consensus");
    }

    /// <summary>A model that is too sure of itself: of what it claims with 90 % some two thirds are right.</summary>
    [Fact]
    public async Task What_a_model_claims_is_drawn_beside_what_came_of_it()
    {
        const int Texts = 260;
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var spec = new { media = "text", classes = Array.Empty<object>(), properties = new[] { new { name = "quality", type = "option", options = new[] { "good", "bad" }, required = true } } };
        var project = (string)(await admin.Post("/projects", new { name = "Words", spec, pipeline = Given.OneOpinion }))["id"]!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent("text"), "format" },
            { new StringContent(string.Join('\n', Enumerable.Range(0, Texts).Select(i => $$"""{"externalId":"t-{{i}}","text":"word {{i}}"}"""))), "file", "texts.jsonl" },
        };
        var job = (string)(await admin.Post($"/projects/{project}/imports", form))["id"]!;
        await Api.Eventually(() => admin.Get($"/jobs/{job}"), j => (string)j["state"]! is "succeeded");
        var claims = Enumerable.Range(0, Texts).Select(i => $$"""{"externalId":"t-{{i}}","labels":{"objects":[],"properties":{"quality":"{{Said(i)}}"} },"confidence":{{Claim(i).ToString(System.Globalization.CultureInfo.InvariantCulture)}}}""");
        using var brought = new StringContent(string.Join('\n', claims), System.Text.Encoding.UTF8, "application/x-ndjson");
        await admin.Put($"/projects/{project}/predictions", brought);
        await home.AnswerAll(await admin.AddMember(project, "Ben", "annotator"), project, name => Crowd.Quality(Crowd.Truth(Crowd.NumberOf(name))));
        await Api.Eventually(() => admin.Get($"/projects/{project}/confidence"), c => c["autoAccept"]!["calibration"]?["after"] is not null);

        await using var ada = await home.Ada($"/projects/{project}/quality");
        var section = ada.Page.GetByRole(AriaRole.Region, new() { Name = "Whether the model’s confidence means what it says" });
        await Expect(section.GetByRole(AriaRole.Img)).ToHaveCountAsync(2);
        await ada.Look("quality-calibration", at: section);

        static double Claim(int i) => Math.Round(0.6 + 0.39 * (i * 37 % 100) / 100, 2);
        static string Said(int i) => (i * 53 % 100 < 100 * (0.5 + (Claim(i) - 0.5) * 0.5)) == (Crowd.Truth(i) is "good") ? "good" : "bad";
    }
}
