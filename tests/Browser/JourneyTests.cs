using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>The main job as people do it, each at a browser of their own.</summary>
public sealed class JourneyTests(Chromium chromium)
{
    const int Pictures = 8;

    [Fact]
    public async Task A_team_comes_from_an_empty_server_to_a_sealed_version()
    {
        await using var home = await Home.Empty(chromium);
        await using var curator = await home.Arrive();
        await BecomeAdministrator(curator, await home.Server.OfferSetup());
        var project = await MakeProject(curator);
        await ReviewEverything(curator, project);
        foreach (var (name, role) in new[] { ("Ben", "annotator"), ("Cleo", "annotator"), ("Dora", "reviewer") }) await AddMember(curator, project, name, role);
        await Import(curator, project);

        await using var ben = await home.SignIn("ben@example.org", $"/projects/{project}/label");
        await using var cleo = await home.SignIn("cleo@example.org", $"/projects/{project}/label");
        await using var dora = await home.SignIn("dora@example.org");
        await Watch(curator, project);
        await LookForHelp(ben);
        var skipped = await Skip(ben);
        var labeled = await Task.WhenAll(ben.LabelAll("1"), cleo.LabelAll("2"));
        Assert.Equal(Pictures, labeled.SelectMany(names => names).Distinct().Count());
        Assert.Contains(skipped, labeled[1]);
        await Counts(curator, submitted: Pictures, reviewed: 0);

        await RejectThenAcceptAndCorrect(dora, project, ben, cleo);
        await Counts(curator, submitted: 0, reviewed: Pictures);
        Assert.True(await curator.Page.EvaluateAsync<bool>("() => window.neverLoadedAgain === true"));

        await Seal(curator, project, home);
        foreach (var person in new[] { curator, ben, cleo, dora }) Assert.Empty(person.Faults);
    }

