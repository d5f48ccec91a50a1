using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>A curator changes what a project asks for, and is told first what that does.</summary>
public sealed class SetUpTests(Chromium chromium)
{
    const int Pictures = 12;

    static readonly int Good = Enumerable.Range(0, Pictures).Count(i => Crowd.Truth(i) is "good");

    [Fact]
    public async Task What_a_change_of_the_spec_breaks_is_counted_before_it_is_saved()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await Answered(home);
        await using var ada = await home.Ada($"/projects/{project}/setup/spec");
        var (page, impact) = (ada.Page, ada.Page.Locator(".impact"));

        await page.GetByLabel("Answer 1 of quality").FillAsync("fine");
        await Expect(impact).ToContainTextAsync($"All {Pictures} labels still conform.");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "fine" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove fine" }).ClickAsync();
        await Expect(impact).ToContainTextAsync($"{Good} of {Pictures} labels would no longer conform.");
        await ada.Look("spec-impact");

        // What is wrong is said in words and by line, whichever side it was typed on.
        await page.GetByLabel("Name of the question").FillAsync("");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("/properties/0/name");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo changes" }).ClickAsync();

        // What is not saved yet is there after a reload, and nobody who saved meanwhile is overwritten.
        await page.GetByLabel("Answer 1 of quality").FillAsync("fine");
        var theirs = (await admin.Get($"/projects/{project}/spec"))["document"]!;
        theirs["properties"]![0]!["options"]![1]!["name"] = "rotten";
        await admin.Put($"/projects/{project}/spec", theirs);
        await page.ReloadAsync();
        await Expect(page.GetByText("Somebody else has saved version 2 while you were changing version 1.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Answer 1 of quality")).ToHaveValueAsync("fine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put both together" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("version 3", new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Answer 2 of quality")).ToHaveValueAsync("rotten");
        await page.GetByText("Compare versions").ClickAsync();
        await page.GetByLabel("What is edited, beside").SelectOptionAsync("1");
        await Expect(page.Locator(".diff ins").First).ToContainTextAsync("fine");
    }

    [Fact]
    public async Task The_pipeline_is_forecast_while_it_is_edited_and_two_versions_are_compared_as_pictures()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await Answered(home);
        await Seal(admin, project, "first", 1);
        var task = (string)(await admin.Get($"/projects/{project}/tasks?q=p-004"))["items"]![0]!["id"]!;
        await admin.Post($"/tasks/{task}/reopen", new { reason = "look again" });
        await Seal(admin, project, "second", 2);

        await using var ada = await home.Ada($"/projects/{project}/setup/pipeline");
        var page = ada.Page;
        await Expect(page.Locator(".forecast")).ToContainTextAsync($"about {Pictures} of {Pictures} tasks go to people, 1.0 labels each");
        await page.GetByLabel("At most").FillAsync("3");
        await page.GetByLabel("At least").FillAsync("3");
        await Expect(page.Locator(".forecast")).ToContainTextAsync("3.0 labels each");
        await ada.Look("pipeline-forecast");

        await page.GetByRole(AriaRole.Link, new() { Name = "Versions" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Look into" }).First.ClickAsync();
        await Expect(page.GetByText("0 added, 1 removed, 0 labeled otherwise")).ToBeVisibleAsync();
        await Expect(page.Locator(".diff-pictures img")).ToHaveCountAsync(1);
        await Expect(page.GetByText($"labelwise pull --project {project} --version 2", new() { Exact = false })).ToBeVisibleAsync();
        await ada.Look("version");
    }

    [Fact]
    public async Task A_reviewer_accepts_many_at_a_glance_and_sends_the_exceptions_back()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.Spec("quality", "good", "bad"), Pictures, pipeline: Given.Pipeline(reviewed: 1), externalId: i => $"p-{i:000}");
        await home.AnswerAll(await admin.AddMember(project, "Ben", "annotator"), project, name => Crowd.Quality(Crowd.Truth(Crowd.NumberOf(name))));
        await using var dora = await home.Join(project, "Dora", "review/many", "reviewer");
        var page = dora.Page;
        await Expect(page.Locator(".tile")).ToHaveCountAsync(Pictures);
        await page.GetByRole(AriaRole.Listbox).FocusAsync();
        await dora.Press("Space");
        await dora.Look("review-many");
        await dora.Press("a");
        await Expect(page.Locator(".tile")).ToHaveCountAsync(1);
        // What is marked stays marked: the same key again accepts nothing.
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Accept the other 0" })).ToBeDisabledAsync();
        await dora.Press("a");
        await dora.Press("r");
        await dora.Dialog.GetByRole(AriaRole.Textbox).FillAsync("this one has spots");
        await dora.Dialog.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Expect(page.GetByText("Nothing waits for review")).ToBeVisibleAsync();
        await dora.ExpectSaved();
        var progress = await admin.Reviewed(project, Pictures - 1);
        Assert.Equal(Pictures - 1, (int)progress["reviewed"]!);
    }

    static async Task<string> Answered(Home home)
    {
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.Spec("quality", "good", "bad"), Pictures, externalId: i => $"p-{i:000}");
        await home.AnswerAll(await admin.AddMember(project, "Ben", "annotator"), project, name => Crowd.Quality(Crowd.Truth(Crowd.NumberOf(name))));
        await admin.Reviewed(project, Pictures);
        return project;
    }

    static async Task Seal(Api admin, string project, string name, int versions)
    {
        await admin.Post($"/projects/{project}/versions", new { name });
        await Api.Eventually(() => admin.Get($"/projects/{project}/versions"), found => found["items"]!.AsArray().Count == versions);
    }
}
