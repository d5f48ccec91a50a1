using System.Globalization;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Licences;
using Labelwise.Domain.Splits;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Versions;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;
using Labelwise.Host.Jobs;
using Labelwise.Host.Samples;
using Labelwise.Host.Tasks;

namespace Labelwise.Host.Versions;

/// <summary>Sealed versions: made, listed, compared and pulled.</summary>
static class VersionRoutes
{
    /// <summary>Longest name of a version, in characters.</summary>
    const int LongestName = 200;

    const string Item = """{"version":3,"name":"june","createdAt":"2027-01-01T08:00:00+00:00","samples":2000,"root":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}""";
    const string One = "/projects/{project}/versions/{version}";

    public static void Map(Routes routes)
    {
        routes.Project("POST /projects/{project}/versions", Right.Seal, Seal, new("Seals the decided tasks that pass a filter as a version that never changes.")
        {
            Body = """{"name":"june","split":{"by":"hash","shares":{"train":0.8,"test":0.2}}}""", Status = 202, Kind = ActivityKind.Version,
            Answer = """{"id":"version~8h7g6f5e4d3c2b1a~k2m4"}""",
        });
        routes.Project("GET /projects/{project}/versions", Right.SeeVersions, List, new("The versions, the newest first.") { Answer = $$"""{"items":[{{Item}}],"next":null}""" });
        routes.Project($"GET {One}", Right.SeeVersions, With((_, v) => Task.FromResult<IResult>(Answers.Ok(VersionAnswer.Of(v), ApiJson.Api.VersionAnswer))),
            new("A version with its statistics.")
            {
                Answer = """{"version":3,"name":"june","createdAt":"2027-01-01T08:00:00+00:00","createdBy":"0a1b2c3d4e5f6g7h","samples":2000,"root":"9f86…","specVersion":1,"guidelineVersion":1,"statistics":{"classes":{"good":1400,"bad":600},"splits":{"train":1600,"test":400},"decidedBy":{"people":700,"model":1200,"reviewer":100},"confidence":0.987},"licences":{"samples":{"CC-BY-NC-4.0":2000},"findings":[{"code":"non-commercial","message":"The set may not be used commercially.","gravity":"notice","licences":["CC-BY-NC-4.0"],"samples":2000}]}}""",
            });
        routes.Project($"GET {One}/manifest", Right.SeeVersions, With(Manifest), new("What a version is made of, by hash.")
        {
            Answer = """{"version":3,"root":"9f86…","chunks":[{"hash":"60303ae2…","count":512,"bytes":61440}],"details":[{"hash":"fd61a03a…","count":1024,"bytes":204800}]}""",
        });
        routes.Project($"GET {One}/chunks/{{hash}}", Right.SeeVersions, With(Chunk), new("The bytes of a chunk.") { AnswerType = "application/octet-stream" });
        routes.Project($"GET {One}/samples/{{hash}}", Right.SeeVersions, With(Sample), new("The bytes of a sample of the version.") { AnswerType = "image/*" });
        routes.Project($"GET {One}/export", Right.SeeVersions, With(Export), new("The whole version in one format; the same bytes every time.")
        {
            Query = ["format"], AnswerType = "application/x-ndjson",
        });
        routes.Project($"GET {One}/diff", Right.SeeVersions, With(Diff), new("What changed since another version.")
        {
            Query = ["from"],
            Answer = """{"from":2,"to":3,"added":10,"removed":0,"changed":1,"relabeled":1,"entries":[{"change":"changed","sample":"9f86…","from":"60303ae2…","to":"fd61a03a…","drawn":{"id":"9f86…","externalId":"IMG_0042.jpg","width":4032,"height":3024,"url":"/api/v1/projects/8h7g6f5e4d3c2b1a/samples/9f86…"},"fromLabels":{"objects":[],"properties":{"class":"good"}},"toLabels":{"objects":[],"properties":{"class":"bad"}}}]}""",
        });
    }

