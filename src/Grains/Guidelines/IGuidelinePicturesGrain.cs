using Labelwise.Domain;
using Orleans.Concurrency;

namespace Labelwise.Grains.Guidelines;

/// <summary>Which pictures a project's guideline may show: a hash alone opens nothing. Key: the project id.</summary>
[Alias("guideline-pictures")]
public interface IGuidelinePicturesGrain : IGrainWithStringKey
{
    /// <summary>Takes a picture whose bytes are kept; a repeat changes nothing. Durable before the reply.</summary>
    Task<Outcome<GuidelinePicture>> Add(GuidelinePicture picture);

    /// <returns>Null when the project has no such picture.</returns>
    [AlwaysInterleave]
    Task<GuidelinePicture?> Find(ContentHash hash);
}

/// <param name="ContentType">As the bytes were found to be.</param>
[GenerateSerializer, Immutable, Alias("guideline-picture")]
public sealed record GuidelinePicture([property: Id(0)] ContentHash Hash, [property: Id(1)] string ContentType, [property: Id(2)] int Width, [property: Id(3)] int Height);
