using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>A tablet without a keyboard: fingers draw, two of them move the picture, a pen is as good as a mouse.</summary>
public sealed class TouchTests(Chromium chromium)
{
    static readonly object Spec = new
    {
        media = "image", classes = new object[] { new { name = "eye", shape = "box" }, new { name = "peel", shape = "polygon" } }, properties = Array.Empty<object>(),
    };

    [Fact]
    public async Task A_finger_draws_two_zoom_a_pen_draws_too_and_all_of_it_is_handed_in()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Spec, pictures: 1);
        var email = await admin.AddMember(project, "Ben", "annotator");
        await using var ben = await home.Tablet();
        var (page, shapes, frame) = (ben.Page, ben.Page.Locator(".objects li"), ben.Page.Locator(".picture-frame"));
        await page.GotoAsync($"/projects/{project}/label");
        await ben.EnterPassword(email);
        await ben.PictureOnScreen();
        var hand = await page.Context.NewCDPSessionAsync(page);

        await Finger((40, 30), (120, 90));
        await Expect(shapes).ToHaveTextAsync(["1 eye"]);
        await Pick("peel");
        foreach (var corner in new[] { (160, 120), (280, 120), (220, 220) }) await Finger(corner);
        await Expect(Button("Finish the shape")).ToBeEnabledAsync();
        await Button("Finish the shape").TapAsync();
        await Expect(shapes).ToHaveTextAsync(["1 eye", "2 peel"]);
        await Button("Undo").TapAsync();
        await Expect(shapes).ToHaveCountAsync(1);
        await Button("Do again").TapAsync();
        await Expect(shapes).ToHaveCountAsync(2);
        await page.ScreenshotAsync(new() { Path = Path.Combine(LookTests.Screenshots, "touch-light.png"), Animations = ScreenshotAnimations.Disabled });
        await ben.ExpectNoBarriers();

        var before = (await frame.BoundingBoxAsync())!.Width;
        var (left, right) = (await Hand.Place(page, (130, 100)), await Hand.Place(page, (190, 100)));
        await Touch("touchStart", left);
        await Touch("touchStart", left, right);
        for (var step = 1; step <= 5; step++) await Touch("touchMove", (left.X - step * 20, left.Y), (right.X + step * 20, right.Y));
        await Touch("touchMove", (left.X - 100, left.Y));
        await Touch("touchEnd");
        await Api.Eventually(async () => (await frame.BoundingBoxAsync())!.Width, width => width > before * 1.5);
        // No vertex was placed by the first of the two.
        await Expect(Button("Finish the shape")).ToBeDisabledAsync();
        await Button("Fit the picture").TapAsync();
        await Api.Eventually(async () => (await frame.BoundingBoxAsync())!.Width, width => Math.Abs(width - before) < 1);

        await Pick("eye");
        await Pen((20, 150), (100, 220));
        await Expect(shapes).ToHaveTextAsync(["1 eye", "2 peel", "3 eye"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).TapAsync();
        await ben.ExpectSaved();
        await admin.Has(project, annotations: 1);
        var task = (await admin.Get($"/projects/{project}/tasks"))["items"]![0]!["id"];
        var objects = (await admin.Get($"/tasks/{task}"))["annotations"]![0]!["labels"]!["objects"]!.AsArray();
        double[] first = [.. objects[0]!["shape"]!["box"]!.AsArray().Select(number => (double)number!)], pen = [.. objects[2]!["shape"]!["box"]!.AsArray().Select(number => (double)number!)];
        Assert.All(first.Zip([40.0, 30, 80, 60]).Concat(pen.Zip([20.0, 150, 80, 70])), pair => Assert.InRange(pair.First, pair.Second - 1, pair.Second + 1));
        Assert.Equal(3, objects[1]!["shape"]!["polygon"]![0]!["outer"]!.AsArray().Count);
        Assert.Empty(ben.Faults);

        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

        // At once after a stroke, which the browser must not take for a swipe: that would swallow the tap.
        async Task Pick(string name)
        {
            var choice = page.GetByRole(AriaRole.Radio, new() { Name = name });
            await choice.TapAsync();
            await Expect(choice).ToBeCheckedAsync();
        }

        // Playwright taps; a finger that moves, several at once and a pen go past it.
        async Task Finger((double, double) from, (double, double)? to = null)
        {
            var (start, end) = (await Hand.Place(page, from), await Hand.Place(page, to ?? from));
            await Touch("touchStart", start);
            for (var step = 1; to is not null && step <= 4; step++) await Touch("touchMove", (start.X + (end.X - start.X) * step / 4, start.Y + (end.Y - start.Y) * step / 4));
            await Touch("touchEnd");
        }

        async Task Touch(string type, params (float X, float Y)[] places) => await hand.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type, ["touchPoints"] = places.Select((place, id) => new Dictionary<string, object> { ["x"] = place.X, ["y"] = place.Y, ["id"] = id }).ToArray(),
        });

        async Task Pen((double, double) from, (double, double) to)
        {
            var (start, end) = (await Hand.Place(page, from), await Hand.Place(page, to));
            foreach (var (type, at, buttons) in new[] { ("mousePressed", start, 1), ("mouseMoved", end, 1), ("mouseReleased", end, 0) })
                await hand.SendAsync("Input.dispatchMouseEvent", new()
                {
                    ["type"] = type, ["x"] = at.X, ["y"] = at.Y, ["button"] = "left", ["buttons"] = buttons, ["clickCount"] = 1, ["pointerType"] = "pen", ["force"] = 0.5,
                });
        }
    }
}
