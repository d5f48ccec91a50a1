using Labelwise.Domain.Labels;
using Labelwise.Domain.Models;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;

namespace Labelwise.Grains.Predictions;

/// <summary>Puts what a model says into a project's terms.</summary>
abstract record ModelTerms
{
    /// <summary>Holds a model's card against the data spec: by name, never by position.</summary>
    public static Outcome<ModelTerms> Match(ModelCard card, ProjectSettings settings) =>
        settings.Spec.Media is not MediaKind.Image ? new ModelDoesNotFit("This model sees images, and this project labels texts.")
        : card.Kind is ModelKind.Detection ? ModelBoxes.OfClasses(card, settings.Spec)
        : ModelClasses.OfOptions(card, settings);

    /// <returns>The prediction, and the label document at rest that it names.</returns>
    public abstract (Domain.Tasks.Prediction Prediction, LabelDocument Label) Of(Domain.Models.Prediction says, ModelRef model);
}
