using System.Globalization;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Models;

namespace Labelwise.Grains.Evaluations;

/// <summary>An evaluation's id follows from what is asked, so that the same question has one answer.</summary>
public static class EvaluationNames
{
    const int Letters = 24;

    /// <summary>The model that brought predictions are said to be of.</summary>
    public static readonly ModelRef Brought = new(ModelNames.Brought, 1);

    public static string Of(ProjectId project, ModelRef model, int version, string? split) => Of(project, model, version, split, "");

    /// <inheritdoc cref="Of(ProjectId, ModelRef, int, string?)"/>
    public static string Of(ProjectId project, BroughtFile brought, int version, string? split) =>
        Of(project, Brought, version, split, $"\nfrom {brought.Jsonl}\n{brought.Name}\n{brought.Property}");

    static string Of(ProjectId project, ModelRef model, int version, string? split, string from)
    {
        var asked = string.Create(CultureInfo.InvariantCulture, $"{model.Model}\n{model.Version}\n{version}\n{(split is null ? "" : $"of {split}")}{from}");
        return JobId.Of(JobKind.Evaluation, project, ContentHash.Of(Encoding.UTF8.GetBytes(asked)).ToString()[..Letters]);
    }
}