    static async Task<IResult> Seal(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var name = body.Name("name", LongestName);
        var (filter, wrong) = await TaskFilters.Of(body, call);
        var split = body.Document("split", required: false) is { ValueKind: not JsonValueKind.Undefined } document ? document : (JsonElement?)null;
        var reading = split is { } it ? SplitDocument.Read(it) : new(null, []);
        if (body.Refuses(out why, ("filter", wrong), ("split", reading.Violations))) return why.ToHttp();
        return await call.Once(call.Fingerprint(body.Utf8), async ids =>
        {
            var id = JobId.Of(JobKind.Version, call.Project.Id, ids.Next());
            var command = new StartSealing(name, filter ?? new(), split?.GetRawText(), LicencePolicy.Warn, call.Caller.User);
            call.Did(("name", name), ("job", id));
            return (await call.Grains.GetGrain<IVersionGrain>(id).Start(command)).Refuses(out var why, out _) ? why.ToHttp()
                : Answers.Accepted($"/api/v1/jobs/{id}", new StartedJob(id), ApiJson.Api.StartedJob);
        });
    }

    static async Task<IResult> List(ProjectCall call) =>
        Answers.Ok(new([.. (await Dataset(call).Versions()).Select(VersionItem.Of)]), ApiJson.Api.PageVersionItem);

    static async Task<IResult> Manifest(ProjectCall call, SealedVersion version) =>
        Answers.Ok(ManifestAnswer.Of(version, await Reader(call).Manifest(version, call.Aborted)), ApiJson.Api.ManifestAnswer);

    /// <summary>Only what the version's own manifest lists: a hash is no authority.</summary>
    static async Task<IResult> Chunk(ProjectCall call, SealedVersion version)
    {
        if (!ContentHash.TryParse(call.Route("hash"), null, out var hash)) return new NotFound().ToHttp();
        var manifest = await Reader(call).Manifest(version, call.Aborted);
        if (!manifest.Chunks.Any(c => c.Hash == hash) && !manifest.Details.Any(d => d.Hash == hash)) return new NotFound().ToHttp();
        return await call.Service<IBlobStore>().OpenRead(hash, null, call.Aborted) is { } content
            ? new UntrustedContent(content, "application/octet-stream", $"\"{hash}\"") : new NotFound().ToHttp();
    }

    static async Task<IResult> Sample(ProjectCall call, SealedVersion version)
    {
        if (!ContentHash.TryParse(call.Route("hash"), null, out var hash)) return new NotFound().ToHttp();
        if (await call.Service<SampleIndex>().Find(call.Project, hash) is not { } sample
            || !await Reader(call).Holds(await Reader(call).Manifest(version, call.Aborted), hash, call.Aborted)) return new NotFound().ToHttp();
        return await call.Service<SampleBytes>().Original(hash, call.Aborted) is { } content
            ? new UntrustedContent(content, sample.ContentType, $"\"{hash}\"") : new NotFound().ToHttp();
    }

    static async Task<IResult> Export(ProjectCall call, SealedVersion version)
    {
        var query = new Query(call.Http);
        var format = query.Choice("format", Formats) ?? ExportFormat.Jsonl;
        if (query.Refuses(out var why)) return why.ToHttp();
        var spec = await call.ProjectGrain.Spec(version.SpecVersion) ?? throw new InvalidOperationException("A sealed version's data spec is kept for ever.");
        return Results.Stream(
            to => Reader(call).Export(version, spec, format, to, call.Aborted),
            format is ExportFormat.Jsonl ? "application/x-ndjson" : "application/json",
            $"{call.Project.Id}-v{version.Number}.{(format is ExportFormat.Jsonl ? "jsonl" : "json")}");
    }

    static async Task<IResult> Diff(ProjectCall call, SealedVersion version)
    {
        var query = new Query(call.Http);
        var from = query.Whole("from", 1, int.MaxValue);
        if (from is null) query.Refuse("from", "missing-member", "'from' names the version to compare with.");
        if (query.Refuses(out var why)) return why.ToHttp();
        if (await Dataset(call).Version(from!.Value) is not { } older) return new NotFound().ToHttp();
        return Answers.Ok(await VersionDiffs.Between(call, older, version), ApiJson.Api.DiffAnswer);
    }

    static readonly IReadOnlyDictionary<string, ExportFormat> Formats =
        new Dictionary<string, ExportFormat>(StringComparer.Ordinal) { ["jsonl"] = ExportFormat.Jsonl, ["coco"] = ExportFormat.Coco };

    static Func<ProjectCall, Task<IResult>> With(Func<ProjectCall, SealedVersion, Task<IResult>> answer) => async call =>
        int.TryParse(call.Route("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await Dataset(call).Version(number) is { } version ? await answer(call, version) : new NotFound().ToHttp();

    static IDatasetGrain Dataset(ProjectCall call) => call.Grains.GetGrain<IDatasetGrain>(call.Project.Id.Value);

    static VersionReader Reader(ProjectCall call) => call.Service<VersionReader>();
}
