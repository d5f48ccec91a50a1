using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>From the first minute to the first task: keys and tools, then tasks whose answer is known.</summary>
public sealed class PracticeTests(Chromium chromium)
{
    static readonly object Boxes = new
    {
        media = "image", classes = new object[] { new { name = "potato", shape = "box" }, new { name = "stone", shape = "box" } },
        properties = new[] { new { name = "light", type = "option", options = new[] { "day", "night" }, required = true } },
    };

    [Fact]
    public async Task A_newcomer_tries_the_tools_and_sees_their_box_beside_the_known_one()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Boxes, pictures: 3, pipeline: Given.Pipeline(reviewed: 1), guideline: "Draw around the potato.");
        await Decide(home, project, new { objects = new[] { Box("a", 60, 40, 200, 160), Box("b", 4, 4, 30, 30) }, properties = new { light = "day" } });

        await using (var ada = await home.Ada($"/projects/{project}/work?state=REVIEWED"))
        {
            await ada.Page.Locator(".tile").First.DblClickAsync();
            await ada.Dialog.GetByText("Use for practice").First.ClickAsync();
            await ada.Dialog.GetByLabel("What to notice").FillAsync("The small one counts too.");
            await ada.Dialog.GetByRole(AriaRole.Button, new() { Name = "Use for practice" }).ClickAsync();
            await Expect(ada.Page.GetByText("Newcomers practise on it now.")).ToBeVisibleAsync();
        }

        await using var cho = await home.SignIn(await admin.AddMember(project, "Cho", "annotator"));
        var (page, shapes) = (cho.Page, cho.Page.Locator(".objects li"));
        await Expect(page.GetByText("then one task whose answer is known")).ToBeVisibleAsync();
        await cho.Look("practice-offer");
        await page.GetByRole(AriaRole.Link, new() { Name = "Begin" }).ClickAsync();
        await Tried(page, 0);
        await cho.PictureOnScreen();
        await cho.Press("1");
        await Hand.Drag(page, (60, 40), (150, 120));
        await Expect(shapes).ToHaveTextAsync(["1 potato"]);
        await Tried(page, 1);
        await cho.Press("Control+z");
        await Tried(page, 2);
        await cho.Look("practice-tools");
        await cho.Press("+");
        await cho.Press("z");
        await Tried(page, 3);
        await page.GetByRole(AriaRole.Radio, new() { Name = "night" }).ClickAsync();
        await cho.Press("Enter");
        await Tried(page, 4);
        await cho.Press("d");
        await Tried(page, 5);
        await cho.Press("Escape");
        await cho.Press("?");
        await cho.Press("Escape");
        await Expect(page.GetByText("That is all there is to it.").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "On to the practice tasks" }).ClickAsync();
        await Expect(page.Locator("[aria-label='Picture p-00']")).ToBeVisibleAsync();
        await cho.PictureOnScreen();
        await Hand.Drag(page, (70, 50), (260, 200));
        await Expect(shapes).ToHaveTextAsync(["1 potato"]);
        await page.GetByRole(AriaRole.Radio, new() { Name = "day" }).ClickAsync();
        await cho.Press("Enter");
        await Expect(page.GetByText("Not quite.")).ToBeVisibleAsync();
        await Expect(page.GetByText("The small one counts too.")).ToBeVisibleAsync();
        await Expect(page.Locator(".objects.marked li")).ToHaveTextAsync([Seen("potato · right · overlap 8[0-9]"), Seen("potato · missed")]);
        await page.Locator(".objects.marked button").First.ClickAsync();
        await cho.Look("practice-mark");
        await cho.Press("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You know your way now" })).ToBeVisibleAsync();
        await Expect(page.Locator(".score")).ToHaveTextAsync(Seen("6[0-9].*%"));
        await cho.Look("practice-end");
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "My standing" })).ToBeVisibleAsync();
        await Expect(page.GetByText("New here?")).ToHaveCountAsync(0);
        await page.GotoAsync($"/projects/{project}/mine");
        await Expect(page.GetByText("1 of 1 tasks")).ToBeVisibleAsync();

        await using var curator = await home.Ada($"/projects/{project}/setup/practice");
        await Expect(curator.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Cho" })).ToContainTextAsync(Seen("1 of 1.*6[0-9]"));
        await curator.Look("practice-setup");
        // Nothing of it went into the project.
        Assert.Equal(1, (await admin.Get($"/projects/{project}/tasks"))["items"]!.AsArray().Count(task => (string)task!["state"]! is not "QUEUED"));
    }

    [Fact]
    public async Task A_classification_is_marked_right_or_wrong_and_an_answer_at_work_can_be_taken_back_after_a_reload()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.GoodOrBad, pictures: 3, pipeline: Given.Pipeline(reviewed: 1));
        var task = await Decide(home, project, new { objects = Array.Empty<object>(), properties = new { quality = "bad" } });
        await admin.Put($"/projects/{project}/practice/{task}", new { note = "Spots." });
        await using var cho = await home.Join(project, "Cho", "label", "annotator");
        var page = cho.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Begin" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "On to the practice tasks" }).ClickAsync();
        await Expect(page.Locator("[aria-label='Picture p-00']")).ToBeVisibleAsync();
        await cho.PictureOnScreen();
        await cho.Press("1");
        await Expect(page.GetByText("The known answer: bad")).ToBeVisibleAsync();
        await cho.Press("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Practise again" }).ClickAsync();
        await cho.PictureOnScreen();
        await cho.Press("2");
        await Expect(page.GetByText("Only your first try counts")).ToBeVisibleAsync();
        await Expect(page.GetByText("Right.", new() { Exact = true })).ToBeVisibleAsync();
        await cho.Press("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "To the work" }).ClickAsync();

        await cho.PictureOnScreen();
        await cho.Press("Alt+Enter");
        var (good, bad) = (page.GetByRole(AriaRole.Radio, new() { Name = "good" }), page.GetByRole(AriaRole.Radio, new() { Name = "bad" }));
        await cho.Press("1");
        await page.RunAndWaitForResponseAsync(() => cho.Press("2"), reply => reply.Url.EndsWith("/draft", StringComparison.Ordinal) && reply.Ok);
        await page.ReloadAsync();
        await cho.PictureOnScreen();
        await Expect(bad).ToBeCheckedAsync();
        await cho.Press("Control+z");
        await Expect(good).ToBeCheckedAsync();
        await cho.Press("Control+z");
        await Expect(good).Not.ToBeCheckedAsync();
        await cho.Press("Control+y");
        await Expect(good).ToBeCheckedAsync();
        await cho.Finish("Enter");
        await cho.ExpectSaved();
        Assert.Empty(cho.Faults);
    }

    static Regex Seen(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>So many of the things to try have their tick.</summary>
    static Task Tried(IPage page, int count) => Expect(page.Locator(".coach .mark-sign.good")).ToHaveCountAsync(count);

    /// <summary>The first picture is labeled and accepted.</summary>
    /// <returns>Its task.</returns>
    static async Task<string> Decide(Home home, string project, object labels)
    {
        var admin = home.Admin;
        var ben = await Api.SignIn(home.Url, await admin.AddMember(project, "Ben", "annotator"));
        var task = (await ben.Post($"/projects/{project}/tasks/next", new { count = 1 }))["tasks"]![0]!;
        await ben.Post($"/tasks/{task["id"]}/submit", new { lease = (string)task["lease"]!["id"]!, activeMs = 100, labels });
        await admin.Post($"/tasks/{task["id"]}/review", new { verdict = "accept" });
        await Api.Eventually(() => admin.Get($"/projects/{project}/tasks?state=REVIEWED"), found => found["items"]!.AsArray().Count is 1);
        return (string)task["id"]!;
    }

    static object Box(string id, double x, double y, double width, double height) => new { id, @class = "potato", shape = new { box = new[] { x, y, width, height } } };
}
