using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>How the pages look: a picture of each for people's eyes, and what a machine can see of ugliness.</summary>
public sealed class LookTests(Chromium chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_page_fits_a_small_laptop_and_a_tablet(ColorScheme scheme)
    {
        Chromium.SkipIfAbsent();
        var (server, admin) = await Server.WithAdmin();
        await using var _ = server;
        var project = await admin.MakeProject(
            Given.Spec("quality", "good", "bad", "cannot tell"), pictures: 12, pipeline: Given.Pipeline(reviewed: 0.5),
            guideline: "# Potatoes\n\nLook at the **skin**.\n\n| seen | class |\n|---|---|\n| dark spots | bad |\n| smooth | good |\n\n- Dirt is no spot.\n- When in doubt, skip.");
        var member = await admin.AddMember(project, "Benjamin Longname-Featherstonehaugh", "annotator", "reviewer");
        await using (var stranger = await Person.Arrive(chromium, server.Url, scheme))
        {
            await stranger.Page.GotoAsync("/");
            await Expect(stranger.Page.GetByLabel("Password")).ToBeVisibleAsync();
            await Look(stranger, "sign-in");
            var invited = await admin.Post("/invitations", new { email = "eve@example.org" });
            await stranger.Page.GotoAsync((string)invited["link"]!);
            await stranger.Page.GetByLabel("Your name").FillAsync("Eve");
            await Look(stranger, "invitation");
            await stranger.Page.GetByLabel("E-mail").FillAsync("eve@example.org");
            await stranger.Page.GetByLabel("Password").FillAsync(Server.Password);
            await stranger.Page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
            await Expect(stranger.Page.GetByRole(AriaRole.Heading, new() { Name = "Projects" }).Or(stranger.Page.GetByRole(AriaRole.Heading, new() { Name = "Your work" }))).ToBeVisibleAsync();
        }
        await using (var ben = await Person.SignIn(chromium, server.Url, member, $"/projects/{project}/label", scheme))
        {
            for (var i = 0; i < 6; i++) await ben.Finish(i % 2 == 0 ? "1" : "2");
            await ben.PictureOnScreen();
            await ben.ExpectSaved();
            await Look(ben, "label");
            await ben.Press("g");
            await Expect(ben.Page.GetByText("Dirt is no spot.")).ToBeVisibleAsync();
            await Look(ben, "label-guideline");
            await ben.Press("g");
            await ben.Press("?");
            await Look(ben, "label-keys");
            await ben.Press("Escape");
            await ben.Press("x");
            await Look(ben, "label-skip");
            await ben.Press("Escape");
            await ben.Press("d");
            await Look(ben, "label-back");
        }
        await using var ada = await Person.SignIn(chromium, server.Url, "ada@example.org", $"/projects/{project}/review", scheme);
        var waits = await ada.PictureOnScreen() is not null;
        await Look(ada, "review");
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
            await ada.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await Look(ada, name);
        }
        await ada.Page.GotoAsync("/");
        await Expect(ada.Page.GetByRole(AriaRole.Link, new() { Name = "Potatoes", Exact = true })).ToBeVisibleAsync();
        await Look(ada, "projects");

        Task Look(Person person, string name) => person.Look(name, scheme);
    }

    internal static string Screenshots { get; } = Path.Combine(Root(AppContext.BaseDirectory), ".artifacts", "screenshots");

    internal static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Cluster.sln")) ? folder : Root(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The repository's root was not found."));
}
