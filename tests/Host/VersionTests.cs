using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Licences;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Formats.Uploads;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;
using Labelwise.Grains.Versions;
using Labelwise.Host.Versions;

namespace Labelwise.Tests.Host;

public sealed class VersionTests
{
    const string OneOpinion = """{"redundancy":{"min":1,"max":1,"targetConfidence":0.5},"review":{"rate":0}}""";

    static readonly UserId Ann = new("ann");

    /// <summary>A project whose tasks are all answered: the class is the number in the text, modulo 3.</summary>
    static async Task<Server> Labeled(IEnumerable<int> texts, string spec = Uploads.TextSpec)
    {
        var server = await Server.Start(spec, OneOpinion);
        await server.End(JobKind.Import, await server.Import("texts", UploadFormat.Text, Uploads.Texts(texts)));
        await server.Grains.GetGrain<IProjectGrain>("p1").SetMember(Ann, ProjectRoles.Annotator, new("admin"));
        await LabelAll(server);
        return server;
    }

    static async Task LabelAll(Server server)
    {
        var annotator = server.Grains.GetGrain<IAnnotatorGrain>($"p1/{Ann}");
        while (true)
        {
            var work = await annotator.Next(new(new($"k{Guid.NewGuid():N}"), AssignmentKind.Label, 20, false));
            if (work.Tasks.IsEmpty) return;
            foreach (var task in work.Tasks)
            {
                var answer = (new[] { "cat", "dog", "owl" })[int.Parse(task.Sample.ExternalId.AsSpan(1)) % 3];
                var submitted = await server.Grains.GetGrain<ITaskGrain>(task.Task.Value).Submit(new(new($"s{task.Lease.Id}"), Ann, 1, task.Lease.Id, LabelDocument.Of("kind", answer), 500));
                Assert.Null(submitted.Refusal);
            }
        }
    }

    static async Task<(JobView Job, SealedVersion? Version)> Seal(
        Server server, string name, string? split = null, LicencePolicy licences = LicencePolicy.Warn, RowFilter? filter = null)
    {
        var id = JobId.Of(JobKind.Version, server.Project, name);
        Assert.Null((await server.Grains.GetGrain<IVersionGrain>(id).Start(new(name, filter ?? new(), split, licences, new("admin")))).Refusal);
        var job = await server.End(JobKind.Version, id);
        return (job, job.Result.TryGetValue("version", out var number)
            ? await server.Grains.GetGrain<IDatasetGrain>("p1").Version(int.Parse(number)) : null);
    }

