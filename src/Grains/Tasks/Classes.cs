using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Grains.Projects;

namespace Labelwise.Grains.Tasks;

/// <summary>The class that a label document of a classification names.</summary>
public static class Classes
{
    /// <param name="atRest">A document in ids.</param>
    /// <returns>The class's number in the project; -1 where this is no classification or nothing is chosen.</returns>
    public static int Of(LabelDocument atRest, DataSpec spec, ProjectSettings settings) =>
        atRest.Objects.IsEmpty && spec.ClassificationTarget is { } target
        && atRest.Properties[target.PropertyId] is TextValue option
            ? settings.ClassOf(option.Text) : -1;
}
