using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>The finer work on the canvas, by keys and mouse, as it arrives at the server; and what is seen meanwhile.</summary>
public sealed class CraftTests(Chromium chromium)
{
    /// <summary>How far a hand on a zoomed picture may be off, in pixels of the picture.</summary>
    const double OffPx = 1;

    static readonly object Spec = new
    {
        media = "image",
        classes = new object[]
        {
            new { name = "eye", shape = "box" }, new { name = "ship", shape = "rotatedBox" }, new { name = "cell", shape = "polygon" },
            new { name = "person", shape = "points", pointNames = new[] { "head", "hand", "foot" }, skeleton = new[] { new[] { "head", "hand" }, new[] { "hand", "foot" } } },
        },
        properties = Array.Empty<object>(),
    };

    [Fact]
    public async Task Shapes_are_picked_together_moved_copied_ordered_locked_hidden_and_turned()
    {
        await using var bench = await Bench(Spec);
        var (ben, page, shapes, picked) = (bench.Ben, bench.Page, bench.Page.Locator(".objects li"), bench.Page.Locator(".objects .chosen"));
        await Hand.Drag(page, (20, 20), (60, 60));
        await Hand.Drag(page, (80, 20), (120, 60));
        await ben.Press("v");
        await Hand.Drag(page, (10, 10), (130, 70));
        await Expect(picked).ToHaveCountAsync(2);
        await ben.Press("Shift+ArrowRight");
        await ben.Press("Control+d");
        await Expect(shapes).ToHaveCountAsync(4);
        await Expect(picked).ToHaveCountAsync(2);
        await ben.Press("PageDown");
        await ben.Press("l");
        await Shot(page, "craft-group");
        await Hand.Click(page, (76, 66));
        await Expect(picked).ToHaveCountAsync(0);
        await ben.Press("Shift+L");
        await Hand.Click(page, (76, 66));
        await Expect(picked).ToHaveCountAsync(1);
        await ben.Press("h");
        await Expect(page.Locator(".unseen-shape")).ToHaveCountAsync(1);
        await Shot(page, "craft-hidden");
        await ben.Press("Shift+H");
        await Expect(page.Locator(".unseen-shape")).ToHaveCountAsync(0);

        await ben.Press("2");
        await Hand.Drag(page, (200, 60), (260, 60));
        await Hand.Click(page, (230, 90));
        await Expect(shapes).ToHaveCountAsync(5);
        for (var i = 0; i < 3; i++) await ben.Press(".");
        var ship = (await bench.Drawn(labels => labels.Count is 5 && Numbers(labels[4]!["shape"]!["rotatedBox"]!)[4] is 3))[4]!["shape"]!["rotatedBox"]!;
        Near([230, 75, 60, 30, 3], Numbers(ship));
        // The handle stands off the upper side by three and a half reaches of a hand, which is eight pixels of the screen.
        var scale = (await page.Locator(".picture-frame").BoundingBoxAsync())!.Width / 320;
        var (far, turned) = (15 + 8 / scale * 3.5, 3 * Math.PI / 180);
        await Shot(page, "craft-turn");
        await Hand.Drag(page, (230 + far * Math.Sin(turned), 75 - far * Math.Cos(turned)), (290, 75));
        await ben.Press("Alt+.");
        var objects = await bench.HandIn();
        Near([42, 32, 40, 40], Numbers(objects[0]!["shape"]!["box"]!));
        Near([102, 32, 40, 40], Numbers(objects[1]!["shape"]!["box"]!));
        Near([30, 20, 40, 40], Numbers(objects[2]!["shape"]!["box"]!));
        Near([90, 20, 40, 40], Numbers(objects[3]!["shape"]!["box"]!));
        Near([230, 75, 63, 31.5, 90], Numbers(objects[4]!["shape"]!["rotatedBox"]!));
        Assert.Empty(ben.Faults);
    }

