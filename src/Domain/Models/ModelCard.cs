using System.Collections.Immutable;

namespace Labelwise.Domain.Models;

/// <summary>What a model answers.</summary>
public enum ModelKind { Classification, Detection }

/// <summary>How a model is fed and read: the document that comes with its ONNX file.</summary>
/// <param name="Kind">The document's <c>task</c>.</param>
/// <param name="Property">Image-level option property that the classes fill; classification only.</param>
/// <param name="License">SPDX or CC id, as written.</param>
/// <param name="Outputs">Classification: one of <see cref="OutputKind.ClassScores"/>; detection: one of
/// <see cref="OutputKind.Boxes"/> and one of <see cref="OutputKind.BoxScores"/>; either: one of <see cref="OutputKind.Embedding"/> at most.</param>
/// <param name="Postprocess">Detection only.</param>
/// <param name="Classes">Names in the order of the model's scores; matched to a spec by name, never by position.</param>
[GenerateSerializer, Immutable, Alias("model-card")]
public sealed record ModelCard(
    string Name, ModelKind Kind, string? Property, string? License, string? TrainedOn,
    ModelInput Input, ImmutableArray<ModelOutput> Outputs, Postprocess? Postprocess, ImmutableArray<string> Classes)
{
    /// <summary>The output of that kind; a card that was parsed has exactly one of each kind its task needs.</summary>
    public ModelOutput Output(OutputKind kind) => Outputs.Single(output => output.Kind == kind);

    /// <summary>The output that says where a sample lies among others; null of a model that gives none.</summary>
    public ModelOutput? Embedding => Outputs.SingleOrDefault(output => output.Kind is OutputKind.Embedding);
}

/// <summary>The order of a tensor's axes: N images, C channels, H rows, W columns.</summary>
public enum TensorLayout { Nchw, Nhwc }

/// <summary>The order of colours along the channel axis.</summary>
public enum ChannelOrder { Gray, Rgb, Bgr }

/// <summary>Stretch fills the input and forgets the aspect; letterbox keeps all of the image and pads with gray 114;
/// crop keeps the aspect and the centre.</summary>
public enum ResizeMode { Stretch, Letterbox, Crop }

/// <summary>Area is the mean over the source box under each pixel; bilinear samples at pixel centres. Both round to
/// whole levels, as programs that resize images do.</summary>
public enum ResizeFilter { Area, Bilinear }

/// <summary>One float32 tensor made from one upright sRGB image: value = (pixel × scale − mean) / std by channel.</summary>
/// <param name="Mean">One number a channel, in the order of <paramref name="Color"/>.</param>
/// <param name="Std">One number a channel, none of them 0.</param>
[GenerateSerializer, Immutable, Alias("model-input")]
public sealed record ModelInput(
    string Name, TensorLayout Layout, int Channels, ChannelOrder Color, int Width, int Height,
    ResizeMode Mode, ResizeFilter Filter, double Scale, ImmutableArray<double> Mean, ImmutableArray<double> Std);

/// <summary>Which part of the answer an output holds. An embedding is numbers that are near each other, by direction, for samples that are
/// alike to the model; a card of any task may name one.</summary>
public enum OutputKind { ClassScores, Boxes, BoxScores, Embedding }

/// <summary>What is still to be applied to raw scores to make them probabilities.</summary>
public enum Activation { None, Softmax, Sigmoid }

/// <summary>What the four numbers of a box are: corners, corner and size, or centre and size.</summary>
public enum BoxFormat { Xyxy, Xywh, Cxcywh }

/// <summary>Pixels of the model's input, or shares of its width and height.</summary>
public enum BoxUnit { InputPixels, Normalised }

/// <param name="Format">Of <see cref="OutputKind.Boxes"/>.</param>
/// <param name="Unit">Of <see cref="OutputKind.Boxes"/>.</param>
[GenerateSerializer, Immutable, Alias("model-output")]
public sealed record ModelOutput(string Name, OutputKind Kind, Activation Activation, BoxFormat Format, BoxUnit Unit);

/// <summary>From raw boxes to detections.</summary>
/// <param name="ScoreThreshold">Boxes whose best class scores less are dropped.</param>
/// <param name="NmsIou">Of two boxes that overlap more than this, the better one stays.</param>
/// <param name="NmsPerClass">Whether boxes of different classes leave each other alone.</param>
/// <param name="Clip">Whether boxes are cut at the image's edge.</param>
[GenerateSerializer, Immutable, Alias("model-postprocess")]
public sealed record Postprocess(
    double ScoreThreshold, double NmsIou, bool NmsPerClass, int MaxDetections, bool Clip)
{
    /// <summary>For what a detection card leaves out.</summary>
    public static readonly Postprocess Default = new(0.25, 0.5, NmsPerClass: true, MaxDetections: 100, Clip: true);
}