    static async Task BecomeAdministrator(Person curator, string secret)
    {
        var page = curator.Page;
        await page.GotoAsync($"/setup?secret={secret}");
        await page.GetByLabel("Your name").FillAsync("Ada");
        await page.GetByLabel("E-mail").FillAsync("ada@example.org");
        await page.GetByLabel("Password").FillAsync(Server.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Projects" })).ToBeVisibleAsync();
    }

    static async Task<string> MakeProject(Person curator)
    {
        var page = curator.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "New project" }).ClickAsync();
        await curator.Dialog.GetByLabel("Name").FillAsync("Potatoes");
        await curator.Dialog.GetByLabel("Question").FillAsync("quality");
        await curator.Dialog.GetByLabel("Classes").FillAsync("good\nbad");
        await curator.Dialog.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Data spec" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "bad" })).ToBeVisibleAsync();
        return page.Url.Split('/')[^2];
    }

    static async Task ReviewEverything(Person curator, string project)
    {
        var page = curator.Page;
        await GoTo(page, "Pipeline");
        await page.GetByLabel("At least").FillAsync("1");
        await page.GetByLabel("At most").FillAsync("1");
        await page.GetByLabel("Until confidence").FillAsync("0.5");
        await page.GetByLabel("Reviewed share").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("The pipeline is saved.")).ToBeVisibleAsync();
        await GoTo(page, "Guideline");
        await page.GetByLabel("Guideline in Markdown").FillAsync("# Potatoes\n\n**Dark spots** are bad.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("The guideline is saved")).ToBeVisibleAsync();
        Assert.Contains(project, page.Url, StringComparison.Ordinal);
    }

    static async Task AddMember(Person curator, string project, string name, string role)
    {
        var page = curator.Page;
        await page.GotoAsync($"/projects/{project}/setup/members");
        await page.GetByLabel("E-mail").FillAsync($"{name.ToLowerInvariant()}@example.org");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("First password").FillAsync(Server.Password);
        foreach (var other in new[] { "annotator", "reviewer" })
            await page.GetByRole(AriaRole.Checkbox, new() { Name = other, Exact = true }).SetCheckedAsync(other == role);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = $"{name} is {role}" })).ToBeCheckedAsync();
    }

    static async Task Import(Person curator, string project)
    {
        var page = curator.Page;
        await GoTo(page, "Import");
        await page.GetByLabel("File").SetInputFilesAsync(new FilePayload { Name = "potatoes.zip", MimeType = "application/zip", Buffer = Given.Zip(Pictures) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        var job = page.Locator(".job");
        await Expect(job).ToContainTextAsync("Done");
        await Expect(job).ToContainTextAsync($"added {Pictures}");
        Assert.Contains(project, page.Url, StringComparison.Ordinal);
    }

    static async Task Watch(Person curator, string project)
    {
        await curator.Page.GotoAsync($"/projects/{project}");
        await Expect(curator.Page.Locator(".live.on")).ToBeVisibleAsync();
        await curator.Page.EvaluateAsync("() => { window.neverLoadedAgain = true }");
    }

    static async Task LookForHelp(Person ben)
    {
        await ben.PictureOnScreen();
        await ben.Press("?");
        await Expect(ben.Dialog).ToContainTextAsync("Submit and go on");
        await Expect(ben.Dialog).ToContainTextAsync("good");
        await ben.Press("Escape");
        await Expect(ben.Dialog).ToHaveCountAsync(0);
        await ben.Press("g");
        await Expect(ben.Page.GetByRole(AriaRole.Complementary, new() { Name = "Guideline" })).ToContainTextAsync("Dark spots are bad.");
        await ben.Press("g");
    }

    static async Task<string> Skip(Person ben)
    {
        var skipped = await ben.PictureOnScreen();
        await ben.Press("x");
        await Expect(ben.Dialog).ToContainTextAsync("Skip this task");
        await ben.Page.Keyboard.TypeAsync("under a leaf");
        await ben.Press("Enter");
        await ben.Gone(skipped!);
        await ben.ExpectSaved();  // others can have it
        return skipped!;
    }

    static async Task Counts(Person curator, int submitted, int reviewed)
    {
        await Expect(curator.Page.Locator(".counter.submitted dd")).ToHaveTextAsync(submitted.ToString(CultureInfo.InvariantCulture));
        await Expect(curator.Page.Locator(".counter.reviewed dd")).ToHaveTextAsync(reviewed.ToString(CultureInfo.InvariantCulture));
    }

    static async Task RejectThenAcceptAndCorrect(Person dora, string project, Person ben, Person cleo)
    {
        await dora.Page.GotoAsync($"/projects/{project}/review");
        var rejected = await dora.PictureOnScreen();
        var author = await dora.Page.Locator(".opinions dt").First.InnerTextAsync() == "Ben" ? ben : cleo;
        await dora.Press("r");
        await Expect(dora.Dialog).ToBeVisibleAsync();
        await dora.Page.Keyboard.TypeAsync("Look at the left side.");
        await dora.Press("Control+Enter");
        await dora.Gone(rejected!);
        await Expect(author.Page.GetByText("Look at the left side.")).ToBeVisibleAsync();
        Assert.Equal(rejected, await author.Finish("1"));
        await author.ExpectSaved();

        await dora.PictureOnScreen();
        var first = await dora.Page.Locator(".panel [aria-checked=true]").InnerTextAsync();
        await dora.Finish(first.StartsWith("good", StringComparison.Ordinal) ? "2" : "1", "Enter");
        for (var accepted = 0; accepted < Pictures - 1; accepted++)
        {
            await Expect(dora.Page.Locator(".stage.picture img")).ToBeVisibleAsync();
            // Twice in a row accepts one: the next has not been seen.
            if (accepted is 0) await dora.FinishByTwo("a");
            else await dora.Finish("a");
        }
    }

    static async Task Seal(Person curator, string project, Home home)
    {
        var page = curator.Page;
        await page.GotoAsync($"/projects/{project}/setup/versions");
        await page.GetByLabel("Name").FillAsync("first delivery");
        await page.GetByRole(AriaRole.Button, new() { Name = "Seal a version" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "first delivery" });
        await Expect(row).ToContainTextAsync(Pictures.ToString(CultureInfo.InvariantCulture));
        var shown = await row.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Copy the content hash", RegexOptions.None, TimeSpan.FromSeconds(1)) }).GetAttributeAsync("title");
        var admin = await Api.SignIn(home.Url, "ada@example.org");
        var version = (await admin.Get($"/projects/{project}/versions"))["items"]![0]!;
        Assert.Equal((string)version["root"]!, shown);
        Assert.Equal(Pictures, (int)version["samples"]!);
    }

    static Task GoTo(IPage page, string section) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "Set up" }).GetByRole(AriaRole.Link, new() { Name = section }).ClickAsync();
}
