using Labelwise.Domain;
using Labelwise.Domain.Models;
using Labelwise.Grains.Projects;

namespace Labelwise.Grains.Predictions;

/// <summary>Whether a model answers what a project asks.</summary>
public static class ModelFit
{
    /// <returns>Null where it does, and may predict the project's samples.</returns>
    public static Refusal? WhyNot(ModelCard card, ProjectSettings settings) => ModelTerms.Match(card, settings).Refusal;
}
