using Microsoft.Playwright;

namespace Labelwise.Tests.Browser;

/// <summary>A page as it is seen on a small laptop and on a tablet, by day and by night.</summary>
static class Looks
{
    static readonly (string Name, int Width, int Height)[] Screens = [("", 1366, 768), ("-tablet", 820, 1180)];

    /// <summary>Keeps a picture of each size in both themes for people's eyes; nothing is wider than the window, nothing failed, nothing bars anybody.</summary>
    /// <param name="scheme">In which the journey goes on.</param>
    /// <param name="at">What is to be seen; null for where the page is.</param>
    public static async Task Look(this Person person, string name, ColorScheme scheme, ILocator? at = null)
    {
        foreach (var (screen, width, height) in Screens)
        {
            await person.Page.SetViewportSizeAsync(width, height);
            await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            if (at is not null) await at.EvaluateAsync("element => element.scrollIntoView({ block: 'center' })");
            Assert.True(await person.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name}{screen} is wider than the window.");
            foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await person.Page.EmulateMediaAsync(new() { ColorScheme = theme });
                await person.Page.WaitForFunctionAsync(Still);
                await person.Page.ScreenshotAsync(new() { Path = Path.Combine(LookTests.Screenshots, $"{name}{screen}-{theme.ToString().ToLowerInvariant()}.png"), Animations = ScreenshotAnimations.Disabled });
                await person.ExpectNoBarriers();
            }
            Assert.Empty(person.Faults);
        }
        await person.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await person.Page.SetViewportSizeAsync(Screens[0].Width, Screens[0].Height);
    }

    /// <summary>Colours fade into each other: half way they contrast with nothing. What turns for ever is left to turn.</summary>
    const string Still = "() => document.getAnimations().every(a => a.playState !== 'running' || a.effect?.getComputedTiming().iterations === Infinity)";
}
