using System.Collections.Immutable;

namespace Labelwise.Domain.Models;

/// <summary>What a model says about one image.</summary>
[GenerateSerializer, Immutable]
public abstract record Prediction
{
    /// <summary>Where the image lies among others, as by <see cref="Quality.Neighbours.Embedding.Of"/>; empty where the card names no such output.</summary>
    [Id(0)] public ImmutableArray<sbyte> Embedding { get; init; } = [];
}

/// <param name="Probabilities">One for each class of the card, in its order, each in [0, 1]; they sum to 1 unless
/// the card's activation is sigmoid.</param>
[GenerateSerializer, Immutable, Alias("class-prediction")]
public sealed record ClassPrediction(ImmutableArray<float> Probabilities) : Prediction
{
    /// <summary>Index of the most probable class; of equals the first.</summary>
    public int Best
    {
        get
        {
            var best = 0;
            for (var i = 1; i < Probabilities.Length; i++)
                if (Probabilities[i] > Probabilities[best]) best = i;
            return best;
        }
    }

    /// <summary>The probability of <see cref="Best"/>.</summary>
    public float Confidence => Probabilities[Best];
}

/// <param name="Detections">Best score first.</param>
[GenerateSerializer, Immutable, Alias("detection-prediction")]
public sealed record DetectionPrediction(ImmutableArray<Detection> Detections) : Prediction;

/// <param name="Class">Index into the card's classes.</param>
/// <param name="Score">In [0, 1].</param>
/// <param name="X">Left edge in pixels of the upright image, origin at the top left corner of the top left pixel.</param>
/// <param name="Y">Top edge, likewise.</param>
[GenerateSerializer, Immutable, Alias("detection")]
public sealed record Detection(int Class, float Score, double X, double Y, double Width, double Height);
