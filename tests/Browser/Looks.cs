using Microsoft.Playwright;

namespace Labelwise.Tests.Browser;

/// <summary>A page as it is seen on a small laptop and on a tablet.</summary>
static class Looks
{
    static readonly (string Name, int Width, int Height)[] Screens = [("", 1366, 768), ("-tablet", 834, 1112)];

    /// <summary>Keeps a picture of each size for people's eyes; nothing is wider than the window, nothing failed, nothing bars anybody.</summary>
    public static async Task Look(this Person person, string name, ColorScheme scheme)
    {
        foreach (var (screen, width, height) in Screens)
        {
            await person.Page.SetViewportSizeAsync(width, height);
            await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await person.Page.ScreenshotAsync(new() { Path = Path.Combine(LookTests.Screenshots, $"{name}{screen}-{scheme.ToString().ToLowerInvariant()}.png"), Animations = ScreenshotAnimations.Disabled });
            Assert.True(await person.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name}{screen} is wider than the window.");
            Assert.Empty(person.Faults);
            await person.ExpectNoBarriers();
        }
        await person.Page.SetViewportSizeAsync(Screens[0].Width, Screens[0].Height);
    }
}
