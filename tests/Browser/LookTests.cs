using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>How the pages look: a picture of each for people's eyes, and what a machine can see of ugliness.</summary>
public sealed class LookTests(Chromium chromium)
{
    [Fact]
    public async Task Every_page_fits_a_small_laptop_and_a_tablet()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(
            Given.Spec("quality", "good", "bad", "cannot tell"), pictures: 12, pipeline: Given.Pipeline(reviewed: 0.5),
            guideline: "# Potatoes\n\nLook at the **skin**.\n\n| seen | class |\n|---|---|\n| dark spots | bad |\n| smooth | good |\n\n- Dirt is no spot.\n- When in doubt, skip.");
        var member = await admin.AddMember(project, "Benjamin Longname-Featherstonehaugh", "annotator", "reviewer");
        await using (var stranger = await home.Arrive())
        {
            await stranger.Page.GotoAsync("/");
            await Expect(stranger.Page.GetByLabel("Password")).ToBeVisibleAsync();
            await stranger.Look("sign-in");
            var invited = await admin.Post("/invitations", new { email = "eve@example.org" });
            await stranger.Page.GotoAsync((string)invited["link"]!);
            await stranger.Page.GetByLabel("Your name").FillAsync("Eve");
            await stranger.Look("invitation");
            await stranger.Page.GetByLabel("E-mail").FillAsync("eve@example.org");
            await stranger.Page.GetByLabel("Password").FillAsync(Server.Password);
            await stranger.Page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
            await Expect(stranger.Page.GetByRole(AriaRole.Heading, new() { Name = "Projects" }).Or(stranger.Page.GetByRole(AriaRole.Heading, new() { Name = "Your work" }))).ToBeVisibleAsync();
        }
        await using (var ben = await home.SignIn(member, $"/projects/{project}/label"))
        {
            for (var i = 0; i < 6; i++) await ben.Finish(i % 2 == 0 ? "1" : "2");
            await ben.PictureOnScreen();
            await ben.ExpectSaved();
            await ben.Look("label");
            await ben.Press("g");
            await Expect(ben.Page.GetByText("Dirt is no spot.")).ToBeVisibleAsync();
            await ben.Look("label-guideline");
            await ben.Press("g");
            await ben.Press("?");
            await ben.Look("label-keys");
            await ben.Press("Escape");
            await ben.Press("x");
            await ben.Look("label-skip");
            await ben.Press("Escape");
            await ben.Press("d");
            await ben.Look("label-back");
        }
        await using var ada = await home.Ada($"/projects/{project}/review");
        var waits = await ada.PictureOnScreen() is not null;
        await ada.Look("review");
        // Chance may have drawn all six for review: then nothing is decided yet that could be sealed.
        if (waits) await ada.Finish("a");
        await ada.ExpectSaved();
        await admin.Post($"/projects/{project}/versions", new { name = "first delivery" });
        await Api.Eventually(() => admin.Get($"/projects/{project}/versions"), found => found["items"]!.AsArray().Count > 0);
        string[] pages = ["overview:", "spec:/setup/spec", "guideline:/setup/guideline", "pipeline:/setup/pipeline", "questions:/setup/questions", "members:/setup/members", "practice:/setup/practice", "import:/setup/import", "auto-accept:/setup/auto-accept", "versions:/setup/versions"];
        foreach (var page in pages)
        {
            var (name, path) = (page.Split(':')[0], page.Split(':')[1]);
            await ada.Page.GotoAsync($"/projects/{project}{path}");
            await Expect(ada.Page.Locator("main h1").First).ToBeVisibleAsync();
            await ada.Look(name);
        }
        await ada.Page.GotoAsync("/");
        await Expect(ada.Page.GetByRole(AriaRole.Link, new() { Name = "Potatoes", Exact = true })).ToBeVisibleAsync();
        await ada.Look("projects");

    }

    /// <summary>Where there is nothing yet, nothing like it, or nothing that works, a page says so and what to do.</summary>
    [Fact]
    public async Task Empty_and_broken_pages_say_what_to_do()
    {
        await using var home = await Home.Open(chromium);
        await using var ada = await home.Ada();
        var (page, main) = (ada.Page, ada.Page.Locator("main"));
        await Expect(page.GetByText("No project yet.")).ToBeVisibleAsync();
        await ada.Look("empty-projects");
        var project = (string)(await home.Admin.Post("/projects", new { name = "Potatoes", spec = Given.GoodOrBad, pipeline = Given.OneOpinion }))["id"]!;
        foreach (var (path, says) in new[]
        {
            ("", "Import samples"), ("/label", "There is nothing here yet"), ("/review", "Nothing waits for review"), ("/work", "Import samples"), ("/quality", "Nobody has labeled yet"), ("/models", "There is no model yet"),
            ("/setup/questions", "No questions here"), ("/setup/orders", "make one below first"), ("/setup/versions", "Nothing sealed yet"), ("/setup/gold", "No known answers yet"),
        })
        {
            await page.GotoAsync($"/projects/{project}{path}");
            await Expect(main.GetByText(says, new() { Exact = false }).First).ToBeVisibleAsync();
            await ada.Look($"empty-{(path.Length is 0 ? "overview" : path.Split('/')[^1])}");
        }
        await page.GotoAsync("/no/such/page");
        await Expect(main).ToContainTextAsync("There is no such page");
        await ada.Look("no-page");
        await page.GotoAsync("/projects/none/work");
        await Expect(main.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await ada.Look("no-project");

        // A part of the client that does not come, as after an update of the server.
        await page.GotoAsync($"/projects/{project}");
        await ada.Settled();
        ada.Provoked = "dynamically imported module";
        await page.RouteAsync("**/assets/*.js", route => route.AbortAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Models" }).ClickAsync();
        await Expect(main).ToContainTextAsync("This page has failed");
        await ada.Look("failed-page");
        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Load again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Candidates" })).ToBeVisibleAsync();
    }

    internal static string Screenshots { get; } = Path.Combine(Root(AppContext.BaseDirectory), ".artifacts", "screenshots");

    internal static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Cluster.sln")) ? folder : Root(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The repository's root was not found."));
}
