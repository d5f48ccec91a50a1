using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>An annotator's day: what waits for them, the guideline to read, a question and its answer.</summary>
public sealed class DayTests(Chromium chromium)
{
    const string Guideline = "# Potatoes\n\nLook at the **skin**.\n\n## Rot\n\nDark spots are rot.\n\n## Green\n\nGreen skin is bad.";

    [Fact]
    public async Task What_came_back_is_on_the_work_page_with_its_comment_and_one_key_leads_to_it()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.GoodOrBad, pictures: 4, pipeline: Given.Pipeline(reviewed: 1), guideline: Guideline);
        var email = await admin.AddMember(project, "Ben", "annotator");
        var reviewer = await Api.SignIn(home.Url, await admin.AddMember(project, "Rita", "reviewer"));
        var (ben, done) = (await Api.SignIn(home.Url, email), (await Next(await Api.SignIn(home.Url, email), project))!);
        await ben.Post($"/tasks/{done["id"]}/submit", new { lease = (string)done["lease"]!["id"]!, activeMs = 100, labels = new { objects = Array.Empty<object>(), properties = new { quality = "good" } } });
        await Api.Eventually(() => reviewer.Post($"/projects/{project}/reviews/next", new { count = 1 }), r => r["tasks"]!.AsArray().Count is 1);
        await reviewer.Post($"/tasks/{done["id"]}/review", new { verdict = "reject", comment = "Look at the left edge." });

        await using var person = await home.SignIn(email);
        var page = person.Page;
        await Expect(page.GetByText("Look at the left edge.")).ToBeVisibleAsync();
        await Expect(page.GetByText("You have not read it yet")).ToBeVisibleAsync();
        await person.Look("day-work");
        await person.Press("Enter");
        Assert.Equal((string)done["sample"]!["externalId"]!, await person.PictureOnScreen());
        await Expect(page.GetByText("Came back to you")).ToBeVisibleAsync();
        await Expect(page.GetByText("Look at the left edge.")).ToBeVisibleAsync();
        await person.Finish("2");
        await person.ExpectSaved();
        await page.GotoAsync("/");
        await Expect(page.GetByText("3 open")).ToBeVisibleAsync();
        await Expect(page.GetByText("Look at the left edge.")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "My standing" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "How my work stands" })).ToBeVisibleAsync();
        await Expect(page.GetByText("There is nothing to say yet").Or(page.GetByText("What you mix up"))).ToBeVisibleAsync();
        await person.Look("day-mine");
    }

    [Fact]
    public async Task A_guideline_that_has_to_be_read_comes_before_the_next_task_and_shows_what_changed()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.GoodOrBad, pictures: 3, guideline: Guideline);
        var email = await admin.AddMember(project, "Ben", "annotator");
        await using var person = await home.SignIn(email, $"/projects/{project}/label");
        var page = person.Page;
        await person.PictureOnScreen();
        await person.Press("g");
        await Expect(page.GetByText("Dark spots are rot.")).ToBeVisibleAsync();
        await page.GetByLabel("Search the guideline").FillAsync("green skin");
        await Expect(page.GetByText("Dark spots are rot.")).ToHaveCountAsync(0);
        await Expect(page.GetByText("Green skin is bad.")).ToBeVisibleAsync();
        await page.GetByLabel("Search the guideline").FillAsync("");

        // A passage is asked about by keys alone: to the first, on to the third, and the words come along.
        await person.Press("Tab");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ask about: Look at the skin." })).ToBeFocusedAsync();
        await person.Press("ArrowDown");
        await person.Press("ArrowDown");
        await person.Look("day-guideline-ask");
        await person.Press("Enter");
        await Expect(person.Dialog.GetByText("Green skin is bad.")).ToBeVisibleAsync();
        await page.GetByLabel("Your question").FillAsync("Half green too?");
        await page.GetByLabel("Your question").PressAsync("Control+Enter");
        await Expect(person.Dialog).ToHaveCountAsync(0);
        var question = (await admin.Get($"/projects/{project}/questions?state=open"))["items"]!.AsArray().Single()!;
        Assert.Equal("Green skin is bad.", (string?)question["about"]!["passage"]!["text"]);

        await Api.Eventually(() => Api.SignIn(home.Url, email).ContinueWith(s => s.Result.Get($"/projects/{project}/guideline/reading")).Unwrap(), r => (int)r["seen"]! > 0);
        await admin.Put($"/projects/{project}/guideline", new { markdown = Guideline + "\n\nEyes longer than 1 cm are bad.", mustRead = true });
        await page.GotoAsync("/");
        await Expect(page.GetByText("Read it and say so; then there is work.")).ToBeVisibleAsync();
        await page.GotoAsync($"/projects/{project}/label");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Please read the guideline first" })).ToBeVisibleAsync();
        await Expect(page.Locator(".passages .changed")).ToHaveCountAsync(1);
        await Expect(page.Locator(".passages .changed")).ToContainTextAsync("Eyes longer than 1 cm are bad.");
        await person.Look("day-acknowledge");
        await person.Press("Enter");
        Assert.NotNull(await person.PictureOnScreen());
        await person.Finish("1");
        await person.ExpectSaved();
    }

    [Fact]
    public async Task A_question_lets_its_task_wait_and_the_answer_shows_by_itself()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.GoodOrBad, pictures: 2, guideline: Guideline);
        var email = await admin.AddMember(project, "Ben", "annotator");
        await using var person = await home.SignIn(email, $"/projects/{project}/label");
        var page = person.Page;
        var first = await person.PictureOnScreen();
        await person.Press("q");
        await page.GetByLabel("Your question").FillAsync("Is a grey spot rot?");
        await page.GetByLabel("Let the task wait").CheckAsync();
        await person.Look("day-ask");
        await page.GetByLabel("Your question").PressAsync("Enter");  // a new line, nothing is sent
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await person.Gone(first!);
        Assert.NotEqual(first, await person.PictureOnScreen());
        await person.Finish("1");
        await person.ExpectSaved();

        await page.GotoAsync("/");
        await Expect(page.GetByText("1 of your questions waits for an answer")).ToBeVisibleAsync();
        var question = (await admin.Get($"/projects/{project}/questions?state=open"))["items"]!.AsArray().Single()!;
        await admin.Post($"/questions/{question["id"]}/answers", new { text = "Yes, grey is rot too." });
        await Expect(page.GetByText("Yes, grey is rot too.")).ToBeVisibleAsync();
        await Expect(page.GetByText("the task is yours again")).ToBeVisibleAsync();
        await person.Look("day-answers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Understood" }).ClickAsync();
        await Expect(page.GetByText("Yes, grey is rot too.")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = first! }).ClickAsync();
        Assert.Equal(first, await person.PictureOnScreen());
    }

    static async Task<JsonNode?> Next(Api api, string project) => (await api.Post($"/projects/{project}/tasks/next", new { count = 1 }))["tasks"]![0];
}
