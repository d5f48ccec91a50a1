using Microsoft.Playwright;

namespace Labelwise.Tests.Browser;

/// <summary>A mouse on the picture, in pixels of the picture, which is 320 wide.</summary>
static class Hand
{
    const double PictureWidthPx = 320;

    public static async Task Drag(IPage page, (double X, double Y) from, (double X, double Y) to)
    {
        var (start, end) = (await Place(page, from), await Place(page, to));
        await page.Mouse.MoveAsync(start.X, start.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(end.X, end.Y, new() { Steps = 4 });
        await page.Mouse.UpAsync();
    }

    public static async Task Click(IPage page, (double X, double Y) at)
    {
        var (x, y) = await Place(page, at);
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.ClickAsync(x, y);
    }

    /// <summary>Where a place of the picture lies on screen now.</summary>
    public static async Task<(float X, float Y)> Place(IPage page, (double X, double Y) at)
    {
        var frame = (await page.Locator(".picture-frame").BoundingBoxAsync())!;
        var scale = frame.Width / PictureWidthPx;
        return ((float)(frame.X + at.X * scale), (float)(frame.Y + at.Y * scale));
    }
}
