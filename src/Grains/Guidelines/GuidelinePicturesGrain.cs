using System.Collections.Immutable;
using Labelwise.Domain;
using Orleans.Runtime;

namespace Labelwise.Grains.Guidelines;

sealed class GuidelinePicturesGrain([PersistentState("guideline-pictures")] IPersistentState<GuidelinePictures> kept) : Grain, IGuidelinePicturesGrain
{
    /// <summary>Most pictures of a project's guideline, all versions together.</summary>
    const int MostPictures = 1000;

    public async Task<Outcome<GuidelinePicture>> Add(GuidelinePicture picture)
    {
        var before = kept.State.Items;
        if (before.Contains(picture)) return picture;
        if (before.Length >= MostPictures) return new Conflict("too-many-pictures", $"A guideline has {MostPictures} pictures at most.");
        await kept.Become(new() { Items = before.Add(picture) }, DeactivateOnIdle);
        return picture;
    }

    public Task<GuidelinePicture?> Find(ContentHash hash) => Task.FromResult(kept.State.Items.FirstOrDefault(p => p.Hash == hash));
}

[GenerateSerializer, Immutable, Alias("guideline-pictures-state")]
public sealed record GuidelinePictures
{
    [Id(0)] public ImmutableArray<GuidelinePicture> Items { get; init; } = [];
}