    [Fact]
    public async Task Neighbours_share_their_border_vertices_come_and_go_and_the_eraser_cuts()
    {
        await using var bench = await Bench(Spec);
        var (ben, page, shapes) = (bench.Ben, bench.Page, bench.Page.Locator(".objects li"));
        await ben.Press("3");
        foreach (var at in new[] { (40.0, 40.0), (120, 40), (120, 120), (40, 120) }) await Hand.Click(page, at);
        await ben.Press("Enter");
        foreach (var at in new[] { (121.5, 41.0), (200, 40), (200, 120), (121, 118.5) }) await Hand.Click(page, at);
        await Shot(page, "craft-snap");
        await ben.Press("Enter");
        await Expect(shapes).ToHaveCountAsync(2);
        await Expect(shapes).ToHaveCountAsync(2);

        await ben.Press("v");
        await Hand.Click(page, (60, 60));
        await Hand.Drag(page, (40, 80), (20, 80));
        await bench.Drawn(labels => labels.Count is 2 && Outer(labels[0]!).Count is 5);
        await Shot(page, "craft-vertex");
        await page.Keyboard.DownAsync("Alt");
        await Hand.Click(page, (20, 80));
        await page.Keyboard.UpAsync("Alt");
        var first = Outer((await bench.Drawn(labels => labels.Count is 2 && Outer(labels[0]!).Count is 4))[0]!);

        await ben.Press("Shift+E");
        await Hand.Drag(page, (30, 80), (130, 80));
        var cut = (await bench.Drawn(labels => labels[0]!["shape"]!["polygon"]!.AsArray().Count is 2))[0]!;
        await Shot(page, "craft-cut");
        await ben.Press("Control+z");
        await ben.Press("Control+y");
        var objects = await bench.HandIn();
        Assert.Equal(Outer(cut), Outer(objects[0]!));
        var neighbour = Outer(objects[1]!);
        // To the last digit: what is shared is the same place, not one beside it.
        Assert.Equal(4, neighbour.Count);
        Assert.All(new[] { neighbour[0], neighbour[3] }, corner => Assert.Contains(corner, first));
        Assert.Empty(ben.Faults);
    }

    [Fact]
    public async Task Strokes_of_a_brush_make_one_shape_the_eraser_takes_from_it_and_it_is_simplified()
    {
        await using var bench = await Bench(Spec);
        var (ben, page, shapes) = (bench.Ben, bench.Page, bench.Page.Locator(".objects li"));
        await ben.Press("3");
        await ben.Press("Shift+B");
        await Hand.Drag(page, (60, 120), (220, 120));
        await Expect(shapes).ToHaveCountAsync(1);
        var stroke = (await bench.Drawn(labels => labels.Count is 1))[0]!;
        Assert.True(Covers(stroke, 100, 120) && !Covers(stroke, 140, 180), stroke.ToJsonString());
        await Hand.Drag(page, (140, 60), (140, 200));
        var cross = (await bench.Drawn(labels => labels.Count is 1 && Covers(labels[0]!, 140, 180)))[0]!;
        await Expect(shapes).ToHaveCountAsync(1);
        Assert.True(Covers(cross, 70, 120) && !Covers(cross, 70, 180));
        await Shot(page, "craft-brush");

        await ben.Press("Shift+E");
        await Hand.Drag(page, (180, 80), (180, 160));
        var cut = (await bench.Drawn(labels => labels.Count is 1 && !Covers(labels[0]!, 180, 120)))[0]!;
        Assert.True(Covers(cut, 140, 120) && Covers(cut, 216, 120), cut.ToJsonString());
        await Shot(page, "craft-erased");

        // Fewer corners, and what it covers stays so.
        await ben.Press("s");
        var few = (await bench.Drawn(labels => labels.Count is 1 && Outer(labels[0]!).Count < Outer(cut).Count))[0]!;
        Assert.InRange(Outer(few).Count, 6, Outer(cut).Count * 3 / 4);
        Assert.True(Covers(few, 140, 120) && Covers(few, 140, 180) && Covers(few, 216, 120) && !Covers(few, 180, 120) && !Covers(few, 70, 180), few.ToJsonString());
        await Shot(page, "craft-simplified");
        Assert.Equal(Outer(few), Outer((await bench.HandIn())[0]!));
        Assert.Empty(ben.Faults);
    }

