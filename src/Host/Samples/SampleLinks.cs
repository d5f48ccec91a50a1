using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Host.Http;
using Labelwise.Host.Tasks;

namespace Labelwise.Host.Samples;

/// <summary>A sample as answers show it, with where its bytes are.</summary>
static class SampleLinks
{
    public static SampleAnswer Of(ProjectId project, Sample sample, string? text = null)
    {
        var url = $"{Routes.Prefix}/projects/{project}/samples/{sample.Hash}";
        var isImage = SampleBytes.IsImage(sample.ContentType);
        // What no browser shows is shown as we redraw it.
        var shown = sample.ContentType is "image/tiff" ? $"{url}?size={SampleBytes.Largest}" : url;
        return new(sample.Hash.ToString(), sample.ExternalId, sample.Width, sample.Height, shown, isImage ? $"{url}?size={SampleBytes.Thumbnail}" : null, text);
    }
}
