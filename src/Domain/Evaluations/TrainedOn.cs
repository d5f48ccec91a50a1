using System.Globalization;

namespace Labelwise.Domain.Evaluations;

/// <summary>The sealed version that a model was trained on, as its card says: <c>PROJECT/versions/3</c>, or one split of it,
/// <c>PROJECT/versions/3/train</c>.</summary>
public sealed record TrainedOn(ProjectId Project, int Version, string? Split)
{
    /// <returns>Null for anything else, which is what somebody wrote for people.</returns>
    public static TrainedOn? Parse(string? text) =>
        text?.Split('/') is [var project, "versions", var number, .. var split] && split.Length <= 1 && split is not [""]
        && ProjectId.TryParse(project, null, out var id) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? new(id, version, split is [var name] ? name : null) : null;

    public override string ToString() => $"{Project}/versions/{Version.ToString(CultureInfo.InvariantCulture)}{(Split is null ? "" : $"/{Split}")}";

    /// <summary>Whether samples that the model is measured on may be among those it learnt from: splits by hash keep a sample in its
    /// split from version to version, and whoever trains on all of a version keeps none apart.</summary>
    public bool MayHaveSeen(ProjectId project, string? split) => Project == project && (Split is null || split is null || Split == split);
}
