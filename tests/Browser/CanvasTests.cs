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
            new { name = "person", shape = "points", pointNames = new[] { "head", "hand" }, skeleton = new[] { new[] { "head", "hand" } } },
            new { name = "field", shape = "polygon" },
            new { name = "fog", shape = "none" },
        },
        properties = new[] { new { name = "weather", type = "option", options = new[] { "sun", "rain" }, required = true } },
    };

    [Fact]
    public async Task Every_kind_of_shape_is_drawn_and_undone_after_a_reload_and_handed_in()
    {
        Chromium.SkipIfAbsent();
        var (server, admin) = await Server.WithAdmin();
        await using var _ = server;
        var project = await admin.MakeProject(Spec, pictures: 1);
        await using var ben = await Person.SignIn(chromium, server.Url, await admin.AddMember(project, "Ben", "annotator"), $"/projects/{project}/label");
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
        await ben.ExpectNoBarriers();
        await ben.Press("?");
        await ben.ExpectNoBarriers();
        await ben.Press("Escape");
        await page.ScreenshotAsync(new() { Path = Path.Combine(LookTests.Screenshots, "canvas-light.png") });

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

        await ben.Press("Control+k");
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
        Assert.Empty(ben.Faults);
    }

    [Fact]
    public async Task Work_whose_hold_ended_is_still_there_and_says_what_became_of_it()
    {
        Chromium.SkipIfAbsent();
        var (server, admin) = await Server.WithAdmin();
        await using var _ = server;
        var project = await admin.MakeProject(Spec, pictures: 2);
        var email = await admin.AddMember(project, "Ben", "annotator");
        await using var ben = await Person.SignIn(chromium, server.Url, email, $"/projects/{project}/label");
        await ben.PictureOnScreen();
        await ben.Press("1");
        await ben.Page.RunAndWaitForResponseAsync(async () =>
        {
            await Hand.Drag(ben.Page, (40, 40), (120, 40));
            await Hand.Click(ben.Page, (80, 80));
        }, reply => reply.Url.EndsWith("/draft", StringComparison.Ordinal) && reply.Ok);
        await ben.Page.GotoAsync("about:blank");

        var ofBen = await Api.SignIn(server.Url, email);
        var held = (await ofBen.Post($"/projects/{project}/tasks/next", new { count = 1, resume = true }))["tasks"]!.AsArray().First(t => t!["draft"] is not null)!;
        await ofBen.Post($"/tasks/{held["id"]}/release", new { lease = (string)held["lease"]!["id"]! });
        var ofCho = await Api.SignIn(server.Url, await admin.AddMember(project, "Cho", "annotator"));
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
