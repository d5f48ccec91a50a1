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

    [Fact]
    public async Task Words_are_picked_and_marked_by_keys_alone_and_said_to_whoever_does_not_see_them()
    {
        await using var home = await Home.Open(chromium);
        var (admin, project) = (home.Admin, await OneText(home.Admin));
        await using var ben = await home.Join(project, "Ben", "label", "annotator");
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
        await ben.Look("text-keys");
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
        Assert.Equal(["person Ada Lovelace", "person Charles Babbage", "place London"], await Marked(admin, project));
        Assert.Empty(ben.Faults);
    }

    /// <summary>A double click takes a word, a drag what it passes; a mark that is picked changes its class, its ends, or goes.</summary>
    [Fact]
    public async Task Words_are_marked_by_mouse_one_over_another_and_mended_afterwards()
    {
        await using var home = await Home.Open(chromium);
        var (admin, project) = (home.Admin, await OneText(home.Admin));
        await using var ben = await home.Join(project, "Ben", "label", "annotator");
        var (page, shapes, marks) = (ben.Page, ben.Page.Locator(".objects li"), ben.Page.Locator(".text-sample mark"));
        await Expect(page.Locator(".text-sample")).ToContainTextAsync("Babbage");

        await Drag("Ada", "Lovelace");
        await Expect(shapes).ToHaveTextAsync(["1 person"]);
        // A class's key means what is picked, as the last mark is until one lets go of it.
        await ben.Press("Escape");
        await ben.Press("2");
        await Double("London");
        await Expect(shapes).ToHaveTextAsync(["1 person", "2 place"]);
        await Drag("Charles", "London");
        await Expect(shapes).ToHaveCountAsync(3);
        await ben.Press("Escape");
        await ben.Press("1");
        await Double("machine");
        await Expect(shapes).ToHaveCountAsync(4);
        await page.ScreenshotAsync(new() { Path = Path.Combine(LookTests.Screenshots, "text-mouse-light.png"), Animations = ScreenshotAnimations.Disabled });

        // The one in the middle was a person after all, and only the two words; the machine was nobody.
        await marks.Filter(new() { HasText = "Charles Babbage" }).First.ClickAsync();
        await Expect(page.Locator(".objects .chosen")).ToHaveTextAsync("3 place");
        await ben.Press("1");
        await Expect(shapes.Nth(2)).ToHaveTextAsync("3 person");
        for (var i = 0; i < " in London".Length; i++) await ben.Press("ArrowLeft");
        await shapes.Nth(3).GetByRole(AriaRole.Button).First.ClickAsync();
        await ben.Press("Delete");
        await Expect(shapes).ToHaveCountAsync(3);
        await ben.Press("Control+Enter");
        await ben.ExpectSaved();
        Assert.Equal(["person Ada Lovelace", "place London", "person Charles Babbage"], await Marked(admin, project));
        Assert.Empty(ben.Faults);

        async Task Double(string word)
        {
            var (y, left, right) = await Place(word);
            await page.Mouse.DblClickAsync((left + right) / 2, y);
        }

        async Task Drag(string from, string to)
        {
            var (start, end) = (await Place(from), await Place(to));
            await page.Mouse.MoveAsync(start.Left + 1, start.Y);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(end.Right - 1, end.Y, new() { Steps = 5 });
            await page.Mouse.UpAsync();
        }

        // Where a word stands on the page.
        async Task<(float Y, float Left, float Right)> Place(string word)
        {
            var at = await page.EvaluateAsync<float[]>(
                """
                (word) => {
                  const walker = document.createTreeWalker(document.querySelector('.text-sample'), NodeFilter.SHOW_TEXT)
                  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    const from = node.data.indexOf(word)
                    if (from < 0) continue
                    const range = document.createRange()
                    range.setStart(node, from)
                    range.setEnd(node, from + word.length)
                    const { left, right, top, height } = range.getBoundingClientRect()
                    return [left, right, top + height / 2]
                  }
                }
                """, word);
            return (at[2], at[0], at[1]);
        }
    }

    /// <summary>A project with one text in it.</summary>
    static async Task<string> OneText(Api admin)
    {
        var project = (string)(await admin.Post("/projects", new { name = "Names", spec = Spans, pipeline = Given.OneOpinion }))["id"]!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent("text"), "format" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(new JsonObject { ["externalId"] = "t-1", ["text"] = Text }.ToJsonString())), "file", "texts.jsonl" },
        };
        var job = (string)(await admin.Post($"/projects/{project}/imports", form))["id"]!;
        await Api.Eventually(() => admin.Get($"/jobs/{job}"), j => (string)j["state"]! is "succeeded");
        return project;
    }

    /// <summary>What the server has of it, once it has: each class with the words marked so.</summary>
    static async Task<IEnumerable<string>> Marked(Api admin, string project)
    {
        await admin.Has(project, annotations: 1);
        var task = (await admin.Get($"/projects/{project}/tasks"))["items"]![0]!["id"];
        var spans = (await admin.Get($"/tasks/{task}"))["annotations"]![0]!["labels"]!["objects"]!.AsArray();
        var points = Text.EnumerateRunes().ToArray();
        return spans.Select(one => $"{one!["class"]} {string.Concat(points[(int)one["shape"]!["span"]![0]!..(int)one["shape"]!["span"]![1]!])}");
    }
}
