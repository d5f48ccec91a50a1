using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>Words of people are text on every page, and the pages' policy would stop them if they were not.</summary>
public sealed class SafetyTests(Chromium chromium)
{
    const string Image = "<img src=x onerror=window.__x=1>";
    const string Link = "[x](javascript:window.__x=1)";
    const string Both = $"{Image} {Link}";

    [Fact]
    public async Task No_word_of_a_person_runs_as_a_script_on_any_page()
    {
        await using var home = await Home.Open(chromium, Both);
        var admin = home.Admin;
        var project = await admin.MakeProject(
            Given.Spec(Both, $"1 {Both}", $"2 {Both}"), pictures: 6, name: Both, Given.Pipeline(reviewed: 1),
            guideline: $"{Both}\n\n<script>window.__x=1</script>\n\n![x](javascript:window.__x=1)", externalId: i => $"{i} {Both}");

        await using (var ben = await home.Join(project, $"Ben {Both}", "label", "annotator"))
        {
            await ben.PictureOnScreen();
            await ben.Press("g");
            await ClickLinks(ben, ben.Page.GetByRole(AriaRole.Complementary, new() { Name = "Guideline" }));
            await ben.Press("?");
            await Expect(ben.Dialog).ToContainTextAsync(Image);
            await ben.Press("Escape");
            await ben.Finish("1");
            await ben.Finish("2");
            await ben.Press("x");
            await Expect(ben.Dialog).ToBeVisibleAsync();
            await ben.Page.Keyboard.TypeAsync(Both);
            await ben.Finish("Enter");
            await ben.Press("d");
            await Expect(ben.Page.Locator(".panel")).ToContainTextAsync($"Reason: {Both}");
            await ben.ExpectSaved();
            await Unharmed(ben);
        }

        await using var ada = await home.Ada();
        await Expect(ada.Page.GetByRole(AriaRole.Link, new() { Name = Both, Exact = true })).ToBeVisibleAsync();
        await Unharmed(ada);
        await ada.Page.GotoAsync($"/projects/{project}/review");
        await ada.PictureOnScreen();
        await Expect(ada.Page.Locator(".opinions")).ToContainTextAsync(Image);
        await ada.Finish("a");
        await ada.PictureOnScreen();
        await ada.Press("r");
        await Expect(ada.Dialog).ToBeVisibleAsync();
        await ada.Page.Keyboard.TypeAsync(Both);
        await ada.Finish("Control+Enter");
        await ada.ExpectSaved();
        await admin.Post($"/projects/{project}/versions", new { name = Both });
        string[] pages = ["", "/review", "/review/many", "/work", "/quality", "/setup/questions", "/setup/spec", "/setup/guideline", "/setup/pipeline", "/setup/members", "/setup/import", "/models", "/setup/auto-accept", "/setup/versions"];
        foreach (var path in pages)
        {
            await ada.Page.GotoAsync($"/projects/{project}{path}");
            await ada.Settled();
            await Expect(ada.Page.Locator("main")).Not.ToBeEmptyAsync();
            await Unharmed(ada);
        }
        await ada.Page.GotoAsync($"/projects/{project}/setup/guideline");
        await ClickLinks(ada, ada.Page.GetByRole(AriaRole.Complementary, new() { Name = "Preview" }));
        await ada.Page.GotoAsync($"/projects/{project}/setup/versions");
        await Expect(ada.Page.GetByRole(AriaRole.Cell, new() { Name = Both })).ToBeVisibleAsync();
        await Unharmed(ada);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/setup?secret=x")]
    [InlineData("/projects/none/label")]
    [InlineData("/no/such/page")]
    public async Task Every_page_forbids_inline_scripts_and_frames(string path)
    {
        await using var home = await Home.Empty(chromium);
        await using var person = await home.Arrive();
        var answer = await person.Page.GotoAsync(path);
        var policy = answer!.Headers["content-security-policy"];
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("content-security-policy-report-only", answer.Headers.Keys);
        await Expect(person.Page.Locator("main")).ToBeVisibleAsync();
        await Unharmed(person);
        await person.Page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.__x = 1'; document.body.append(s) }");
        Assert.True(await person.Page.EvaluateAsync<bool>("() => window.__x === undefined"));
    }

    static async Task ClickLinks(Person person, ILocator area)
    {
        await Expect(area).ToContainTextAsync(Image);
        foreach (var link in await area.GetByRole(AriaRole.Link).AllAsync()) await link.ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        foreach (var link in await area.Locator("a").AllAsync()) Assert.DoesNotContain("script", await link.GetAttributeAsync("href") ?? "", StringComparison.OrdinalIgnoreCase);
        await Unharmed(person);
    }

    static async Task Unharmed(Person person)
    {
        Assert.True(await person.Page.EvaluateAsync<bool>("() => window.__x === undefined"), person.Page.Url);
        Assert.Empty(person.Faults);
    }
}
