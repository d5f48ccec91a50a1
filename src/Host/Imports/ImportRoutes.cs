using Labelwise.Formats.Uploads;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Imports;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Ports;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;
using Labelwise.Host.Jobs;

namespace Labelwise.Host.Imports;

/// <summary>Bringing samples in.</summary>
static class ImportRoutes
{
    public static void Map(Routes routes) =>
        routes.Project("POST /projects/{project}/imports", Right.Import, Start,
            new("Brings in the samples of an upload: a form with 'format' (images, coco, jsonl or text) and 'file'.")
            {
                BodyType = "multipart/form-data", Status = 202, Answer = """{"id":"import~8h7g6f5e4d3c2b1a~k2m4"}""", Kind = ActivityKind.Import,
                Refusals = [(400, "malformed-request"), (413, "too-large"), (415, "wrong-media-type"), (422, "does-not-conform")],
            });

    static async Task<IResult> Start(ProjectCall call)
    {
        if ((await Http.Upload.Read(call, ["format"], ["file"])).Refuses(out var why, out var upload)) return why.ToHttp();
        using var _ = upload;
        if (UploadFormats.Parse(upload.Fields["format"]) is not { } format)
            return Problems.Nonconforming([new("/format", "unknown-value", "'format' must be one of images, coco, jsonl, text.")]).ToHttp();
        return await call.Once(call.Fingerprint(upload.Content), async ids =>
        {
            var id = JobId.Of(JobKind.Import, call.Project.Id, ids.Next());
            var file = upload.Files["file"];
            var own = await file.Staged.KeepFor(id, call.Service<IBlobStore>(), call.Aborted);
            await call.Grains.GetGrain<IImportGrain>(id).Start(new(own.Hash, format, file.Name, call.Caller.User, file.SizeBytes));
            call.Did(("file", file.Name), ("format", Words.Camel(format)), ("job", id));
            return Answers.Accepted($"/api/v1/jobs/{id}", new StartedJob(id), ApiJson.Api.StartedJob);
        });
    }
}
