using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>Without a network the labeling page is loaded again, and by a browser that is started anew: work goes on, and goes out once.</summary>
public sealed class OfflineTests(Chromium chromium) : IDisposable
{
    static readonly object Eyes = new { media = "image", classes = new object[] { new { name = "eye", shape = "box" } }, properties = Array.Empty<object>() };

    readonly string folder = Directory.CreateTempSubdirectory("labelwise-profile-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Work_goes_on_without_a_network_through_a_reload_and_a_new_browser_and_goes_out_once_in_order()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Eyes, pictures: 4);
        var email = await admin.AddMember(project, "Ben", "annotator");
        var done = new List<string>();
        await using (var ben = await Person.At(await chromium.NewBrowser(home.Url, folder, kept: true)))
        {
            await ben.Page.GotoAsync($"/projects/{project}/label");
            await ben.EnterPassword(email);
            await ben.PictureOnScreen();
            await TakenAlong(ben, tasks: 3);
            await Draw(ben, (60, 60));
            await ben.Profile.SetOfflineAsync(true);
            await Draw(ben, (160, 60));

            var name = await ben.PictureOnScreen();
            await ben.Page.ReloadAsync();
            Assert.Equal(name, await ben.PictureOnScreen());
            await Expect(Shapes(ben)).ToHaveCountAsync(2);
            await Expect(ben.Page.GetByText("The server cannot be reached.")).ToBeVisibleAsync();
            await Expect(ben.Page.Locator(".hints")).ToContainTextAsync("2 more here");
            await ben.Press("Control+z");
            await Expect(Shapes(ben)).ToHaveCountAsync(1);
            done.Add(await ben.Finish("Control+Enter"));
            await ben.PictureOnScreen();
            await Draw(ben, (100, 100));
            done.Add(await ben.Finish("Control+Enter"));
            await ben.ExpectWaiting(2);
            Assert.Empty(ben.Faults);
        }

        await using var again = await Person.At(await chromium.NewBrowser(home.Url, folder, kept: true));
        await again.Profile.SetOfflineAsync(true);
        await again.Page.GotoAsync($"/projects/{project}/label");
        await again.ExpectWaiting(2);
        await again.PictureOnScreen();
        await Draw(again, (120, 80));
        done.Add(await again.Finish("Control+Enter"));
        await again.ExpectWaiting(3);
        await Expect(again.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "no more tasks here" })).ToContainTextAsync("3 of your answers wait in this browser");
        await again.Look("offline-nothing-left");

        await again.Profile.SetOfflineAsync(false);
        await again.ExpectSaved();
        await admin.Has(project, annotations: 3);
        Assert.DoesNotContain(await again.PictureOnScreen(), done);
        Assert.Equal(done, await InOrder(admin, project));

        await again.Page.GetByRole(AriaRole.Button, new() { Name = "Ben" }).ClickAsync();
        await again.Dialog.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(again.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Api.Eventually(() => again.Page.EvaluateAsync<int>(Packed), left => left is 0);
        Assert.Empty(await again.Page.EvaluateAsync<string[]>(KeptOfApi));
        await again.Profile.SetOfflineAsync(true);
        await again.Page.GotoAsync($"/projects/{project}/label");
        await Expect(again.Page.GetByRole(AriaRole.Heading, new() { Name = "One moment" })).ToBeVisibleAsync();
        Assert.Empty(again.Faults);
    }

    /// <summary>The hold ends meanwhile, and somebody else hands the task in.</summary>
    [Fact]
    public async Task What_was_drawn_without_a_network_for_longer_than_the_hold_is_kept_and_told_and_not_handed_in_twice()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var pipeline = new { redundancy = new { min = 1, max = 1, targetConfidence = 0.5 }, review = new { rate = 0 }, order = "import", lease = "PT4S" };
        var project = await admin.MakeProject(Eyes, pictures: 1, pipeline: pipeline);
        await using var ben = await Person.At(await chromium.NewProfile(home.Url, kept: true));
        await ben.Page.GotoAsync($"/projects/{project}/label");
        await ben.EnterPassword(await admin.AddMember(project, "Ben", "annotator"));
        await ben.PictureOnScreen();
        await TakenAlong(ben, tasks: 1);
        await ben.Profile.SetOfflineAsync(true);
        await Draw(ben, (60, 60));

        var cho = await Api.SignIn(home.Url, await admin.AddMember(project, "Cho", "annotator"));
        var next = await Api.Eventually(() => cho.Post($"/projects/{project}/tasks/next", new { count = 1 }), reply => reply["tasks"]!.AsArray().Count is 1);
        var task = next["tasks"]![0]!;
        await cho.Post($"/tasks/{task["id"]}/submit", new { lease = (string)task["lease"]!["id"]!, activeMs = 1, labels = new { objects = Array.Empty<object>(), properties = new { } } });

        var ended = ben.Page.GetByText("Your hold on this task has ended");
        await ben.Page.ReloadAsync();
        await ben.PictureOnScreen();
        await Expect(Shapes(ben)).ToHaveCountAsync(1);
        await Expect(ended).ToBeVisibleAsync();
        await ben.Profile.SetOfflineAsync(false);
        await Expect(ben.Page.GetByText("The server cannot be reached.")).ToHaveCountAsync(0);
        await Expect(ended).ToBeVisibleAsync();
        await ben.Finish("Control+Enter");
        await Expect(ben.Page.GetByText("Your answer was not taken.")).ToBeVisibleAsync();
        await ben.ExpectSaved();
        await ben.Press("d");
        await Expect(Shapes(ben)).ToHaveCountAsync(1);
        Assert.Contains("eye", await ben.Page.EvaluateAsync<string>(
            "() => { const clipboardData = new DataTransfer(); document.body.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true })); return clipboardData.getData('text/plain') }"), StringComparison.Ordinal);
        await ben.Page.ReloadAsync();
        await Expect(ben.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Kept from before" })).ToBeVisibleAsync();
        await Expect(Shapes(ben)).ToHaveCountAsync(0);
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Look at it" }).ClickAsync();
        await ben.PictureOnScreen();
        await Expect(Shapes(ben)).ToHaveCountAsync(1);
        await ben.Look("left-looked-at");
        await ben.Press("Escape");
        await Expect(Shapes(ben)).ToHaveCountAsync(0);
        await admin.Has(project, annotations: 1);
        Assert.Empty(ben.Faults);
    }

    static ILocator Shapes(Person person) => person.Page.Locator(".objects li");

    static async Task Draw(Person person, (double X, double Y) from)
    {
        var before = await Shapes(person).CountAsync();
        await Hand.Drag(person.Page, from, (from.X + 50, from.Y + 40));
        await Expect(Shapes(person)).ToHaveCountAsync(before + 1);
    }

    static async Task<string[]> InOrder(Api admin, string project)
    {
        var handedIn = new List<(DateTimeOffset At, string Name)>();
        foreach (var item in (await admin.Get($"/projects/{project}/tasks?limit=50"))["items"]!.AsArray())
        {
            var task = await admin.Get($"/tasks/{item!["id"]}");
            foreach (var annotation in task["annotations"]!.AsArray())
                handedIn.Add((DateTimeOffset.Parse((string)annotation!["submittedAt"]!, System.Globalization.CultureInfo.InvariantCulture), (string)task["sample"]!["externalId"]!));
        }
        return [.. handedIn.OrderBy(one => one.At).Select(one => one.Name)];
    }

    /// <summary>The client's own files are here, and so many tasks with their pictures.</summary>
    static async Task TakenAlong(Person person, int tasks)
    {
        await person.Page.WaitForFunctionAsync("() => navigator.serviceWorker.controller?.state === 'activated'");
        await Api.Eventually(() => person.Page.EvaluateAsync<int>(Pictures), pictures => pictures == tasks);
    }

    const string Count = """
        const count = (stores) => new Promise((done, failed) => {
          const open = indexedDB.open('labelwise pack 1')
          open.onerror = () => failed(open.error)
          open.onsuccess = () => {
            const change = open.result.transaction(stores)
            const asked = stores.map((store) => change.objectStore(store).count())
            change.oncomplete = () => { open.result.close(); done(asked.reduce((sum, one) => sum + one.result, 0)) }
          }
        })
        """;

    const string Pictures = $"() => {{ {Count}; return count(['files']) }}";
    const string Packed = $"() => {{ {Count}; return count(['people', 'documents', 'tasks', 'files']) }}";

    /// <summary>What the worker has of answers of the API: nothing.</summary>
    const string KeptOfApi = """
        async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname))))
          .flat().filter((path) => path.startsWith('/api') || path.startsWith('/live'))
        """;
}
