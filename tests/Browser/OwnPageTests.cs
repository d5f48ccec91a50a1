using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>One's own typical errors as pictures, on photographs.</summary>
public sealed class OwnPageTests(Chromium chromium)
{
    static readonly string[] Cells = ["RBC", "WBC", "Platelets"];

    [Fact]
    public async Task What_reviewers_mend_in_blood_cells_is_shown_where_it_was()
    {
        var (zip, truth) = (Find("bccd/bccd-coco-test.zip"), JsonNode.Parse(await File.ReadAllTextAsync(Find("bccd/instances_test.json")))!);
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var spec = new { media = "image", classes = Cells.Select(name => new { name, shape = "box" }), properties = Array.Empty<object>() };
        var project = (string)(await admin.Post("/projects", new { name = "Blood", spec, pipeline = Given.Pipeline(reviewed: 1) }))["id"]!;
        await Import(admin, project, zip, "coco");
        var email = await admin.AddMember(project, "Ben", "annotator");
        var ben = await Api.SignIn(home.Url, email);
        for (var i = 0; i < 6; i++)
        {
            var task = (await ben.Post($"/projects/{project}/tasks/next", new { count = 1 }))["tasks"]![0]!;
            var right = Boxes(truth, (string)task["sample"]!["externalId"]!);
            Assert.True(right.Count > 3, $"{task["sample"]!["externalId"]} has boxes.");
            // The first is missed, the second of another class, the third drawn much too large; one is where there is nothing.
            var drawn = right.Skip(1).Select((box, at) => at switch { 0 => box with { Class = box.Class is 0 ? 1 : 0 }, 1 => box with { W = box.W * 1.7, H = box.H * 0.8 }, _ => box })
                .Select(b => b with { W = Math.Min(b.W, 640 - b.X), H = Math.Min(b.H, 480 - b.Y) }).Append(new(2, 1, 1, 12, 12));
            await ben.Post($"/tasks/{task["id"]}/submit", new { lease = (string)task["lease"]!["id"]!, activeMs = 9000, labels = Labels(drawn) });
            await admin.Post($"/tasks/{task["id"]}/review", new { verdict = "correct", labels = Labels(right) });
        }
        var me = (string)(await ben.Get("/me"))["id"]!;
        await Api.Eventually(() => ben.Get($"/projects/{project}/annotators/{me}"), own => own["objects"]!.AsArray().Sum(e => (int)e!["count"]!) >= 18);

        await using var person = await home.SignIn(email, $"/projects/{project}/mine");
        var section = person.Page.GetByRole(AriaRole.Region, new() { Name = "What reviewers mend in your drawings" });
        await Expect(section.GetByText("Platelets: drawn where there is none · 6 times")).ToBeVisibleAsync();
        await Expect(section.GetByText(": missed").First).ToBeVisibleAsync();
        await Expect(section.Locator("svg.error-place image").First).ToBeVisibleAsync();
        await person.Look("own-blood");
    }

    /// <summary>Of three people one takes trousers for a shirt: their page, open all the while, says so once the two others have answered.</summary>
    [Fact]
    public async Task What_one_takes_for_something_else_is_shown_with_its_pictures()
    {
        var truth = File.ReadLines(Find("fashion/truth-2k.csv")).Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);
        var some = truth.GroupBy(one => one.Value).SelectMany(kind => kind.Take(kind.Key is "Trouser" ? 5 : 2).Select(one => one.Key)).ToHashSet(StringComparer.Ordinal);
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var spec = Given.Spec("category", [.. truth.Values.Distinct().Order(StringComparer.Ordinal)]);
        var pipeline = new { redundancy = new { min = 3, max = 3, targetConfidence = 0.5 }, review = new { rate = 0 }, order = "import" };
        var project = (string)(await admin.Post("/projects", new { name = "Clothes", spec, pipeline }))["id"]!;
        await Import(admin, project, Part(Find("fashion/images-2k.zip"), some), "images");
        // All are there before the first answers: a task that nobody else could answer would wait for a reviewer.
        var (email, others) = (await admin.AddMember(project, "Ben", "annotator"), new[] { await admin.AddMember(project, "Cho", "annotator"), await admin.AddMember(project, "Dee", "annotator") });
        await Answer(email, right => right is "Trouser" ? "Shirt" : right);

