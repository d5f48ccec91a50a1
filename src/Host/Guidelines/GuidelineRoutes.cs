using Labelwise.Domain;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Annotators;
using Labelwise.Grains.Guidelines;
using Labelwise.Grains.Ports;
using Labelwise.Host.Http;
using Labelwise.Host.Samples;
using Upload = Labelwise.Host.Http.Upload;

namespace Labelwise.Host.Guidelines;

/// <summary>A guideline's versions and pictures, and who has read what.</summary>
static class GuidelineRoutes
{
    /// <summary>Largest picture, in bytes.</summary>
    const int MostPictureBytes = 20 << 20;

    const string Reading = """{"version":4,"seen":3,"acknowledged":3,"mustRead":4}""";

    public static void Map(Routes routes)
    {
        routes.Project("GET /projects/{project}/guideline/versions", Right.SeeProject, Versions, new("Every version of the guideline, the newest first.")
        {
            Answer = """{"items":[{"version":4,"by":{"user":"0a1b2c3d4e5f6g7h","name":"Ada"},"at":"2027-01-01T08:00:00+00:00"}],"next":null}""",
        });
        routes.Project("GET /projects/{project}/guideline/reading", Right.SeeProject, async call => Answers.Ok(await ReadingOf(call), ApiJson.Api.GuidelineReadingAnswer),
            new("Which version is in force, which the caller has seen and acknowledged, and which must be acknowledged, at least, before there are tasks; 0 for none.") { Answer = Reading });
        routes.Project("PUT /projects/{project}/guideline/reading", Right.SeeProject, Read, new("The caller has seen a version; 'acknowledged' where they say that they read it.")
        {
            Body = """{"version":4,"acknowledged":true}""", Answer = Reading, Refusals = [(409, "no-such-version")],
        });
        routes.Project("POST /projects/{project}/guideline/pictures", Right.SetUp, AddPicture, new("Takes a picture for the guideline, which shows it by its url.")
        {
            BodyType = "multipart/form-data", Status = 201,
            Answer = """{"id":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","url":"/api/v1/projects/8h7g6f5e4d3c2b1a/guideline/pictures/9f86…","width":640,"height":480}""",
            Refusals = [(409, "image-not-supported"), (413, "too-large"), (409, "too-many-pictures")],
        });
        routes.Project("GET /projects/{project}/guideline/pictures/{hash}", Right.SeeProject, Picture, new("The bytes of a picture.") { AnswerType = "image/*" });
    }

    static async Task<IResult> Versions(ProjectCall call)
    {
        var directory = await call.Directory();
        var editions = await call.ProjectGrain.Guidelines();
        return Answers.Ok(
            new([.. editions.Reverse().Select(e => new GuidelineVersionAnswer(e.Version, new(e.By, directory.NameOf(e.By)), e.At))]),
            ApiJson.Api.PageGuidelineVersionAnswer);
    }

    static async Task<IResult> Read(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var (version, acknowledged) = (body.Whole("version", 1, int.MaxValue), body.Truth("acknowledged", otherwise: false));
        if (body.Refuses(out why)) return why.ToHttp();
        return (await Annotator(call).Read(version, acknowledged)).Refuses(out why, out _) ? why.ToHttp()
            : Answers.Ok(await ReadingOf(call), ApiJson.Api.GuidelineReadingAnswer);
    }

    public static async Task<GuidelineReadingAnswer> ReadingOf(ProjectCall call)
    {
        var reading = await Annotator(call).Reading();
        return new(call.Project.GuidelineVersion, reading.Seen, reading.Acknowledged, call.Project.MustRead);
    }

    static async Task<IResult> AddPicture(ProjectCall call)
    {
        if ((await Upload.Read(call, [], ["picture"])).Refuses(out var why, out var upload)) return why.ToHttp();
        using var _ = upload;
        var file = upload.Files["picture"];
        if (file.SizeBytes > MostPictureBytes) return new TooLarge(MostPictureBytes).ToHttp();
        return await call.Once(call.Fingerprint(upload.Content), async ids =>
        {
            var checking = await call.Service<IImages>().Check(await file.Staged.ReadAll(call.Aborted), call.Aborted);
            if (checking.Refuses(out var wrong, out var image)) return wrong.ToHttp();
            if (!image.ShownByBrowsers) return new ImageRefusal(ImageRefusals.NotSupported, "Browsers do not show such a picture; use PNG, JPEG, WebP or GIF.").ToHttp();
            await file.Staged.Keep(call.Service<IBlobStore>(), call.Aborted);
            var picture = new GuidelinePicture(file.Hash, image.MediaType, image.Width, image.Height);
            if ((await Pictures(call).Add(picture)).Refuses(out var why, out var added)) return why.ToHttp();
            var url = $"{Routes.Prefix}/projects/{call.Project.Id}/guideline/pictures/{added.Hash}";
            return Answers.Created(url, new(added.Hash.ToString(), url, added.Width, added.Height), ApiJson.Api.GuidelinePictureAnswer);
        });
    }

    static async Task<IResult> Picture(ProjectCall call)
    {
        if (!ContentHash.TryParse(call.Route("hash"), null, out var hash) || await Pictures(call).Find(hash) is not { } picture) return new NotFound().ToHttp();
        return await call.Service<SampleBytes>().Original(hash, call.Aborted) is { } content
            ? new UntrustedContent(content, picture.ContentType, $"\"{hash}\"") : new NotFound().ToHttp();
    }

    static IAnnotatorGrain Annotator(ProjectCall call) => call.Grains.GetGrain<IAnnotatorGrain>($"{call.Project.Id}/{call.Caller.User}");

    static IGuidelinePicturesGrain Pictures(ProjectCall call) => call.Grains.GetGrain<IGuidelinePicturesGrain>(call.Project.Id.Value);
}
