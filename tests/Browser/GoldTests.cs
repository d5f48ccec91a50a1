using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>A curator vouches for labels, an annotator works without knowing, misses one, contests it and is heard.</summary>
public sealed class GoldTests(Chromium chromium)
{
    [Fact]
    public async Task A_known_answer_is_marked_met_missed_contested_and_taken_back()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.GoodOrBad, pictures: 10);
        await Decide(home, project, 4);

        await using var ada = await home.Ada($"/projects/{project}/work?state=REVIEWED");
        var page = ada.Page;
        await page.Locator(".tile").First.DblClickAsync();
        await ada.Dialog.GetByText("Make it a known answer").First.ClickAsync();
        await ada.Dialog.GetByLabel("Note", new() { Exact = true }).FillAsync("Everybody agreed.");
        await ada.Dialog.GetByRole(AriaRole.Button, new() { Name = "Make it a known answer" }).ClickAsync();
        await Expect(ada.Dialog.GetByText("A known answer: Ada vouched for it")).ToBeVisibleAsync();
        await ada.Look("gold-mark");
        await ada.Press("Escape");
        foreach (var tile in (await admin.Get($"/projects/{project}/tasks?state=REVIEWED"))["items"]!.AsArray())
            await admin.Put($"/tasks/{tile!["id"]}/gold", new { note = "Everybody agreed." });

        await page.GotoAsync($"/projects/{project}/setup/pipeline");
        await page.GetByLabel("Known answers", new() { Exact = true }).FillAsync("0.5");
        await page.GetByLabel("Tell people which known answers they missed").CheckAsync();
        await ada.Look("gold-pipeline");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("The pipeline is saved.")).ToBeVisibleAsync();

        // Ben answers one task after the other, and misses every known answer, of which he knows nothing.
        var known = (await admin.Get($"/projects/{project}/gold"))["items"]!.AsArray().Select(g => (string)g!["sample"]!["externalId"]!).ToHashSet();
        await using var ben = await home.Join(project, "Ben", "label", "annotator");
        while (await ben.PictureOnScreen() is { } name) await ben.Finish(known.Contains(name) ? "2" : "1");
        await Api.Eventually(() => admin.Get($"/projects/{project}/gold"), g => g["items"]!.AsArray().All(i => (int)i!["answers"]! is 1));

        await ben.Page.GotoAsync($"/projects/{project}/mine");
        var section = ben.Page.GetByRole(AriaRole.Region, new() { Name = "Known answers you missed" });
        await Expect(section.GetByRole(AriaRole.Row)).ToHaveCountAsync(5);
        await section.GetByPlaceholder("Why it is wrong").First.FillAsync("There are dark spots at the rim.");
        await section.GetByRole(AriaRole.Button, new() { Name = "Contest" }).First.ClickAsync();
        await Expect(section.GetByText("A curator has yet to look.")).ToBeVisibleAsync();
        await ben.Look("gold-missed");

        await page.GotoAsync($"/projects/{project}/setup/gold");
        var contests = page.GetByRole(AriaRole.Region, new() { Name = "Contested" });
        await Expect(contests.GetByText("There are dark spots at the rim.")).ToBeVisibleAsync();
        await ada.Look("gold-list");
        await contests.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await Expect(contests.GetByText("Taken back.")).ToBeVisibleAsync();
        await Expect(page.Locator("table.gold tbody tr")).ToHaveCountAsync(3);

        await ben.Page.ReloadAsync();
        await Expect(section.GetByText("Taken back.")).ToBeVisibleAsync();
        await page.GotoAsync($"/projects/{project}/quality");
        await Expect(page.Locator(".annotators th").GetByText("Known answers")).ToBeVisibleAsync();
        await ada.Look("gold-annotators");
        Assert.Empty(ada.Faults.Concat(ben.Faults));
    }

    /// <summary>Somebody else found these to be good.</summary>
    static async Task Decide(Home home, string project, int count)
    {
        var cho = await Api.SignIn(home.Url, await home.Admin.AddMember(project, "Cho", "annotator"));
        foreach (var task in (await cho.Post($"/projects/{project}/tasks/next", new { count }))["tasks"]!.AsArray())
            await cho.Post($"/tasks/{task!["id"]}/submit", new
            {
                lease = (string)task["lease"]!["id"]!, activeMs = 900, labels = new { objects = Array.Empty<object>(), properties = new { quality = "good" } },
            });
    }
}