    [Fact]
    public async Task A_neighbours_border_is_followed_and_both_are_pasted_onto_the_next_picture()
    {
        await using var bench = await Bench(Spec, pictures: 2);
        var (ben, page, shapes) = (bench.Ben, bench.Page, bench.Page.Locator(".objects li"));
        await ben.Press("3");
        foreach (var at in new[] { (40.0, 40.0), (120, 40), (140, 80), (120, 120), (40, 120) }) await Hand.Click(page, at);
        await ben.Press("Enter");
        await Expect(shapes).ToHaveCountAsync(1);
        await Hand.Click(page, (121, 41));
        await page.Keyboard.DownAsync("Shift");
        await Hand.Click(page, (121, 119));
        await page.Keyboard.UpAsync("Shift");
        await Shot(page, "craft-border");
        foreach (var at in new[] { (220.0, 120.0), (220, 40) }) await Hand.Click(page, at);
        await ben.Press("Enter");
        await Expect(shapes).ToHaveCountAsync(2);
        var drawn = await bench.Drawn(labels => labels.Count is 2);
        var (first, neighbour) = (Outer(drawn[0]!), Outer(drawn[1]!));
        Assert.Equal(5, neighbour.Count);
        Assert.Equal(first[1..4], neighbour[..3]);

        await ben.Press("v");
        await ben.Press("Shift+A");
        await ben.Press("Control+c");
        await ben.Finish("Control+Enter");
        await ben.PictureOnScreen();
        await Expect(shapes).ToHaveCountAsync(0);
        await ben.Press("Control+v");
        await Expect(shapes).ToHaveTextAsync(["1 cell", "2 cell"]);
        await ben.Finish("Control+Enter");
        await ben.ExpectSaved();
        await bench.Home.Admin.Has(bench.Project, annotations: 2);
        foreach (var task in (await bench.Home.Admin.Get($"/projects/{bench.Project}/tasks"))["items"]!.AsArray())
        {
            var objects = (await bench.Home.Admin.Get($"/tasks/{task!["id"]}"))["annotations"]![0]!["labels"]!["objects"]!.AsArray();
            Assert.Equal([first, neighbour], objects.Select(one => Outer(one!)));
        }
        Assert.Empty(ben.Faults);
    }

