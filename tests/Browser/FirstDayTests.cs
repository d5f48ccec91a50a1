using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>Somebody's first twenty pictures, and an hour without a network.</summary>
public sealed class FirstDayTests(Chromium chromium) : IDisposable
{
    const int Pictures = 20;

    static readonly object Spec = new
    {
        media = "image", classes = new object[] { new { name = "eye", shape = "box" }, new { name = "peel", shape = "polygon" } }, properties = Array.Empty<object>(),
    };

    readonly string folder = Directory.CreateTempSubdirectory("labelwise-browser-profile-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>No help is opened and no hint is followed: what is drawn first is the first class, its number picks the other.</summary>
    [Fact]
    public async Task Twenty_pictures_get_boxes_and_polygons_and_a_browser_closed_in_the_middle_costs_nothing()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Spec, Pictures);
        var email = await admin.AddMember(project, "Ben", "annotator");
        var seen = new List<string>();
        await using (var ben = await Person.At(await chromium.NewBrowser(home.Url, folder)))
        {
            await ben.Page.GotoAsync($"/projects/{project}/label");
            await ben.EnterPassword(email);
            for (var i = 0; i < 9; i++)
            {
                await ben.PictureOnScreen();
                await Draw(ben);
                seen.Add(await ben.Finish("Enter"));
            }
            seen.Add((await ben.PictureOnScreen())!);
            await Draw(ben);
            Assert.Empty(ben.Faults);
        }

        await using (var ben = await Person.At(await chromium.NewBrowser(home.Url, folder)))
        {
            await ben.Page.GotoAsync($"/projects/{project}/label");
            Assert.Equal(seen[^1], await ben.PictureOnScreen());
            await Expect(ben.Page.Locator(".objects li")).ToHaveTextAsync(["1 eye", "2 peel"]);
            await ben.Press("Control+z");
            await Expect(ben.Page.Locator(".objects li")).ToHaveCountAsync(1);
            await ben.Press("Control+y");
            await Expect(ben.Page.Locator(".objects li")).ToHaveCountAsync(2);
            Assert.Equal(seen[^1], await ben.Finish("Enter"));
            while (await ben.PictureOnScreen() is not null)
            {
                await Draw(ben);
                seen.Add(await ben.Finish("Enter"));
            }
            await ben.ExpectSaved();
            Assert.Empty(ben.Faults);
        }
        await admin.Has(project, Pictures);
        Assert.Equal(Pictures, seen.Distinct().Count());
        foreach (var item in (await admin.Get($"/projects/{project}/tasks?limit=50"))["items"]!.AsArray())
        {
            var objects = (await admin.Get($"/tasks/{item!["id"]}"))["annotations"]![0]!["labels"]!["objects"]!.AsArray();
            Assert.Equal(["eye box", "peel polygon"], objects.Select(one => $"{one!["class"]} {((JsonObject)one["shape"]!).First().Key}"));
        }
    }

    static async Task Draw(Person ben)
    {
        await ben.Press("1");
        await Hand.Drag(ben.Page, (60, 60), (130, 120));
        await ben.Press("2");
        foreach (var corner in new[] { (160, 100), (260, 100), (210, 190) }) await Hand.Click(ben.Page, corner);
        await ben.Press("Enter");
        await Expect(ben.Page.Locator(".objects li")).ToHaveCountAsync(2);
    }

    /// <summary>The holds end meanwhile; one of the tasks is somebody else's by then.</summary>
    [Fact]
    public async Task Work_of_an_hour_without_a_network_goes_out_and_what_came_too_late_is_told()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var pipeline = new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 0 }, order = "import", lease = "PT4S" };
        var project = await admin.MakeProject(Given.GoodOrBad, pictures: 2, pipeline: pipeline);
        await using var ben = await home.Join(project, "Ben", "label", "annotator");
        await ben.PictureOnScreen();
        await ben.Page.WaitForFunctionAsync("() => performance.getEntriesByType('resource').filter(e => e.initiatorType === 'img' && e.name.includes('/samples/') && e.responseEnd > 0).length >= 2");
        await ben.Profile.SetOfflineAsync(true);
        await ben.Finish("1");
        var late = await ben.Finish("2");
        await ben.ExpectWaiting(2);

        var tasks = (await admin.Get($"/projects/{project}/tasks"))["items"]!.AsArray();
        foreach (var task in tasks) await Api.Eventually(() => admin.Get($"/tasks/{task!["id"]}"), truth => (string?)truth["state"] is "QUEUED");
        var cho = await Api.SignIn(home.Url, await admin.AddMember(project, "Cho", "annotator"));
        var taken = new List<JsonNode?>();  // one may come before the other
        await Api.Eventually(async () =>
        {
            taken.AddRange((await cho.Post($"/projects/{project}/tasks/next", new { count = 2 - taken.Count }))["tasks"]!.AsArray());
            return taken.Count;
        }, count => count is 2);
        foreach (var task in taken)
            if ((string)task!["sample"]!["externalId"]! == late) await cho.Post($"/tasks/{task["id"]}/submit", new { lease = (string)task["lease"]!["id"]!, activeMs = 1, labels = Crowd.Quality("good") });
            else await cho.Post($"/tasks/{task["id"]}/release", new { lease = (string)task["lease"]!["id"]! });

        await ben.Profile.SetOfflineAsync(false);
        await Expect(ben.Page.GetByText("Not taken").First).ToBeVisibleAsync();
        await ben.ExpectSaved();
        await admin.Has(project, annotations: 2);
        await ben.Press("d");
        await Expect(ben.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "What you sent" }).Or(ben.Page.Locator(".note.bad")).First).ToBeVisibleAsync();
        await ben.Page.ScreenshotAsync(new() { Path = Path.Combine(LookTests.Screenshots, "late-light.png") });
        Assert.Empty(ben.Faults);
    }
}
