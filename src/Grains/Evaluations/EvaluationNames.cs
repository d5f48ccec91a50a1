using System.Globalization;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Jobs;

namespace Labelwise.Grains.Evaluations;

/// <summary>An evaluation's id follows from what is asked, so that the same question has one answer.</summary>
public static class EvaluationNames
{
    const int Letters = 24;

    public static string Of(ProjectId project, ModelRef model, int version, string? split)
    {
        var asked = string.Create(CultureInfo.InvariantCulture, $"{model.Model}\n{model.Version}\n{version}\n{(split is null ? "" : $"of {split}")}");
        return JobId.Of(JobKind.Evaluation, project, ContentHash.Of(Encoding.UTF8.GetBytes(asked)).ToString()[..Letters]);
    }
}