        await using var person = await home.SignIn(email, $"/projects/{project}/mine");
        var section = person.Page.GetByRole(AriaRole.Region, new() { Name = "What you mix up" });
        await Expect(section.GetByText("Nothing so far.")).ToBeVisibleAsync();
        foreach (var other in others) await Answer(other, right => right);
        await Expect(section.GetByText("You said Shirt · by everybody else: Trouser")).ToBeVisibleAsync();
        await Expect(section.GetByRole(AriaRole.Img)).ToHaveCountAsync(5);
        await person.Look("own-clothes");
        await section.GetByRole(AriaRole.Button).First.ClickAsync();
        await person.Dialog.GetByLabel("Say something against it").FillAsync("It has no legs.");
        await person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Send it to the curators" }).ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Region, new() { Name = "What you contested" })).ToContainTextAsync("It has no legs.");

        async Task Answer(string who, Func<string, string> says) => Assert.Equal(
            some.Count, await home.AnswerAll(who, project, name => new { objects = Array.Empty<object>(), properties = new { category = says(truth[name]) } }));
    }

    /// <summary>Some files of a zip, as a zip beside it.</summary>
    static string Part(string zip, IReadOnlySet<string> names)
    {
        var part = Path.Combine(Directory.CreateTempSubdirectory("labelwise-part-").FullName, "part.zip");
        using var from = ZipFile.OpenRead(zip);
        using var to = ZipFile.Open(part, ZipArchiveMode.Create);
        foreach (var entry in from.Entries.Where(entry => names.Contains(entry.FullName)))
        {
            using var source = entry.Open();
            using var target = to.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
            source.CopyTo(target);
        }
        return part;
    }

    sealed record Box(int Class, double X, double Y, double W, double H);

    static List<Box> Boxes(JsonNode coco, string externalId)
    {
        var name = Path.GetFileNameWithoutExtension(externalId);
        var image = coco["images"]!.AsArray().First(i => Path.GetFileNameWithoutExtension((string)i!["file_name"]!) == name)!;
        return [.. coco["annotations"]!.AsArray().Where(a => (int)a!["image_id"]! == (int)image["id"]!)
            .Select(a => new Box((int)a!["category_id"]! - 1, (double)a["bbox"]![0]!, (double)a["bbox"]![1]!, (double)a["bbox"]![2]!, (double)a["bbox"]![3]!))
            .Select(b => b with { W = Math.Min(b.W, 640 - b.X), H = Math.Min(b.H, 480 - b.Y) })];
    }

    static object Labels(IEnumerable<Box> boxes) => new
    {
        objects = boxes.Select((b, i) => new { id = $"b{i}", @class = Cells[b.Class], shape = new { box = new[] { b.X, b.Y, b.W, b.H } } }), properties = new { },
    };

    static async Task Import(Api admin, string project, string file, string format)
    {
        using var form = new MultipartFormDataContent { { new StringContent(format), "format" }, { new ByteArrayContent(await File.ReadAllBytesAsync(file)), "file", Path.GetFileName(file) } };
        var job = (string)(await admin.Post($"/projects/{project}/imports", form))["id"]!;
        await Api.Eventually(() => admin.Get($"/jobs/{job}"), j => (string)j["state"]! is "succeeded" ? true : (string)j["state"]! is "failed" ? throw new InvalidOperationException(j.ToJsonString()) : false);
    }

    static string Find(string path)
    {
        var found = Path.Combine(Path.GetDirectoryName(LookTests.Root(AppContext.BaseDirectory))!, "shared", "data", path);
        Assert.SkipUnless(File.Exists(found), $"../shared/data/{path} is not on this machine");
        return found;
    }
}
