using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Labelwise.Tests.Security;

/// <summary>S5, S10 to S13, S25: files that are made to harm whoever reads, keeps or shows them.</summary>
public sealed class UploadTests
{
    const int MiB = 1 << 20;

    [Fact]
    public async Task A_link_in_an_upload_is_never_followed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var link = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x";
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var lines = string.Join('\n', $$"""{"file":"{{link}}","externalId":"a"}""", """{"file":"file:///etc/passwd","externalId":"b"}""", $$"""{"image":"{{link}}","externalId":"c"}""");
        var coco = new JsonObject
        {
            ["images"] = new JsonArray(new JsonObject { ["id"] = 1, ["file_name"] = "x.png", ["coco_url"] = link, ["flickr_url"] = link, ["width"] = 8, ["height"] = 8 }),
            ["annotations"] = new JsonArray(), ["categories"] = new JsonArray(),
        }.ToJsonString();
        foreach (var (format, file) in new[] { ("images", Zip(("manifest.jsonl", lines))), ("coco", Encoding.UTF8.GetBytes(coco)), ("coco", Zip(("a.json", coco))), ("jsonl", Encoding.UTF8.GetBytes(lines)) })
        {
            var job = await Import(team, file, format);
            Assert.NotEmpty(job["errors"]!.AsArray());
        }
        Assert.False(listener.Pending());
        Assert.Equal(0, (int)(await team.Curator.Get($"/projects/{team.Project}/progress")).Json!["tasks"]!);
    }

    /// <summary>S12.</summary>
    [Fact]
    public async Task Names_of_entries_are_names_and_never_paths()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(1));
        var before = Tree(server.Data);
        string[] names = ["../x.png", "..\\x.png", "/x.png", "C:\\x.png", "a/../../x.png", "x\0.jpg", "A.png", "a.png", "CON", "CON.png", $"{new string('n', 5000)}.png", "...", ". /x.png", "a//b.png", "\u202egnp.x"];
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < names.Length; i++)
            {
                using var entry = zip.CreateEntry(names[i]).Open();
                entry.Write(Pictures.Png((byte)(100 + i)));
            }
            var link = zip.CreateEntry("link.png");
            link.ExternalAttributes = unchecked((int)0xA1FF0000);  // a symbolic link
            using var target = link.Open();
            target.Write("/etc/passwd"u8);
        }
        var job = await Import(team, file.ToArray());
        var refused = job["errors"]!.AsArray().Select(e => (string)e!["file"]!).ToList();
        foreach (var name in new[] { "../x.png", "..\\x.png", "/x.png", "a/../../x.png", "link.png" })
            Assert.Contains(refused, f => f.StartsWith(name, StringComparison.Ordinal));
        Assert.Equal(before, Tree(server.Data));
        Assert.False(File.Exists(Path.Combine(server.Data, "..", "x.png")));
        foreach (var item in (await team.Curator.Get($"/projects/{team.Project}/tasks?limit=500")).Json!["items"]!.AsArray())
            Assert.DoesNotContain("..", ((string)item!["externalId"]!).Split('/', '\\'));
    }

    /// <summary>S13; exports name samples and write no files.</summary>
    [Fact]
    public async Task External_ids_that_climb_do_not_climb_out_of_an_export()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        string[] ids = ["../../etc/cron.d/x", "/x", "a\\..\\b", "C:\\x", "=HYPERLINK(\"http://evil\")"];
        var manifest = string.Join('\n', ids.Select((id, i) => new JsonObject { ["file"] = $"{i}.png", ["externalId"] = id }.ToJsonString()));
        await Import(team, Zip([("manifest.jsonl", manifest), .. ids.Select((_, i) => ($"{i}.png", (object)Pictures.Png((byte)(i * 9))))]));
        while ((await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1 })).Json!["tasks"]!.AsArray() is [var task])
            Assert.Equal(200, (await team.Submit(task!)).Status);
        while ((await team.Reviewer.Post($"/projects/{team.Project}/reviews/next", new { count = 10 })).Json!["tasks"]!.AsArray() is { Count: > 0 } waiting)
            foreach (var review in waiting) await team.Reviewer.Post($"/tasks/{review!["id"]}/review", new { verdict = "accept", comment = "" });
        var sealing = await team.Modeler.Post($"/projects/{team.Project}/versions", new { name = "x" });
        var version = (await Uploads.Finished(team.Modeler, (string)sealing.Json!["id"]!))["result"]!["version"];
        var coco = (await team.Modeler.Get($"/projects/{team.Project}/versions/{version}/export?format=coco")).Json!;
        var files = coco["images"]!.AsArray().Select(i => (string)i!["file_name"]!).ToList();
        Assert.NotEmpty(files);
        Assert.Equal(files.Count, files.Distinct(StringComparer.Ordinal).Count());
        Assert.All(files, name =>
        {
            Assert.DoesNotContain("..", name.Split('/', '\\'));
            Assert.DoesNotContain('\\', name);
            Assert.False(name.StartsWith('/'));
        });
    }

    /// <summary>S10, S11.</summary>
    [Fact]
    public async Task What_is_no_picture_is_not_taken_for_one_whatever_it_is_called()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        const string svg = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xi="http://www.w3.org/2001/XInclude" width="9" height="9" onload="alert(1)"><script>alert(1)</script><foreignObject><body/></foreignObject><image href="file:///etc/passwd"/><xi:include href="file:///etc/passwd" parse="text"/></svg>""";
        const string html = "<!doctype html><script>alert(1)</script>";
        var job = await Import(team, Zip(("x.svg", svg), ("y.png", svg), ("x.jpg", html), ("z.gif", "GIF89a" + html), ("p.png", Pictures.Png(7))));
        Assert.Equal(["x.jpg", "x.svg", "y.png", "z.gif"], job["errors"]!.AsArray().Select(e => (string)e!["file"]!).Distinct().Order(StringComparer.Ordinal));
        var task = await team.Next();
        foreach (var url in new[] { (string)task["sample"]!["url"]!, (string)task["sample"]!["thumbnailUrl"]! })
        {
            var shown = await team.Annotator.Get(url);
            Assert.StartsWith("image/", shown.Headers["Content-Type"], StringComparison.Ordinal);
            Assert.Contains("sandbox", shown.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Equal("nosniff", shown.Headers["X-Content-Type-Options"]);
        }
    }

    [Fact]
    public async Task A_text_that_is_a_page_is_never_shown_as_one()
    {
        await using var server = await Server.Start();
        var admin = await server.SignIn("admin@example.org");
        var made = await admin.Post("/projects", new { name = "texts", spec = new { media = "text", classes = Array.Empty<object>(), properties = Array.Empty<object>() } });
        var project = (string)made.Json!["id"]!;
        using var form = Form("text", Encoding.UTF8.GetBytes("""{"externalId":"a","text":"<html><script>alert(1)</script>"}"""), "texts.jsonl");
        var started = await admin.Send("POST", $"/projects/{project}/imports", form);
        await Uploads.Finished(admin, (string)started.Json!["id"]!);
        var item = (await admin.Get($"/projects/{project}/tasks")).Json!["items"]![0]!;
        var shown = await admin.Get((string)item["sample"]!["url"]!);
        Assert.Equal(("text/plain; charset=utf-8", "attachment"), (shown.Headers["Content-Type"], shown.Headers["Content-Disposition"]));
        Assert.Contains("sandbox", shown.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    /// <summary>S25, in a process of its own, whose memory nothing else takes.</summary>
    [Fact]
    public async Task Files_that_unfold_without_end_are_refused_by_the_limit_they_break()
    {
        await using var server = await ServerProcess.Start("admin@example.org");
        var admin = await server.SignIn("admin@example.org");
        var project = (string)(await admin.Post("/projects", new { name = "bombs", spec = Team.Spec })).Json!["id"]!;
        Assert.Empty((await Import(Pictures.Zip(1)))["errors"]!.AsArray());
        var before = server.ResidentBytes;
        foreach (var (name, file, code) in new (string, byte[], string)[]
        {
            ("a picture of 65,000 by 65,000", Zip(("big.png", Pictures.Claiming(65_000, 65_000))), "image-"),
            ("a moving picture of 100,000 frames", Zip(("long.gif", Pictures.Gif(100_000))), "image-"),
            ("an entry of 512 MiB in half a MiB", Zip(("zeros.png", new byte[512 * MiB])), "zip-bomb"),
            ("a zip in a zip in a zip", Zip(("a.zip", Zip(("b.zip", Zip(("x.png", Pictures.Png(1))))))), ""),
            ("300,000 entries", Many(300_000), ""),
        })
        {
            var job = await Import(file);
            var errors = job["errors"]!.AsArray();
            Assert.True(errors.Count > 0 && ((string)errors[0]!["code"]!).StartsWith(code, StringComparison.Ordinal), $"{name}: {job.ToJsonString()[..Math.Min(500, job.ToJsonString().Length)]}");
            Assert.Equal(1, (int)(await admin.Get($"/projects/{project}/progress")).Json!["tasks"]!);
        }
        Assert.True(server.ResidentBytes - before < 256L * MiB, $"{(server.ResidentBytes - before) / MiB} MiB more");

        async Task<JsonNode> Import(byte[] file)
        {
            using var form = Form("images", file, "x.zip");
            var started = await admin.Send("POST", $"/projects/{project}/imports", form);
            Assert.Equal(202, started.Status);
            return await Uploads.Ended(admin, (string)started.Json!["id"]!);
        }
    }

    [Fact]
    public async Task What_is_refused_leaves_nothing_on_the_disk()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        var before = Files(server.Data);
        Assert.Equal(422, (await team.Curator.Send("POST", $"/projects/{team.Project}/imports", Form("nosuch", Pictures.Zip(3), "x.zip"))).Status);
        Assert.Equal(422, (await team.Curator.Send("POST", $"/projects/{team.Project}/imports", Form("images", Pictures.Zip(3), "x.zip", ("extra", "x")))).Status);
        Assert.Equal(422, (await team.Modeler.Send("POST", "/models", World.Model(Pictures.Zip(3), "no-model"))).Status);
        Assert.Equal(422, (await team.Modeler.Send("POST", "/models", World.Model(new string('n', 2000)))).Status);
        Assert.Equal(before, Files(server.Data));
    }

    /// <summary>However it ended: what was taken lies among the samples, and the upload is gone.</summary>
    [Fact]
    public async Task An_import_leaves_its_samples_and_nothing_else()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        foreach (var file in new[] { "no zip at all"u8.ToArray(), [], Zip(("x.txt", "no picture")), Pictures.Zip(2), Pictures.Zip(2) }) await Import(team, file);
        // A picture that is itself an upload: the sample stays when the upload goes.
        await Import(team, Pictures.Png(0));
        // Cleared away after its end is told.
        await Eventually.Holds(() => Task.FromResult(Blobs().Length is 2), "that two samples are all there is");
        foreach (var item in (await team.Curator.Get($"/projects/{team.Project}/tasks")).Json!["items"]!.AsArray())
            Assert.Equal(200, (await team.Curator.Get((string)item!["sample"]!["url"]!)).Status);
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Data, "uploads")));

        string[] Blobs() => Directory.GetFiles(Path.Combine(server.Data, "blobs"), "*", SearchOption.AllDirectories);
    }

    /// <summary>What somebody else has kept stays, though the same bytes are refused elsewhere.</summary>
    [Fact]
    public async Task A_refusal_takes_nothing_along_that_is_kept()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        Assert.Equal(201, (await team.Modeler.Send("POST", "/models", World.Model("a-net"))).Status);
        var kept = Files(server.Data);
        Assert.Equal(422, (await team.Curator.Send("POST", $"/projects/{team.Project}/imports", Form("nosuch", Inference.OnnxFile.MeanOfChannels(3, 8, 8), "x.zip"))).Status);
        Assert.Equal(kept, Files(server.Data));
    }

    static IReadOnlyList<string> Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Where(f => !f.StartsWith("labelwise", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Everything but blobs.</summary>
    static IReadOnlyList<string> Tree(string folder) => [.. Files(folder).Where(f => !f.StartsWith("blobs/", StringComparison.Ordinal))];

    static async Task<JsonNode> Import(Team team, byte[] file, string format = "images")
    {
        using var form = Form(format, file, format is "jsonl" ? "x.jsonl" : file is [(byte)'{', ..] ? "x.json" : "x.zip");
        var started = await team.Curator.Send("POST", $"/projects/{team.Project}/imports", form);
        Assert.Equal(202, started.Status);
        return await Uploads.Ended(team.Curator, (string)started.Json!["id"]!);
    }

    static MultipartFormDataContent Form(string format, byte[] file, string name, params (string Name, string Value)[] more)
    {
        var form = new MultipartFormDataContent { { new StringContent(format), "format" }, { new ByteArrayContent(file), "file", name } };
        foreach (var (field, value) in more) form.Add(new StringContent(value), field);
        return form;
    }

    /// <summary>A zip whose directory lists so many entries.</summary>
    static byte[] Many(int entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
            for (var i = 0; i < entries; i++) zip.CreateEntry($"{i}.png", CompressionLevel.NoCompression);
        return file.ToArray();
    }

    static byte[] Zip(params (string Name, object Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content as byte[] ?? Encoding.UTF8.GetBytes((string)content));
            }
        return file.ToArray();
    }
}
