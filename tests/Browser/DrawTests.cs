using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>Boxes and polygons, by mouse and keyboard.</summary>
public sealed class DrawTests(Chromium chromium)
{
    /// <summary>How far a hand on a zoomed picture may be off, in pixels of the picture.</summary>
    const double OffPx = 1;

    static readonly object Spec = new
    {
        media = "image",
        classes = new object[]
        {
            new { name = "eye", shape = "box" },
            new { name = "peel", shape = "polygon", properties = new[] { new { name = "clean", type = "option", options = new[] { "yes", "no" }, required = true } } },
        },
        properties = Array.Empty<object>(),
    };

    [Fact]
    public async Task A_box_and_a_polygon_drawn_by_hand_outlast_a_reload_and_arrive_as_they_were_drawn()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Spec, pictures: 6);
        await using var ben = await home.Join(project, "Ben", "label", "annotator");
        var page = ben.Page;
        var shapes = page.Locator(".objects li");
        await ben.PictureOnScreen();

        await Hand.Drag(page, (40, 30), (120, 90));
        await Expect(shapes).ToHaveCountAsync(1);
        await Hand.Drag(page, (200, 30), (260, 90));
        await Expect(shapes).ToHaveCountAsync(2);
        await ben.Press("Control+z");
        await Expect(shapes).ToHaveCountAsync(1);
        await ben.Press("2");
        foreach (var corner in new[] { (60, 120), (240, 110), (150, 220) }) await Hand.Click(page, corner);
        await ben.Press("Enter");
        await Expect(shapes).ToHaveTextAsync(["1 eye", "2 peel"]);
        await ben.Press("Enter");
        await Expect(shapes.Last).ToContainTextAsync("needs an answer");
        await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Radio, new() { Name = "yes" }).ClickAsync(),
            reply => reply.Url.EndsWith("/draft", StringComparison.Ordinal) && reply.Ok);
        await page.ScreenshotAsync(new() { Path = Path.Combine(LookTests.Screenshots, "draw-light.png") });

        await page.ReloadAsync();
        await ben.PictureOnScreen();
        await Expect(shapes).ToHaveTextAsync(["1 eye", "2 peel"]);
        await ben.Press("n");
        await ben.Press("n");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "yes" })).ToBeCheckedAsync();
        await ben.Press("Control+c");
        await ben.Finish("Enter");

        await ben.PictureOnScreen();
        await Expect(shapes).ToHaveCountAsync(0);
        await ben.Press("Control+v");
        await Expect(shapes).ToHaveTextAsync(["1 peel"]);
        await ben.Finish("Control+Enter");
        await ben.ExpectSaved();
        await admin.Has(project, annotations: 2);
        var first = await Objects(admin, project, "p-00");
        Near([40, 30, 80, 60], Numbers(first[0]!["shape"]!["box"]!));
        Near([60, 120, 240, 110, 150, 220], Outer(first[1]!));
        Assert.Equal("yes", (string)first[1]!["properties"]!["clean"]!);
        Near(Outer(first[1]!), Outer(Assert.Single(await Objects(admin, project, "p-01"))!));

        // Another spec under one's feet: what is held stays as it was asked, and says so; what comes then is asked anew.
        var changed = page.GetByText("The spec has changed since");
        await admin.Put($"/projects/{project}/spec", new { media = "image", classes = new object[] { new { name = "eye", shape = "box" }, new { name = "stem", shape = "polyline" } }, properties = Array.Empty<object>() });
        await ben.Finish("Enter");
        await Expect(changed).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "peel" })).ToBeVisibleAsync();
        await ben.Finish("Enter");
        await ben.Finish("Enter");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "stem" })).ToBeVisibleAsync();
        await Expect(changed).ToHaveCountAsync(0);
        Assert.Empty(ben.Faults);
    }

    [Fact]
    public async Task A_suggestion_is_mended_by_its_corner_and_then_moved_by_a_reviewer()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Spec, pictures: 1, pipeline: Given.Pipeline(reviewed: 1));
        using var predictions = new StringContent(
            """{"externalId":"p-00","confidence":0.9,"labels":{"objects":[{"id":"m1","class":"eye","shape":{"box":[40,30,80,60]}}],"properties":{}}}""",
            Encoding.UTF8, "application/x-ndjson");
        Assert.Equal(1, (int)(await admin.Put($"/projects/{project}/predictions", predictions))["accepted"]!);
        await using (var ben = await home.Join(project, "Ben", "label", "annotator"))
        {
            await ben.PictureOnScreen();
            await Expect(ben.Page.GetByText("The model suggests one shape.")).ToBeVisibleAsync();
            await ben.Press("n");
            await Hand.Drag(ben.Page, (120, 90), (150, 100));
            await Expect(ben.Page.GetByText("The model suggests one shape.")).ToHaveCountAsync(0);
            await ben.Finish("Enter");
            await ben.ExpectSaved();
        }
        await admin.Has(project, annotations: 1);
        Near([40, 30, 110, 70], Numbers((await Objects(admin, project, "p-00"))[0]!["shape"]!["box"]!));
        var edits = (await Annotation(admin, project, "p-00"))["edits"]!;
        Assert.Equal((1, 1, 0), ((int)edits["suggested"]!, (int)edits["changed"]!, (int)edits["added"]!));
        Assert.InRange((double)edits["meanIou"]!, 0.60, 0.65);

        await using var ada = await home.Ada($"/projects/{project}/review");
        await ada.PictureOnScreen();
        await Expect(ada.Page.Locator(".objects li")).ToHaveTextAsync(["1 eye"]);
        await ada.Press("n");
        await ada.Press("Shift+ArrowRight");
        await ada.Page.ScreenshotAsync(new() { Path = Path.Combine(LookTests.Screenshots, "draw-review-light.png") });
        await ada.Finish("Enter");
        await ada.ExpectSaved();
        var task = (await admin.Get($"/projects/{project}/tasks"))["items"]![0]!["id"];
        var decision = (await Api.Eventually(() => admin.Get($"/tasks/{task}"), it => it["decision"] is not null))["decision"]!;
        Assert.Equal("reviewer", (string)decision["by"]!["kind"]!);
        Near([50, 30, 110, 70], Numbers(decision["labels"]!["objects"]![0]!["shape"]!["box"]!));
        Assert.Empty(ada.Faults);
    }

    static async Task<JsonArray> Objects(Api admin, string project, string externalId) =>
        (await Annotation(admin, project, externalId))["labels"]!["objects"]!.AsArray();

    static async Task<JsonNode> Annotation(Api admin, string project, string externalId)
    {
        var task = (await admin.Get($"/projects/{project}/tasks?q={externalId}"))["items"]![0]!["id"];
        return (await admin.Get($"/tasks/{task}"))["annotations"]![0]!;
    }

    static double[] Outer(JsonNode polygon) => [.. polygon["shape"]!["polygon"]![0]!["outer"]!.AsArray().SelectMany(point => Numbers(point!))];

    static double[] Numbers(JsonNode list) => [.. list.AsArray().Select(number => (double)number!)];

    static void Near(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.Second, pair.First - OffPx, pair.First + OffPx));
    }
}
