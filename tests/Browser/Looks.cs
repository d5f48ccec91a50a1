using Microsoft.Playwright;

namespace Labelwise.Tests.Browser;

/// <summary>A page as it is seen on a small laptop and on a tablet, by day and by night.</summary>
static class Looks
{
    static readonly (string Name, int Width, int Height)[] Screens = [("", 1366, 768), ("-tablet", 820, 1180)];

    /// <summary>Keeps a picture of each size in both themes for people's eyes; nothing is wider than the window, nothing failed, nothing bars anybody.</summary>
    /// <param name="at">What is to be seen; null for where the page is.</param>
    public static async Task Look(this Person person, string name, ILocator? at = null)
    {
        var page = person.Page;
        foreach (var (screen, width, height) in Screens)
        {
            await page.SetViewportSizeAsync(width, height);
            await person.Settled();
            if (at is not null) await at.EvaluateAsync("element => element.scrollIntoView({ block: 'center' })");
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name}{screen} is wider than the window.");
            foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = theme });
                await page.WaitForFunctionAsync(Still);
                await page.ScreenshotAsync(new() { Path = Path.Combine(LookTests.Screenshots, $"{name}{screen}-{theme.ToString().ToLowerInvariant()}.png"), Animations = ScreenshotAnimations.Disabled });
                // By night the same elements stand in the same places: their colours alone are other ones.
                await person.ExpectNoBarriers(coloursOnly: theme is ColorScheme.Dark);
            }
            Assert.Empty(person.Faults);
        }
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(Screens[0].Width, Screens[0].Height);
    }

    /// <summary>Colours fade into each other: half way they contrast with nothing. What turns for ever is left to turn.</summary>
    const string Still = "() => document.getAnimations().every(a => a.playState !== 'running' || a.effect?.getComputedTiming().iterations === Infinity)";
}
