using System.Net.Http.Headers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>A curator gives work to a vendor, sees what it costs and who did what; somebody makes a token for a program.</summary>
public sealed class DeskTests(Chromium chromium)
{
    const int Pictures = 12;

    [Fact]
    public async Task A_vendor_gets_a_work_order_from_the_grid_and_its_cost_and_who_did_it_are_seen()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.Spec("quality", "good", "bad"), Pictures, externalId: i => $"p-{i:000}");
        var ben = await admin.AddMember(project, "Ben", "annotator");
        await using var ada = await home.Ada($"/projects/{project}/setup/orders");
        var page = ada.Page;

        await page.GetByLabel("New vendor").FillAsync("Label Works");
        await page.GetByRole(AriaRole.Button, new() { Name = "New vendor" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Set people of Label Works" }).ClickAsync();
        await ada.Dialog.GetByRole(AriaRole.Checkbox, new() { Name = "Ben" }).CheckAsync();
        await ada.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".vendor-list")).ToContainTextAsync("1 person: Ben");

        await page.GetByRole(AriaRole.Button, new() { Name = "New work order" }).ClickAsync();
        foreach (var (label, value) in new[] { ("Name", "First batch"), ("Price of a task", "0.05"), ("Currency", "EUR"), ("Tasks", "8"), ("Due", "2026-01-31T12:00") })
            await ada.Dialog.GetByLabel(label, new() { Exact = true }).FillAsync(value);
        await ada.Dialog.GetByRole(AriaRole.Button, new() { Name = "New work order" }).ClickAsync();
        await Expect(page.Locator(".orders")).ToContainTextAsync("8 tasks are still to be assigned");

        await page.GetByRole(AriaRole.Link, new() { Name = "Assign tasks" }).ClickAsync();
        await Expect(page.Locator(".tile").First).ToContainTextAsync("p-000");
        await page.GetByRole(AriaRole.Listbox).FocusAsync();
        await ada.Press("Control+a");
        await page.GetByRole(AriaRole.Button, new() { Name = "Assign…" }).ClickAsync();
        await ada.Dialog.GetByLabel("To", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "First batch · Label Works" });
        await ada.Dialog.GetByRole(AriaRole.Button, new() { Name = "Assign" }).ClickAsync();
        await Expect(page.Locator(".bulk-job").GetByText("changed 8 · refused 4")).ToBeVisibleAsync();

        await home.AnswerAll(ben, project, name => Crowd.Quality(Crowd.Truth(Crowd.NumberOf(name))));
        await admin.Reviewed(project, Pictures);
        await page.GotoAsync($"/projects/{project}/setup/orders");
        var row = page.Locator(".orders tbody tr");
        await Expect(row).ToContainTextAsync("8 of 8");
        await Expect(row).ToContainTextAsync("€0.40");
        await Expect(row).ToContainTextAsync("Done");
        await ada.Look("orders");

        await page.GotoAsync($"/projects/{project}/quality");
        await Expect(page.Locator(".costs")).ToContainTextAsync("€0.40 of €0.40");
        await page.GotoAsync($"/projects/{project}/setup/activity");
        await Expect(page.Locator(".log li").First).ToContainTextAsync("Ada did something to many tasks");
        await ada.Look("activity");
        await page.GetByLabel("Kind").SelectOptionAsync("workOrder");
        await Expect(page.Locator(".log li")).ToHaveCountAsync(1);
        await Expect(page.Locator(".log li")).ToContainTextAsync("vendor Label Works");
        await page.GetByLabel("Until").FillAsync("2001-01-01");
        await Expect(page.GetByText("Nothing here.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_token_is_shown_once_works_for_a_program_and_is_void_once_revoked()
    {
        await using var home = await Home.Open(chromium);
        await using var ada = await home.Ada("/profile");
        var page = ada.Page;
        await page.Locator("input[name=name]").FillAsync("nightly pull");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the token" }).ClickAsync();
        var token = await ada.Dialog.GetByLabel("The new token").InputValueAsync();
        await ada.Look("profile-token");
        await ada.Dialog.GetByRole(AriaRole.Button, new() { Name = "I have copied it" }).ClickAsync();
        await Expect(page.Locator("main")).Not.ToContainTextAsync(token);

        using var program = new HttpClient { BaseAddress = home.Url };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(200, (int)(await program.GetAsync("/api/v1/me", TestContext.Current.CancellationToken)).StatusCode);
        await page.GetByLabel("Look").SelectOptionAsync("light");
        await Expect(page.Locator("html")).ToHaveCSSAsync("color-scheme", "light");
        await page.GetByLabel("Look").SelectOptionAsync("system");
        await page.GetByLabel("Times are shown in").SelectOptionAsync("Asia/Seoul");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Times are shown in")).ToHaveValueAsync("Asia/Seoul");
        await ada.Look("profile");
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke nightly pull" }).ClickAsync();
        await Expect(page.GetByText("No token yet.")).ToBeVisibleAsync();
        Assert.Equal(401, (int)(await program.GetAsync("/api/v1/me", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Tasks_are_found_by_what_is_drawn_on_them_and_become_examples_in_the_guideline_that_annotators_see()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var spec = new { media = "image", properties = Array.Empty<object>(), classes = new[] { Class("spot", "#cc0000"), Class("stem", "#0060c0") } };
        var project = await admin.MakeProject(spec, 2, externalId: i => $"p-{i:000}", guideline: "# Look at the skin");
        var ben = await admin.AddMember(project, "Ben", "annotator");
        await home.AnswerAll(ben, project, name => new { objects = name is "p-000" ? new[] { Box("spot", 100) } : [Box("spot", 80), Box("spot", 160), Box("stem", 120)], properties = new { } });
        await admin.Reviewed(project, 2);

        await using var ada = await home.Ada($"/projects/{project}/work");
        var (tiles, drawn) = (ada.Page.Locator(".tile"), ada.Page.GetByRole(AriaRole.Combobox, new() { Name = "Object", Exact = true }));
        await Expect(drawn.Locator("option")).ToHaveTextAsync(["any", "none at all", "spot", "stem"]);
        await drawn.SelectOptionAsync("stem");
        await Expect(tiles).ToHaveCountAsync(1);
        await Expect(tiles).ToContainTextAsync("p-001");
        await drawn.SelectOptionAsync("spot");
        await Expect(tiles).ToHaveCountAsync(2);
        await ada.Page.GetByRole(AriaRole.Textbox, new() { Name = "Objects from" }).FillAsync("2");
        await Expect(tiles).ToHaveCountAsync(1);
        await ada.Page.ReloadAsync();
        await Expect(drawn).ToHaveValueAsync("spot");
        await Expect(tiles).ToHaveCountAsync(1);
        await ada.Look("work-drawn");
        await drawn.SelectOptionAsync("none at all");
        await Expect(ada.Page.GetByText("No task passes these filters.")).ToBeVisibleAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Clear all" }).ClickAsync();
        await Expect(tiles).ToHaveCountAsync(2);
        foreach (var (place, verdict, caption) in new[] { (0, "Good example", "the whole spot, and [nothing] else"), (1, "Bad example", "a *dirty* place is no spot") })
        {
            await ada.Page.Locator(".tile").Nth(place).DblClickAsync();
            await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Add to the guideline…" }).ClickAsync();
            await Expect(ada.Page.GetByAltText("The picture with the label on it")).ToBeVisibleAsync();
            await ada.Page.GetByRole(AriaRole.Radio, new() { Name = verdict }).CheckAsync();
            await ada.Page.GetByLabel("What to look at").FillAsync(caption);
            if (place is 0) await ada.Look("guideline-example");
            await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
            await Expect(ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "Add to the guideline" })).ToHaveCountAsync(0);
            await Expect(ada.Page.GetByText("The example stands at the end of the guideline.").First).ToBeVisibleAsync();
            await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        }

        await using var annotator = await home.SignIn(ben, $"/projects/{project}/guideline");
        var examples = annotator.Page.GetByRole(AriaRole.Figure);
        await Expect(examples).ToHaveCountAsync(2);
        await Expect(examples.First).ToContainTextAsync("Good example the whole spot, and [nothing] else");
        await Expect(examples.Last).ToContainTextAsync("Bad example a *dirty* place is no spot");
        await annotator.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.example img')].every(img => img.complete && img.naturalWidth === 320)");
        await annotator.Look("guideline-examples");
        var address = await annotator.Page.Locator(".example img").First.GetAttributeAsync("src");
        using var nobody = new HttpClient { BaseAddress = home.Url };
        Assert.Equal(401, (int)(await nobody.GetAsync(address, TestContext.Current.CancellationToken)).StatusCode);

        static object Class(string name, string color) => new { name, shape = "box", color, properties = Array.Empty<object>() };
        static object Box(string of, int left) => new { id = $"o{left}", @class = of, shape = new { box = new[] { left, 60, 70, 70 } } };
    }

    [Fact]
    public async Task A_reviewer_compares_everybodys_labels_and_decides_by_keys_alone()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var spec = new { media = "image", properties = Array.Empty<object>(), classes = new[] { new { name = "spot", shape = "box", color = "#cc0000", properties = Array.Empty<object>() } } };
        var project = await admin.MakeProject(spec, 1, pipeline: Given.Pipeline(reviewed: 1), externalId: i => $"p-{i:000}");
        var ben = await admin.AddMember(project, "Ben", "annotator");
        await home.AnswerAll(ben, project, _ => new { objects = new[] { new { id = "a", @class = "spot", shape = new { box = new[] { 100, 60, 90, 70 } } } }, properties = new { } });

        await using var ada = await home.Ada($"/projects/{project}/review");
        await ada.PictureOnScreen();
        await ada.Press("w");
        var voices = ada.Dialog.Locator("figure");
        await Expect(voices).ToHaveCountAsync(2);
        await Expect(voices.First).ToContainTextAsync("Candidate");
        await Expect(voices.Last).ToContainTextAsync("Ben");
        await ada.Look("review-compare");
        await ada.Press("Space");
        await Expect(voices).ToHaveCountAsync(1);
        await Expect(voices).ToContainTextAsync("Ben");
        await Expect(voices).ToContainTextAsync("Candidate");
        await ada.Press("Escape");
        await Expect(ada.Dialog).ToHaveCountAsync(0);
        await ada.Finish("a");
        await admin.Reviewed(project, 1);
    }
}
