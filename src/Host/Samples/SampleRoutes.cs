using Labelwise.Domain;
using Labelwise.Host.Http;

namespace Labelwise.Host.Samples;

/// <summary>The bytes of samples.</summary>
static class SampleRoutes
{
    public static void Map(Routes routes) =>
        routes.Project("GET /projects/{project}/samples/{hash}", Right.SeeSamples, Get,
            new("The bytes of a sample: as they were imported, or with size redrawn upright in WebP.") { AnswerType = "image/*", Query = ["size"] });

    static async Task<IResult> Get(ProjectCall call)
    {
        if (!ContentHash.TryParse(call.Route("hash"), null, out var hash)
            || await call.Service<SampleIndex>().Find(call.Project, hash) is not { } sample) return new NotFound().ToHttp();
        var query = new Query(call.Http);
        var size = query.Whole("size", 1, SampleBytes.Largest);
        if (size is { } wanted && !SampleBytes.Sizes.Contains(wanted))
            query.Refuse("size", "unknown-value", $"'size' is one of {string.Join(", ", SampleBytes.Sizes)}.");
        if (query.Refuses(out var why)) return why.ToHttp();

        var bytes = call.Service<SampleBytes>();
        if (size is { } side && SampleBytes.IsImage(sample.ContentType))
            return (await bytes.Redrawn(hash, side)).Refuses(out why, out var drawn) ? why.ToHttp()
                : new UntrustedContent(drawn, "image/webp", $"\"{hash}-{side}\"");
        return await bytes.Original(hash, call.Aborted) is { } content
            ? new UntrustedContent(content, sample.ContentType, $"\"{hash}\"") : new NotFound().ToHttp();
    }
}
