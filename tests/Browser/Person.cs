using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>Somebody at a browser of their own.</summary>
sealed class Person : IAsyncDisposable
{
    readonly ConcurrentQueue<string> faults = [];

    Person(IBrowserContext profile, IPage page)
    {
        (Profile, Page) = (profile, page);
        page.PageError += (_, error) =>
        {
            if (Provoked is null || !error.Contains(Provoked, StringComparison.Ordinal)) faults.Enqueue(error);
        };
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase)) faults.Enqueue(message.Text);
        };
    }

    public IBrowserContext Profile { get; }
    public IPage Page { get; }

    /// <summary>Exceptions of the page, and what its security policy had to stop.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    /// <summary>A part of what the page is made to fail with.</summary>
    public string? Provoked { get; set; }

    public ILocator Saved => Page.Locator(".saved");
    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    ILocator Picture => Page.Locator(".stage.picture");
    ILocator PictureShown => Page.Locator(".stage.picture img");
    ILocator NothingToDo => Page.Locator(".stage .calm:not(.trouble)");

    public static async Task<Person> Arrive(Chromium chromium, Uri server) => await At(await chromium.NewProfile(server));

    /// <summary>How long the page has asked for nothing, in milliseconds; 0 while something is on its way.</summary>
    const string Watch = """
        (() => {
          let [underWay, since] = [0, 0]
          const send = window.fetch
          const ended = () => { underWay--; since = performance.now() }
          window.fetch = (...given) => { underWay++; const reply = send(...given); reply.then(ended, ended); return reply }
          const inSight = (image) => { const { top, bottom } = image.getBoundingClientRect(); return bottom >= 0 && top <= innerHeight }
          const waits = () => underWay > 0 || document.querySelector('[aria-busy=true]') || [...document.images].some((image) => !image.complete && (image.loading !== 'lazy' || inSight(image)))
          window.quietForMs = () => { if (waits()) since = performance.now(); return performance.now() - since }
        })()
        """;

    /// <summary>Long enough for the next request to follow from a reply, in milliseconds.</summary>
    const int QuietMs = 150;

    /// <summary>Everything that the page asked for is there, pictures too.</summary>
    public Task Settled() => Page.WaitForFunctionAsync($"() => window.quietForMs() >= {QuietMs}");

    /// <summary>Somebody at a tablet, or at a browser that was there before.</summary>
    public static async Task<Person> At(IBrowserContext profile)
    {
        var page = profile.Pages.Count > 0 ? profile.Pages[0] : await profile.NewPageAsync();
        await Interactions.Measure(page);
        await page.AddInitScriptAsync(Watch);
        if (Chromium.TimesSlower > 1) await (await profile.NewCDPSessionAsync(page)).SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = Chromium.TimesSlower });
        return new(profile, page);
    }

    /// <summary>Arrives, signs in as a person does, and goes to a page.</summary>
    public static async Task<Person> SignIn(Chromium chromium, Uri server, string email, string path = "/")
    {
        var person = await Arrive(chromium, server);
        await person.Page.GotoAsync(path);
        await person.EnterPassword(email);
        return person;
    }

    public async Task EnterPassword(string? email = null)
    {
        if (email is not null) await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(Server.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public Task Press(string key) => Page.Keyboard.PressAsync(key);

    /// <summary>Waits for a picture or for word that there is none.</summary>
    /// <returns>Its external id; null when there is nothing to do.</returns>
    public async Task<string?> PictureOnScreen()
    {
        await Expect(PictureShown.Or(NothingToDo).First).ToBeVisibleAsync();
        return await NothingToDo.CountAsync() > 0 ? null : (await Picture.GetAttributeAsync("aria-label"))?["Picture ".Length..];
    }

    /// <summary>Presses keys that finish the task on screen, and waits until it has gone.</summary>
    /// <returns>What was on screen.</returns>
    public async Task<string> Finish(params string[] keys)
    {
        var name = await PictureOnScreen() ?? throw new InvalidOperationException("There is no task on screen.");
        if (keys[0] is "Enter" or "Control+Enter" or "a") await Looked();
        foreach (var key in keys) await Press(key);
        await Gone(name);
        return name;
    }

    /// <summary>Presses a key twice in a row, with no time between on a slow machine either; that finishes the task on screen, and it alone.</summary>
    public async Task FinishByTwo(string key)
    {
        var name = await PictureOnScreen() ?? throw new InvalidOperationException("There is no task on screen.");
        await Looked();
        await Page.EvaluateAsync(
            "async (key) => { for (let i = 0; i < 2; i++) { await null; document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code: `Key${key.toUpperCase()}`, bubbles: true, cancelable: true })) } }", key);
        await Gone(name);
    }

    /// <summary>For as long as it takes to see what came up; a key that hands it in or judges it sooner does nothing.</summary>
    Task Looked() => Page.WaitForFunctionAsync(
        "() => { const on = document.querySelector('.stage.picture img, .text-sample, .stage'); if (window.looked?.on !== on) window.looked = { on, at: performance.now() }; return performance.now() - window.looked.at > 400 }");

    public Task Gone(string picture) => Expect(Page.Locator($".stage.picture[aria-label={Quote($"Picture {picture}")}]")).ToHaveCountAsync(0);

    /// <summary>Labels by one key until nothing is left for this person.</summary>
    /// <returns>What was on screen, in order.</returns>
    public async Task<List<string>> LabelAll(string key)
    {
        var seen = new List<string>();
        while (await PictureOnScreen() is not null) seen.Add(await Finish(key));
        return seen;
    }

    public Task ExpectSaved() => Expect(Saved).ToHaveTextAsync("Saved");

    public Task ExpectWaiting(int answers) => Expect(Saved).ToHaveTextAsync(new Regex($@"\b{answers} waiting", RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>The next pictures are in the browser's memory, so that they need no network.</summary>
    public Task Prefetched() => Page.WaitForFunctionAsync(
        "() => performance.getEntriesByType('resource').filter(e => e.initiatorType === 'img' && e.name.includes('/samples/') && e.responseEnd > 0).length >= 3");

    static readonly Lazy<string> Axe = new(() => File.ReadAllText(Path.Combine(LookTests.Root(AppContext.BaseDirectory), "src", "Web", "node_modules", "axe-core", "axe.min.js")));

    /// <summary>Nothing keeps anybody from using the page on screen, by the rules of WCAG 2.2 A and AA and good practice, as far as axe finds it.</summary>
    /// <param name="coloursOnly">Everything else of the page was looked at as it is now.</param>
    public async Task ExpectNoBarriers(bool coloursOnly = false)
    {
        if (!await Page.EvaluateAsync<bool>("() => 'axe' in window")) await Page.EvaluateAsync(Axe.Value);
        var found = await Page.EvaluateAsync<string[]>(
            """
            async (coloursOnly) => (await axe.run(document, {
              runOnly: coloursOnly ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
              resultTypes: ['violations'],
            })).violations.flatMap(rule => rule.nodes.map(node => `${location.pathname} ${rule.id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`))
            """, coloursOnly);
        Assert.True(found.Length is 0, string.Join('\n', found));
    }

    static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    public ValueTask DisposeAsync() => new(Profile.CloseAsync());
}
