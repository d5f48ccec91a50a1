using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>A curator finds tasks and does one thing to many of them.</summary>
public sealed class WorkTests(Chromium chromium)
{
    const int Pictures = 40;

    [Fact]
    public async Task A_curator_finds_tasks_and_sends_all_that_match_to_review()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.Spec("quality", "good", "bad"), Pictures, externalId: i => $"p-{i:000}");
        var ben = await admin.AddMember(project, "Ben", "annotator");
        await home.AnswerAll(ben, project, name => Crowd.Quality(Crowd.Truth(Crowd.NumberOf(name))));
        await admin.Reviewed(project, Pictures);

        await using var ada = await home.Ada($"/projects/{project}/work");
        var page = ada.Page;
        var (found, tiles) = (page.Locator(".work-head").GetByRole(AriaRole.Status), page.Locator(".tile"));
        await Expect(found).ToHaveTextAsync($"{Pictures} tasks");
        await Expect(tiles.First).ToContainTextAsync("p-000goodReviewed");
        await Filter(page, "Label").SelectOptionAsync("good");
        await Expect(found).ToHaveTextAsync($"{Pictures / 4} tasks");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("class=good", default, TimeSpan.FromSeconds(1)));

        // Keys alone: two by a range, then a tag on them.
        await page.GetByRole(AriaRole.Listbox).FocusAsync();
        await ada.Press("Space");
        foreach (var key in new[] { "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft" }) await ada.Press(key);  // once too far, and back
        await Expect(page.GetByText("2 picked")).ToBeVisibleAsync();
        await ada.Look("work");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tag…" }).ClickAsync();
        await ada.Dialog.GetByLabel("Tag", new() { Exact = true }).FillAsync("odd light");
        var acts = 0;
        page.Request += (_, request) => acts += request.Method is "POST" && request.Url.EndsWith("/tasks/bulk", StringComparison.Ordinal) ? 1 : 0;
        await ada.Dialog.GetByRole(AriaRole.Button, new() { Name = "Tag", Exact = true }).DblClickAsync();
        await Expect(tiles.Filter(new() { HasText = "odd light" })).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Tag", Exact = true }).FillAsync("odd light");
        await Expect(found).ToHaveTextAsync("2 tasks");
        Assert.Equal(1, acts);

        // A quick hand: both before the page has drawn what the first did.
        await page.EvaluateAsync("""
            () => {
              [...document.querySelectorAll('.filters button')].find((button) => button.textContent === 'Clear all').click()
              const label = [...document.querySelectorAll('.filters label')].find((label) => label.querySelector('span').textContent === 'Label').querySelector('select')
              label.value = 'good'
              label.dispatchEvent(new Event('change', { bubbles: true }))
            }
            """);
        await Expect(found).ToHaveTextAsync($"{Pictures / 4} tasks");
        await page.GetByRole(AriaRole.Listbox).FocusAsync();
        await ada.Press("Control+a");
        await Expect(page.GetByText($"{Pictures / 4} picked")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send to review…" }).ClickAsync();
        await ada.Dialog.GetByLabel("Why").FillAsync("look twice");
        await ada.Dialog.GetByRole(AriaRole.Button, new() { Name = "Send to review" }).ClickAsync();
        await Expect(page.Locator(".bulk-job").GetByText($"changed {Pictures / 4} · refused 0")).ToBeVisibleAsync();

        // A quick hand again: opened before the list that was asked for is there.
        var pressed = new TaskCompletionSource();
        await page.RouteAsync(url => url.Contains("/tasks?", StringComparison.Ordinal), async route =>
        {
            await pressed.Task;
            await route.ContinueAsync();
        });
        await Filter(page, "Review").SelectOptionAsync("true");
        await Expect(tiles.First).ToHaveAttributeAsync("aria-label", "loading");
        await tiles.First.DblClickAsync();
        pressed.SetResult();
        await Expect(ada.Dialog.GetByText("opened it again")).ToBeVisibleAsync();
        await ada.Look("work-task");
    }

    static ILocator Filter(IPage page, string name) => page.GetByRole(AriaRole.Combobox, new() { Name = name, Exact = true });
}
