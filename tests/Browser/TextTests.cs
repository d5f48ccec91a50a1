using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>Stretches of a text, marked without a mouse.</summary>
public sealed class TextTests(Chromium chromium)
{
    static readonly object Spans = new
    {
        media = "text", classes = new object[] { new { name = "person", shape = "span" }, new { name = "place", shape = "span" } }, properties = Array.Empty<object>(),
    };

    const string Text = "😀 Ada Lovelace met Charles Babbage in London. She wrote the first program there, for a machine that was never built.";

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Words_are_picked_and_marked_by_keys_alone_and_said_to_whoever_does_not_see_them(ColorScheme scheme)
    {
        Chromium.SkipIfAbsent();
        var (server, admin) = await Server.WithAdmin();
        await using var _ = server;
        var project = (string)(await admin.Post("/projects", new { name = "Names", spec = Spans, pipeline = Given.OneOpinion }))["id"]!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent("text"), "format" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(new JsonObject { ["externalId"] = "t-1", ["text"] = Text }.ToJsonString())), "file", "texts.jsonl" },
        };
        var job = (string)(await admin.Post($"/projects/{project}/imports", form))["id"]!;
        await Api.Eventually(() => admin.Get($"/jobs/{job}"), j => (string)j["state"]! is "succeeded");
        await using var ben = await Person.SignIn(chromium, server.Url, await admin.AddMember(project, "Ben", "annotator"), $"/projects/{project}/label", scheme);
        var (page, shapes) = (ben.Page, ben.Page.Locator(".objects li"));
        var text = page.GetByRole(AriaRole.Application, new() { Name = "Text t-1" });
        await Expect(text).ToContainTextAsync("Babbage");
        await text.FocusAsync();

        // Past the face and its space, then two words.
        await ben.Press("ArrowRight");
        await ben.Press("ArrowRight");
        await ben.Press("Control+Shift+ArrowRight");
        await ben.Press("Control+Shift+ArrowRight");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Ada Lovelace" })).ToHaveCountAsync(1);
        await ben.Press("1");
        await Expect(shapes).ToHaveTextAsync(["1 person"]);
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Marked: Ada Lovelace" })).ToHaveCountAsync(1);
        await ben.Press("Control+ArrowRight");
        await ben.Press("Control+Shift+ArrowRight");
        await ben.Press("Control+Shift+ArrowRight");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Charles Babbage" })).ToHaveCountAsync(1);
        await ben.Look("text-keys", scheme);
        await ben.Press("Enter");
        await Expect(shapes).ToHaveTextAsync(["1 person", "2 person"]);
        await ben.Press("Control+ArrowRight");
        await ben.Press("Shift+Control+ArrowRight");
        await ben.Press("2");
        await Expect(shapes).ToHaveTextAsync(["1 person", "2 person", "3 place"]);
        await ben.Press("Control+z");
        await ben.Press("Control+y");
        await Expect(shapes).ToHaveCountAsync(3);
        await ben.Press("Enter");
        await ben.ExpectSaved();
        await admin.Has(project, annotations: 1);
        var task = (await admin.Get($"/projects/{project}/tasks"))["items"]![0]!["id"];
        var spans = (await admin.Get($"/tasks/{task}"))["annotations"]![0]!["labels"]!["objects"]!.AsArray();
        var points = Text.EnumerateRunes().ToArray();
        Assert.Equal(["person Ada Lovelace", "person Charles Babbage", "place London"], spans.Select(one =>
            $"{one!["class"]} {string.Concat(points[(int)one["shape"]!["span"]![0]!..(int)one["shape"]!["span"]![1]!])}"));
        Assert.Empty(ben.Faults);
    }
}