    [Fact]
    public async Task A_picture_is_looked_at_closely_pixel_by_pixel_and_in_another_light()
    {
        await using var bench = await Bench(Spec);
        var (ben, page, frame) = (bench.Ben, bench.Page, bench.Page.Locator(".picture-frame"));
        await page.RouteAsync("**/samples/**", route => route.AbortAsync());
        await page.ReloadAsync();
        var again = page.GetByRole(AriaRole.Button, new() { Name = "Try again" });
        await Expect(again).ToBeVisibleAsync();
        await page.UnrouteAllAsync();
        await again.ClickAsync();
        await ben.PictureOnScreen();
        await Hand.Drag(page, (150, 100), (162, 109));
        await Expect(page.Locator(".objects li")).ToHaveCountAsync(1);
        await ben.Press("Shift+Z");
        await Width(width => width == 320);
        await ben.Press("c");
        await Width(width => width > 320 * 14);
        await Expect(frame).ToHaveClassAsync(new Regex("squares", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Shot(page, "craft-pixels");
        await ben.Press("Control+0");
        await Width(width => width is > 700 and < 1024);

        // The wheel keeps the place under the hand; the space bar takes the picture along.
        var at = await Hand.Place(page, (80, 60));
        await page.Mouse.MoveAsync(at.X, at.Y);
        await page.Mouse.WheelAsync(0, -600);
        await Width(width => width > 1600);
        var still = await Hand.Place(page, (80, 60));
        Assert.InRange(Math.Abs(still.X - at.X) + Math.Abs(still.Y - at.Y), 0, 2);
        await page.Keyboard.DownAsync(" ");
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(at.X - 100, at.Y - 50, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await page.Keyboard.UpAsync(" ");
        await Api.Eventually(async () => (await Hand.Place(page, (80, 60))).X, x => Math.Abs(x - (at.X - 100)) < 2);
        await Expect(page.Locator(".objects li")).ToHaveCountAsync(1);
        await ben.Press("z");

        foreach (var key in new[] { "u", "u", "t", "i" }) await ben.Press(key);
        await Expect(frame).ToHaveAttributeAsync("style", new Regex(@"brightness\(1\.2\) contrast\(1\.1\) invert\(1\)", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await ben.Press("3");
        await Hand.Click(page, (60, 60));
        var (x, y) = await Hand.Place(page, (110, 70));
        await page.Mouse.MoveAsync(x, y);
        await Inked(corner: true, isSo: true);
        await Inked(corner: false, isSo: true);
        await Shot(page, "craft-magnifier");
        await ben.Press("m");
        await Inked(corner: true, isSo: false);
        await ben.Press("Shift+C");
        await Inked(corner: false, isSo: false);
        await ben.Press("Shift+I");
        await Expect(frame).Not.ToHaveAttributeAsync("style", new Regex("invert", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await ben.Press("Escape");

        await ben.Press("4");
        await Hand.Click(page, (250, 60));
        await Shot(page, "craft-points");
        await Hand.Click(page, (270, 110));
        await page.Keyboard.DownAsync("Alt");
        await Hand.Click(page, (240, 180));
        await page.Keyboard.UpAsync("Alt");
        var person = (await bench.HandIn())[1]!["shape"]!["points"]!.AsArray();
        Assert.Equal(["head True", "hand True", "foot False"], person.Select(point => $"{point!["name"]} {(bool)point["visible"]!}"));
        Assert.Empty(ben.Faults);

        async Task Width(Func<double, bool> isSo) => await Api.Eventually(async () => (double)(await frame.BoundingBoxAsync())!.Width, isSo);

        // The magnifier lies in the corner farthest from the hand; the crosshair crosses the whole stage.
        async Task Inked(bool corner, bool isSo) => await page.WaitForFunctionAsync(
            """
            ({ corner, y, isSo }) => {
              const paper = [...document.querySelectorAll('canvas.paper')].at(-1)
              const top = paper.getBoundingClientRect().top
              const at = corner ? [paper.width - 60, paper.height - 60] : [3, Math.round(y - top)]
              const ink = paper.getContext('2d').getImageData(at[0], at[1] - 2, 2, 5).data
              return ink.some((value, i) => i % 4 === 3 && value > 0) === isSo
            }
            """, new { corner, y = (double)y, isSo });
    }

    static Task Shot(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(LookTests.Screenshots, $"{name}-light.png"), Animations = ScreenshotAnimations.Disabled });

    static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> found)
    {
        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.Second, pair.First - OffPx, pair.First + OffPx));
    }

    static List<double> Numbers(JsonNode list) => [.. list.AsArray().Select(number => (double)number!)];

    static List<string> Outer(JsonNode one) => [.. one["shape"]!["polygon"]!.AsArray().SelectMany(part => part!["outer"]!.AsArray()).Select(place => place!.ToJsonString())];

    /// <summary>Whether a place lies in one of its parts and in no hole.</summary>
    static bool Covers(JsonNode one, double x, double y) => one["shape"]!["polygon"]!.AsArray()
        .Any(part => Inside(part!["outer"]!, x, y) && !(part["holes"]?.AsArray() ?? []).Any(hole => Inside(hole!, x, y)));

    static bool Inside(JsonNode ring, double x, double y)
    {
        var points = ring.AsArray().Select(place => Numbers(place!)).ToList();
        return points.Where((a, i) => points[(i + 1) % points.Count] is var b && a[1] > y != b[1] > y && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]).Count() % 2 is 1;
    }

    async Task<OneTask> Bench(object spec, int pictures = 1)
    {
        var home = await Home.Open(chromium);
        var project = await home.Admin.MakeProject(spec, pictures);
        var ben = await home.Join(project, "Ben", "label", "annotator");
        await ben.PictureOnScreen();
        return new(home, project, ben);
    }

    /// <summary>Somebody with one task in hand.</summary>
    sealed record OneTask(Home Home, string Project, Person Ben) : IAsyncDisposable
    {
        public IPage Page => Ben.Page;

        /// <summary>What is drawn, as the browser has written it down whole, once it is so.</summary>
        public Task<JsonArray> Drawn(Func<JsonArray, bool> isSo) => Api.Eventually(Draft, isSo);

        async Task<JsonArray> Draft() => JsonNode.Parse(await Page.EvaluateAsync<string>(
            """
            () => new Promise((done, fail) => {
              const opening = indexedDB.open('labelwise')
              opening.onerror = fail
              opening.onsuccess = () => {
                const all = opening.result.transaction('snapshots').objectStore('snapshots').getAll()
                all.onsuccess = () => { opening.result.close(); done(JSON.stringify(all.result[0]?.labels.objects ?? [])) }
              }
            })
            """))!.AsArray();

        public async Task<JsonArray> HandIn()
        {
            await Ben.Finish("Control+Enter");
            await Ben.ExpectSaved();
            await Home.Admin.Has(Project, annotations: 1);
            var task = (await Home.Admin.Get($"/projects/{Project}/tasks"))["items"]![0]!["id"];
            return (await Home.Admin.Get($"/tasks/{task}"))["annotations"]![0]!["labels"]!["objects"]!.AsArray();
        }

        public async ValueTask DisposeAsync()
        {
            await Ben.DisposeAsync();
            await Home.DisposeAsync();
        }
    }
}
