using Labelwise.Grains.Projects;

namespace Labelwise.Host.Statistics;

/// <summary>Names of a project's classes, which at rest are numbers.</summary>
static class ClassNames
{
    /// <returns>Today's name; the option's id where the spec knows it no more.</returns>
    public static string Of(ProjectSettings project, int index)
    {
        if (index < 0 || index >= project.ClassIds.Length) return index.ToString();
        var id = project.ClassIds[index];
        var target = project.Spec.ClassificationTarget;
        var property = project.Spec.Properties.FirstOrDefault(p => p.Id == target?.PropertyId);
        return property?.Options.FirstOrDefault(o => o.Id == id)?.Name ?? id;
    }

    /// <returns>Null when no class has this name.</returns>
    public static int? IndexOf(ProjectSettings project, string name)
    {
        for (var index = 0; index < project.ClassIds.Length; index++)
            if (Of(project, index) == name) return index;
        return null;
    }
}