    static async Task<string> Export(Server server, SealedVersion version, ExportFormat format = ExportFormat.Jsonl)
    {
        var spec = await server.Grains.GetGrain<IProjectGrain>("p1").Spec(version.SpecVersion);
        var to = new MemoryStream();
        await server.Service<VersionReader>().Export(version, spec!, format, to, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(to.ToArray());
    }

    [Fact]
    public async Task A_version_holds_every_decided_task_and_never_changes()
    {
        await using var server = await Labeled(Enumerable.Range(0, 40));
        var (job, version) = await Seal(server, "first", """{"by":"hash","shares":{"train":0.8,"test":0.2}}""");
        Assert.Equal((JobState.Succeeded, "1"), (job.State, job.Result["version"]));
        Assert.Equal((40, 14, 13), (version!.Samples, version.Statistics.ByClass["cat"], version.Statistics.ByClass["dog"]));
        Assert.Equal(40, version.Statistics.BySplit.Values.Sum());
        var export = await Export(server, version);
        var lines = export.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(40, lines.Length);
        var line = JsonDocument.Parse(lines[4]).RootElement;
        Assert.Equal(("t4", "dog", "people"), (line.GetProperty("externalId").GetString(),
            line.GetProperty("labels").GetProperty("properties").GetProperty("kind").GetString(), line.GetProperty("decidedBy").GetProperty("kind").GetString()));

        // Rename an option, import and label more, restart: nothing of it reaches what was sealed.
        var project = server.Grains.GetGrain<IProjectGrain>("p1");
        var settings = (await project.Settings())!;
        var renamed = DataSpec.Parse(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(settings.Spec.ToJson()).Replace("\"dog\"", "\"hound\"")), () => "x").Spec!;
        await project.ChangeSpec(renamed, new("admin"), null);
        await server.End(JobKind.Import, await server.Import("more", UploadFormat.Text, Uploads.Texts(Enumerable.Range(40, 5))));
        await server.Restart();
        Assert.Equal(export, await Export(server, (await server.Grains.GetGrain<IDatasetGrain>("p1").Version(1))!));
        var (_, second) = await Seal(server, "second", """{"by":"hash","shares":{"train":0.8,"test":0.2}}""");
        Assert.Equal((2, version.Root), (second!.Number, second.Root));
        Assert.Contains("\"hound\"", await Export(server, second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_content_has_an_equal_root_whatever_the_order_it_came_in()
    {
        await using var one = await Labeled(Enumerable.Range(0, 30));
        await using var other = await Labeled(Enumerable.Range(0, 30).Reverse());
        var (_, first) = await Seal(one, "v");
        var (_, second) = await Seal(other, "v");
        Assert.Equal(first!.Root, second!.Root);
        var (_, filtered) = await Seal(one, "w", filter: new(Class: 1));
        Assert.Equal(10, filtered!.Samples);
        Assert.NotEqual(first.Root, filtered.Root);
        var diff = await one.Service<VersionReader>().Diff(filtered, first, TestContext.Current.CancellationToken);
        Assert.Equal((20, 0, 0), (diff.Added.Length, diff.Removed.Length, diff.Changed.Length));
    }

    [Fact]
    public async Task A_copy_adds_up_to_its_root_and_a_sample_of_another_version_is_not_in_it()
    {
        await using var server = await Labeled(Enumerable.Range(0, 30));
        var (_, version) = await Seal(server, "v");
        var reader = server.Service<VersionReader>();
        var manifest = await reader.Manifest(version!, TestContext.Current.CancellationToken);
        Assert.Equal(version!.Root, Domain.Versions.Manifest.RootOf([.. manifest.Chunks.Select(c => new Domain.Versions.ChunkRef(c.Hash, c.Count))]));
        foreach (var chunk in manifest.Chunks)
        {
            await using var content = await server.Blobs.OpenRead(chunk.Hash);
            Assert.Equal(chunk.Hash.ToString(), Convert.ToHexStringLower(SHA256.HashData(content!)));
            Assert.Equal(chunk.Bytes, content!.Length);
        }
        foreach (var sample in await server.Samples()) Assert.True(await reader.Holds(manifest, sample.Hash, TestContext.Current.CancellationToken));
        Assert.False(await reader.Holds(manifest, ContentHash.Of("another"u8), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nothing_decided_is_nothing_to_seal_and_licences_that_clash_are_refused_where_asked()
    {
        await using var server = await Server.Start(Uploads.TextSpec, OneOpinion);
        Assert.Equal("nothing-to-seal", (await Seal(server, "empty")).Job.Failure!.Code);
        await server.End(JobKind.Import, await server.Import("texts", UploadFormat.Text, Encoding.UTF8.GetBytes("""
            {"externalId":"t0","text":"a","licence":"CC-BY-SA-4.0"}
            {"externalId":"t1","text":"b","licence":"CC-BY-NC-4.0"}
            """)));
        await server.Grains.GetGrain<IProjectGrain>("p1").SetMember(Ann, ProjectRoles.Annotator, new("admin"));
        await LabelAll(server);
        Assert.Equal("licences-conflict", (await Seal(server, "strict", licences: LicencePolicy.Refuse)).Job.Failure!.Code);
        var (_, version) = await Seal(server, "lenient");
        Assert.Contains(version!.Licences, f => f.Code == "share-alike-mix");
        var split = await server.Grains.GetGrain<IVersionGrain>(JobId.Of(JobKind.Version, server.Project, "bad"))
            .Start(new("bad", new(), """{"by":"magic"}""", LicencePolicy.Warn, new("admin")));
        Assert.IsType<DoesNotConform>(split.Refusal);
    }

    [Fact]
    public async Task A_sealing_interrupted_is_the_version_it_would_have_been()
    {
        await using var server = await Labeled(Enumerable.Range(0, 20));
        var (_, calm) = await Seal(server, "calm", """{"by":"kfold","k":3,"stratify":true}""");
        var id = JobId.Of(JobKind.Version, server.Project, "rough");
        await server.Grains.GetGrain<IVersionGrain>(id).Start(new("rough", new(), """{"by":"kfold","k":3,"stratify":true}""", LicencePolicy.Warn, new("admin")));
        await server.Restart();
        var job = await server.End(JobKind.Version, id);
        var rough = await server.Grains.GetGrain<IDatasetGrain>("p1").Version(int.Parse(job.Result["version"]));
        // Its details tell how sure each label is by then, which what is learned meanwhile may move.
        Assert.Equal((calm!.Root, calm.Samples), (rough!.Root, rough.Samples));
        Assert.Equal(2, (await server.Grains.GetGrain<IDatasetGrain>("p1").Versions()).Length);
    }
}
