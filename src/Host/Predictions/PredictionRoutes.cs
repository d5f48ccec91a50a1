using Labelwise.Domain.Tasks;
using Labelwise.Grains.Activities;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Predictions;
using Labelwise.Host.Activities;
using Labelwise.Host.Http;
using Labelwise.Host.Jobs;
using Microsoft.AspNetCore.Http.Features;

namespace Labelwise.Host.Predictions;

/// <summary>Predictions: made here by a model, or brought.</summary>
static class PredictionRoutes
{
    const int LongestModel = 120;

    public static void Map(Routes routes)
    {
        routes.Project("POST /projects/{project}/predictions", Right.Predict, Start, new("Lets a model predict every sample of the project.")
        {
            Body = """{"model":"potato-cnn","version":1}""", Status = 202, Answer = """{"id":"prediction~8h7g6f5e4d3c2b1a~k2m4"}""", Kind = ActivityKind.Predictions,
        });
        routes.Project("PUT /projects/{project}/predictions", Right.Predict, Bring, new("Takes predictions made elsewhere, a JSON object a line.")
        {
            BodyType = "application/x-ndjson", Body = """{"externalId":"tray-17.png","labels":{"objects":[],"properties":{"quality":"good"}},"confidence":0.93}""",
            Answer = """{"accepted":1,"errors":[{"file":"predictions","line":2,"code":"malformed-json","reason":"This line is no JSON."}]}""", Kind = ActivityKind.Predictions,
        });
    }

    static async Task<IResult> Start(ProjectCall call)
    {
        if ((await Body.Read(call.Http)).Refuses(out var why, out var body)) return why.ToHttp();
        var model = new ModelRef(body.Text("model", LongestModel), body.Whole("version", 1, int.MaxValue));
        if (body.Refuses(out why)) return why.ToHttp();
        return await call.Once(call.Fingerprint(body.Utf8), async ids =>
        {
            var id = JobId.Of(JobKind.Prediction, call.Project.Id, ids.Next());
            var started = await call.Grains.GetGrain<IPredictionRunGrain>(id).Start(new(call.Project.Tenant, model, call.Caller.User));
            call.Did(("model", model.Model), ("version", model.Version), ("job", id));
            return started.Refuses(out var why, out _) ? why.ToHttp()
                : Answers.Accepted($"/api/v1/jobs/{id}", new StartedJob(id), ApiJson.Api.StartedJob);
        });
    }

    static async Task<IResult> Bring(ProjectCall call)
    {
        var request = call.Http.Request;
        if (request.ContentType?.Split(';')[0].Trim() is not ("application/x-ndjson" or "application/jsonl")) return new WrongMediaType("application/x-ndjson").ToHttp();
        var most = call.Service<ServerOptions>().MostUploadBytes;
        if (request.ContentLength > most) return new TooLarge(most).ToHttp();
        if (call.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most;
        var taken = await call.Service<PredictionIntake>().Take(call.Project.Id, request.Body, $"{call.Caller.User}/{call.Key}", call.Aborted);
        if (taken.Refuses(out var why, out var answer)) return why.ToHttp();
        call.Did(("accepted", answer.Accepted));
        return Answers.Ok(
            new(answer.Accepted, [.. answer.Errors.Select(e => new JobErrorAnswer(e.File, e.Line, e.Code, e.Reason))]), ApiJson.Api.BroughtPredictionsAnswer);
    }
}

public sealed record BroughtPredictionsAnswer(int Accepted, IReadOnlyList<JobErrorAnswer> Errors);
