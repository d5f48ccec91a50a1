using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Quality.Surveys;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Ports;

/// <summary>Reads the label documents of a block's answers and adds up what they say. Works on threads of its own.</summary>
public interface ISurveyor
{
    Task<BlockSurvey> Survey(BlockToSurvey block, CancellationToken cancellation = default);

    /// <summary>Adds up blocks, and tells from the sums all that is shown.</summary>
    /// <param name="looks">Perceptual hashes by block and row, as far as they are known.</param>
    /// <param name="near">Null while nobody knows.</param>
    Task<SurveySummary> Summarise(
        SurveyStamp stamp, ProjectSettings settings, ImmutableArray<BlockSurvey> blocks, IReadOnlyDictionary<int, ImmutableArray<ulong>> looks,
        NearSamples? near, CancellationToken cancellation = default);

    /// <summary>Perceptual hashes of pictures; 0 for what is no picture, is damaged, or has nothing in it.</summary>
    Task<ImmutableArray<ulong>> Looks(ImmutableArray<Sample> samples, CancellationToken cancellation = default);
}

/// <param name="Accuracies">Of whoever answered.</param>
/// <param name="Calibrations">Of models' probabilities; those of a model that is not calibrated yet count for nothing.</param>
public sealed record BlockToSurvey(
    ImmutableArray<AnsweredTask> Tasks, ProjectSettings Settings, IReadOnlyDictionary<UserId, double> Accuracies,
    IReadOnlyDictionary<ModelRef, Domain.Quality.Calibrator> Calibrations);
