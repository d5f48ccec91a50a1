using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>Everything a data spec may ask for, by the hand of a person who loses their page on the way.</summary>
public sealed class CanvasTests(Chromium chromium)
{
    static readonly object Spec = new
    {
        media = "image",
        classes = new object[]
        {
            new { name = "ship", shape = "rotatedBox" },
            new { name = "road", shape = "polyline" },
            new
            {
                name = "person", shape = "points", pointNames = new[] { "head", "hand" }, skeleton = new[] { new[] { "head", "hand" } },
                properties = new object[]
                {
                    new { name = "pose", type = "option", options = new[] { "stands", "sits" } },
                    new { name = "seat", type = "text", when = new { property = new { pose = new[] { "sits" } } } },
                    new { name = "wears", type = "options", options = new[] { "hat", "glasses", "mask" } },
                    new { name = "with", type = "reference" },
                },
            },
            new { name = "field", shape = "polygon" },
            new { name = "fog", shape = "none" },
        },
        properties = new[] { new { name = "weather", type = "option", options = new[] { "sun", "rain" }, required = true } },
    };

    [Fact]
    public async Task Every_kind_of_shape_is_drawn_and_undone_after_a_reload_and_handed_in()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Spec, pictures: 1);
        await using var ben = await home.Join(project, "Ben", "label", "annotator");
        var (page, shapes) = (ben.Page, ben.Page.Locator(".objects li"));
        await ben.PictureOnScreen();

        await ben.Press("1");
        await Hand.Drag(page, (40, 40), (120, 40));
        await Hand.Click(page, (80, 80));
        await ben.Press("2");
        foreach (var at in new[] { (20, 200), (80, 220), (140, 200) }) await Hand.Click(page, at);
        await ben.Press("Enter");
        await ben.Press("3");
        await Hand.Click(page, (250, 40));
        await Hand.Click(page, (270, 90));
        await ben.Press("4");
        await ben.Press("Shift+B");
        await Hand.Drag(page, (180, 160), (260, 170));
        await ben.Press("5");
        await Expect(shapes).ToHaveTextAsync(["1 ship", "2 road", "3 person", "4 field", "5 fog"]);
        await ben.Look("canvas");
        await ben.Press("?");
        await ben.Look("canvas-keys");
        await ben.Press("Escape");

        await page.ReloadAsync();
        await ben.PictureOnScreen();
        await Expect(shapes).ToHaveCountAsync(5);
        for (var left = 4; left >= 0; left--)
        {
            await ben.Press("Control+z");
            await Expect(shapes).ToHaveCountAsync(left);
        }
        for (var i = 0; i < 5; i++) await ben.Press("Control+y");
        await Expect(shapes).ToHaveTextAsync(["1 ship", "2 road", "3 person", "4 field", "5 fog"]);

        // What is asked about the person, and only of one who sits, what they sit on.
        await shapes.Nth(2).GetByRole(AriaRole.Button).First.ClickAsync();
        var about = page.GetByRole(AriaRole.Region, new() { Name = "About this person" });
        await Expect(about).ToBeVisibleAsync();
        await Expect(about.GetByRole(AriaRole.Textbox, new() { Name = "seat" })).ToHaveCountAsync(0);
        await about.GetByRole(AriaRole.Radio, new() { Name = "sits" }).ClickAsync();
        await about.GetByRole(AriaRole.Textbox, new() { Name = "seat" }).FillAsync("a bench");
        await about.GetByRole(AriaRole.Checkbox, new() { Name = "hat" }).ClickAsync();
        await about.GetByRole(AriaRole.Combobox, new() { Name = "with" }).SelectOptionAsync(new SelectOptionValue { Label = "1 ship" });
        await ben.Look("canvas-questions", about);
        await about.GetByRole(AriaRole.Textbox, new() { Name = "seat" }).PressAsync("Escape");

        await ben.Press("Control+k");
        await Expect(ben.Dialog).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("pick all");
        await ben.Press("Enter");
        await Expect(page.Locator(".objects .chosen")).ToHaveCountAsync(5);
        await page.GetByRole(AriaRole.Radio, new() { Name = "sun" }).ClickAsync();
        await ben.Finish("Control+Enter");
        await ben.ExpectSaved();
        await admin.Has(project, annotations: 1);
        var task = (await admin.Get($"/projects/{project}/tasks"))["items"]![0]!["id"];
        var objects = (await admin.Get($"/tasks/{task}"))["annotations"]![0]!["labels"]!["objects"]!.AsArray();
        string?[] kinds = ["rotatedBox", "polyline", "points", "polygon", null];
        Assert.Equal(kinds, objects.Select(one => (one!["shape"] as JsonObject)?.First().Key));
        Assert.Equal("hand", (string)objects[2]!["shape"]!["points"]![1]!["name"]!);
        Assert.Equal(("sits", "a bench", "hat"), ((string)objects[2]!["properties"]!["pose"]!, (string)objects[2]!["properties"]!["seat"]!, (string)objects[2]!["properties"]!["wears"]![0]!));
        Assert.Equal((string)objects[0]!["id"]!, (string)objects[2]!["properties"]!["with"]!);
        Assert.Empty(ben.Faults);
    }

    /// <summary>The limit is the server's, told with who one is; here it is so low that three boxes are too many.</summary>
    [Fact]
    public async Task What_is_too_large_for_the_server_is_told_at_once_kept_here_and_sent_once_it_is_small_enough()
    {
        await using var home = await Home.Open(chromium);
        var project = await home.Admin.MakeProject(new { media = "image", classes = new object[] { new { name = "eye", shape = "box" } }, properties = Array.Empty<object>() }, pictures: 1);
        var email = await home.Admin.AddMember(project, "Ben", "annotator");
        await using var ben = await home.Arrive();
        var (page, shapes, note) = (ben.Page, ben.Page.Locator(".objects li"), ben.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Kept in this browser only" }));
        await page.RouteAsync("**/api/v1/me", async route =>
        {
            var reply = await route.FetchAsync();
            var me = JsonNode.Parse(await reply.TextAsync())!;
            if (me["limits"]?["labelBytes"] is not null) me["limits"]!["labelBytes"] = 400;
            await route.FulfillAsync(new() { Response = reply, Body = me.ToJsonString() });
        });
        await page.GotoAsync($"/projects/{project}/label");
        await ben.EnterPassword(email);
        await ben.PictureOnScreen();
        await page.ReloadAsync();
        await ben.PictureOnScreen();
        for (var i = 0; i < 5; i++) await Hand.Drag(page, (20 + i * 50, 40), (50 + i * 50, 80));
        await Expect(shapes).ToHaveCountAsync(5);
        await Expect(note).ToBeVisibleAsync();
        await Expect(ben.Saved).ToHaveTextAsync("In this browser only");
        await ben.Look("draft-too-large");
        await page.ReloadAsync();
        await ben.PictureOnScreen();
        await Expect(shapes).ToHaveCountAsync(5);

        await page.RunAndWaitForResponseAsync(async () =>
        {
            for (var i = 0; i < 4; i++) await ben.Press("Control+z");
            await Expect(shapes).ToHaveCountAsync(1);
        }, reply => reply.Url.EndsWith("/draft", StringComparison.Ordinal) && reply.Ok);
        await Expect(note).ToHaveCountAsync(0);
        await ben.ExpectSaved();
        Assert.Empty(ben.Faults);
    }

    [Fact]
    public async Task Work_whose_hold_ended_is_still_there_and_says_what_became_of_it()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Spec, pictures: 2);
        var email = await admin.AddMember(project, "Ben", "annotator");
        await using var ben = await home.SignIn(email, $"/projects/{project}/label");
        await ben.PictureOnScreen();
        await ben.Press("1");
        await ben.Page.RunAndWaitForResponseAsync(async () =>
        {
            await Hand.Drag(ben.Page, (40, 40), (120, 40));
            await Hand.Click(ben.Page, (80, 80));
        }, reply => reply.Url.EndsWith("/draft", StringComparison.Ordinal) && reply.Ok);
        await ben.Page.GotoAsync("about:blank");

        var ofBen = await Api.SignIn(home.Url, email);
        var held = (await ofBen.Post($"/projects/{project}/tasks/next", new { count = 1, resume = true }))["tasks"]!.AsArray().First(t => t!["draft"] is not null)!;
        await ofBen.Post($"/tasks/{held["id"]}/release", new { lease = (string)held["lease"]!["id"]! });
        var ofCho = await Api.SignIn(home.Url, await admin.AddMember(project, "Cho", "annotator"));
        var taken = (await ofCho.Post($"/projects/{project}/tasks/next", new { count = 2 }))["tasks"]!.AsArray().First(t => (string)t!["id"]! == (string)held["id"]!)!;
        await ofCho.Post($"/tasks/{taken["id"]}/submit", new { lease = (string)taken["lease"]!["id"]!, activeMs = 1, labels = new { objects = Array.Empty<object>(), properties = new { weather = "sun" } } });

        await ben.Page.GotoAsync($"/projects/{project}/label");
        var note = ben.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Kept from before" });
        await Expect(note).ToContainTextAsync("your hold on it ended before it was handed in");
        await note.GetByRole(AriaRole.Button, new() { Name = "Hand in now" }).ClickAsync();
        await Expect(note).ToContainTextAsync("Not taken");
        await note.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(note).ToHaveCountAsync(0);
        Assert.Empty(ben.Faults);
    }
}
