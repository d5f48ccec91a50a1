using System.Globalization;
using Labelwise.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Labelwise.Tests.Browser;

/// <summary>The system's Chromium, started once; every person gets a context of their own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>A guard against hanging, no expectation: after so many milliseconds a page counts as stuck. Less where somebody waits for a journey to fail.</summary>
    public static readonly float PatienceMs = float.TryParse(Environment.GetEnvironmentVariable("LABELWISE_PATIENCE_MS"), CultureInfo.InvariantCulture, out var less) ? less : 120_000;

    /// <summary>Pages compute so many times slower than they could: who looks for a race lets them.</summary>
    public static readonly double TimesSlower = double.TryParse(Environment.GetEnvironmentVariable("LABELWISE_TIMES_SLOWER"), CultureInfo.InvariantCulture, out var slower) ? slower : 1;

    readonly SemaphoreSlim starting = new(1);
    IPlaywright? playwright;
    IBrowser? browser;

    public static string? Path =>
        Environment.GetEnvironmentVariable("LABELWISE_CHROMIUM") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);

    /// <summary>Skips the test where there is nothing to look with, or nothing to look at.</summary>
    public static void SkipIfAbsent()
    {
        Assert.SkipWhen(Path is null, "There is no Chromium on this machine (apt-get install chromium).");
        Assert.SkipUnless(File.Exists(System.IO.Path.Combine(AppContext.BaseDirectory, "wwwroot", "index.html")), "The pages were not built (-p:Web=false).");
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The worker that keeps the client's files would fetch them all for each person; journeys about a network that goes take it along. With
    /// <c>LABELWISE_WORKER=1</c> all do.</summary>
    static readonly bool AlwaysKept = Environment.GetEnvironmentVariable("LABELWISE_WORKER") is "1";

    static ServiceWorkerPolicy Workers(bool kept) => kept || AlwaysKept ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block;

    /// <summary>A browser profile with nothing in it.</summary>
    /// <param name="kept">The client's files are kept in it, so that it opens without a network.</param>
    public async Task<IBrowserContext> NewProfile(Uri server, bool kept = false)
    {
        await Start();
        var profile = await browser!.NewContextAsync(new()
        {
            BaseURL = server.AbsoluteUri, ColorScheme = ColorScheme.Light, Locale = "en-GB", TimezoneId = "UTC", ServiceWorkers = Workers(kept),
            ViewportSize = new() { Width = 1366, Height = 768 }, ReducedMotion = ReducedMotion.Reduce,
        });
        profile.SetDefaultTimeout(PatienceMs);
        return profile;
    }

    /// <summary>A tablet, touched by fingers.</summary>
    public async Task<IBrowserContext> NewTablet(Uri server)
    {
        await Start();
        var profile = await browser!.NewContextAsync(new()
        {
            BaseURL = server.AbsoluteUri, ColorScheme = ColorScheme.Light, Locale = "en-GB", TimezoneId = "UTC", HasTouch = true, ServiceWorkers = Workers(kept: false),
            ViewportSize = new() { Width = 820, Height = 1180 }, ReducedMotion = ReducedMotion.Reduce,
        });
        profile.SetDefaultTimeout(PatienceMs);
        return profile;
    }

    /// <summary>A whole browser of its own, whose profile lies in a folder and outlasts it.</summary>
    public async Task<IBrowserContext> NewBrowser(Uri server, string folder, bool kept = false)
    {
        await Start();
        await LetGo(folder);
        var profile = await playwright!.Chromium.LaunchPersistentContextAsync(folder, new()
        {
            ExecutablePath = Path, Args = Args, BaseURL = server.AbsoluteUri, Locale = "en-GB", TimezoneId = "UTC", ServiceWorkers = Workers(kept),
            ViewportSize = new() { Width = 1366, Height = 768 }, ReducedMotion = ReducedMotion.Reduce,
        });
        profile.SetDefaultTimeout(PatienceMs);
        return profile;
    }

    /// <summary>A browser that is closing holds its folder for some moments more; another one started on it would end at once.</summary>
    static async Task LetGo(string folder)
    {
        for (var waited = 0; waited < PatienceMs && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder, "SingletonLock").Any(); waited += 50) await Task.Delay(50);
    }

    static readonly string[] Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--no-first-run"];

    async Task Start()
    {
        await starting.WaitAsync();
        try
        {
            Assertions.SetDefaultExpectTimeout(PatienceMs);
            // A driver that dies while it starts would be waited for without end.
            playwright ??= await Playwright.CreateAsync().WaitAsync(TimeSpan.FromMilliseconds(PatienceMs));
            browser ??= await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Path,
                Args = Args,
            });
        }
        finally
        {
            starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        starting.Dispose();
        Interactions.Write();
    }
}
