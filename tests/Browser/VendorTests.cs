using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>A work order is changed and closed; whoever sees to the vendor sees its people, and what they say against a flag reaches a curator.</summary>
public sealed class VendorTests(Chromium chromium)
{
    const int Pictures = 26, Answered = 22;
    const string OneClass = "Ben: nearly always one class";

    [Fact]
    public async Task A_work_order_is_changed_closed_and_reopened_and_its_tasks_are_found()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var team = await Make(home);
        await using var cora = await home.Join(team.Project, "Cora", "setup/orders", "curator");
        var page = cora.Page;
        await Expect(page.GetByText("Ask Ada")).ToBeVisibleAsync();  // vendors are not hers to make
        var row = page.Locator(".orders tbody tr");

        await page.GetByRole(AriaRole.Button, new() { Name = "Change First batch" }).ClickAsync();
        await cora.Dialog.GetByLabel("Price of a task").FillAsync("0.08");
        await cora.Look("order-change");
        await cora.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(row).ToContainTextAsync("€0.08since");
        await Expect(row).ToContainTextAsync("€1.10");  // what was done keeps its price

        await page.GetByRole(AriaRole.Link, new() { Name = "First batch" }).ClickAsync();
        var (found, filter) = (page.Locator(".work-head").GetByRole(AriaRole.Status), page.GetByRole(AriaRole.Combobox, new() { Name = "Work order", Exact = true }));
        await Expect(found).ToHaveTextAsync($"{Pictures} tasks");
        await Expect(filter.Locator("option:checked")).ToHaveTextAsync("First batch");
        await cora.Look("work-order");
        await page.GoBackAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Close First batch" }).ClickAsync();
        await Expect(cora.Dialog).ToContainTextAsync($"Its {Pictures - Answered} tasks that nobody has answered leave it");
        await cora.Look("order-close");
        await cora.Dialog.GetByRole(AriaRole.Button, new() { Name = "Close First batch" }).ClickAsync();
        await Expect(row).ToContainTextAsync("Done");  // all that is left in it
        await Expect(row).ToContainTextAsync($"{Answered} of {Answered}");
        await page.GetByRole(AriaRole.Link, new() { Name = "First batch" }).ClickAsync();
        await Expect(found).ToHaveTextAsync($"{Answered} tasks");
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reopen First batch" }).ClickAsync();
        await Expect(row).ToContainTextAsync($"{Answered} of {Pictures}");
        await cora.Look("orders-open");

        await page.GotoAsync($"/projects/{team.Project}/setup/activity");
        await Expect(page.Locator(".log li").First).ToContainTextAsync("Cora changed a work order");
        await Expect(page.Locator(".log")).ToContainTextAsync("0.05 → 0.08 EUR");
    }

    [Fact]
    public async Task A_manager_sees_their_people_alone_and_a_flag_they_contest_is_withdrawn_by_a_curator()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var team = await Make(home);
        var dora = await admin.AddMember(team.Project, "Dora", "annotator");  // of no vendor
        await home.AnswerAll(dora, team.Project, name => Crowd.Quality(Crowd.Truth(Crowd.NumberOf(name))), 2);

        await using (var max = await home.SignIn(team.Manager, $"/projects/{team.Project}"))
        {
            var page = max.Page;
            await page.GetByRole(AriaRole.Link, new() { Name = "My people" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "People of Label Works" })).ToBeVisibleAsync();
            await Expect(page.Locator(".annotators tbody tr")).ToHaveCountAsync(1);
            await Expect(page.Locator(".orders")).ToContainTextAsync("€1.10");
            await max.Look("vendor");
            await page.GetByRole(AriaRole.Button, new() { Name = OneClass }).ClickAsync();
            await max.Dialog.GetByRole(AriaRole.Textbox, new() { Name = "Say something against it" }).FillAsync("All of these were good.");
            await max.Look("flag-contest");
            await max.Dialog.GetByRole(AriaRole.Button, new() { Name = "Send it to the curators" }).ClickAsync();
            await Expect(page.Locator(".annotators tbody")).ToContainTextAsync("contested");
        }

        await using var ada = await home.Ada($"/projects/{team.Project}/setup/questions");
        var inbox = ada.Page.GetByRole(AriaRole.Region, new() { Name = "Contested flags" });
        await Expect(inbox).ToContainTextAsync("All of these were good.");
        await ada.Look("flags-inbox");
        await inbox.GetByRole(AriaRole.Button).ClickAsync();
        await ada.Dialog.GetByRole(AriaRole.Textbox, new() { Name = "Your word on it" }).FillAsync("They were.");
        await ada.Look("flag-ruling");
        await ada.Dialog.GetByRole(AriaRole.Button, new() { Name = "Withdraw the flag" }).ClickAsync();
        await Expect(inbox).ToHaveCountAsync(0);

        await using var ben = await home.SignIn(team.Annotator, $"/projects/{team.Project}/mine");
        var own = ben.Page.GetByRole(AriaRole.Region, new() { Name = "What stands out in your answers" });
        await Expect(own).ToContainTextAsync("withdrawn");
        await own.GetByRole(AriaRole.Button, new() { Name = OneClass }).ClickAsync();
        await Expect(ben.Dialog).ToContainTextAsync("The manager of the vendor says against it:");
        await Expect(ben.Dialog).ToContainTextAsync("A curator ruled: withdrawn");
        await Expect(ben.Dialog).ToContainTextAsync("They were.");
        await ben.Look("flag-own");
    }

    /// <summary>A vendor whose one annotator calls everything good, its manager, and a work order of all pictures.</summary>
    static async Task<(string Project, string Annotator, string Manager)> Make(Home home)
    {
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.Spec("quality", "good", "bad"), Pictures, externalId: i => $"p-{i:000}");
        var (ben, max) = (await admin.AddMember(project, "Ben", "annotator"), await admin.AddMember(project, "Max", "annotator"));
        var users = (await admin.Get("/users"))["items"]!.AsArray().ToDictionary(u => (string)u!["email"]!, u => (string)u!["id"]!);
        var vendor = (string)(await admin.Post("/vendors", new { name = "Label Works" }))["id"]!;
        await admin.Put($"/vendors/{vendor}/members", new { users = new[] { users[ben] } });
        await admin.Put($"/vendors/{vendor}/managers", new { users = new[] { users[max] } });
        var order = await admin.Post($"/projects/{project}/work-orders", new { name = "First batch", vendor, unitPrice = "0.05", currency = "EUR", quantity = Pictures, due = "2127-02-01T00:00:00Z" });
        await admin.Post($"/projects/{project}/assignments", new { filter = new { }, to = new { workOrder = (string)order["id"]! }, kind = "label" });
        Assert.Equal(Answered, await home.AnswerAll(ben, project, _ => Crowd.Quality("good"), Answered));
        await admin.Reviewed(project, Answered);
        return (project, ben, max);
    }
}
