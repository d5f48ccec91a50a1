using System.Text;
using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Models;

/// <summary>Looks through an ONNX file for what must not reach the runtime, without running or allocating any of it:
/// other files, operators of other libraries, sizes that would fill memory. The walk keeps its own stack, so that no
/// nesting can end the process.</summary>
/// <remarks>onnx.proto, IR version 13.</remarks>
ref struct ModelFile
{
    /// <summary>Of the messages in a file those that are looked into.</summary>
    enum Message { Model, Graph, Node, Attribute, Tensor, SparseTensor, Function, ValueInfo, Type, TypeOfTensor, TypeWithElement, TypeOfMap, Shape, Dimension, Training }

    private readonly ModelFileLimits limits;
    private readonly Stack<(Message Kind, int End)> open = new();
    private readonly ModelCalls calls = new();
    private readonly Stack<double> elements = new();  // of each tensor that is open
    private readonly List<long> sides = [];
    private ProtobufReader reader;
    private bool hasGraph;

    private ModelFile(ReadOnlySpan<byte> file, ModelFileLimits limits)
    {
        reader = new(file);
        this.limits = limits;
    }

    /// <returns>Null where nothing was found against it.</returns>
    public static ModelRefusal? Inspect(ReadOnlySpan<byte> file, ModelFileLimits limits)
    {
        if (file.IsEmpty) return Refuse(ModelRefusals.Damaged, "The model file is empty.");
        if (file.Length > limits.MaxBytes)
            return TooLarge($"The model has {file.Length} bytes; it may have {limits.MaxBytes}.");
        return new ModelFile(file, limits).Walk(file.Length);
    }

    internal static ModelRefusal Refuse(string code, string message) => new(code, message, []);

    internal static ModelRefusal TooLarge(string message) => Refuse(ModelRefusals.TooLarge, message);

    ModelRefusal? Walk(int length)
    {
        open.Push((Message.Model, length));
        while (open.TryPeek(out var message))
        {
            if (reader.At == message.End)
            {
                open.Pop();
                if (Left(message.Kind) is { } refusal) return refusal;
                continue;
            }
            if (!reader.Read(message.End))
                return Refuse(ModelRefusals.Damaged, "The file is no ONNX model, or is damaged or cut short.");
            if (Look(message.Kind) is { } why) return why;
            if (!reader.HasBytes || Inner(message.Kind, reader.Field) is not { } inner) continue;
            if (open.Count >= limits.MaxNesting)
                return TooLarge($"The model nests more than {limits.MaxNesting} deep, the most that is read.");
            Entered(inner);
            open.Push((inner, reader.At));
            reader.Enter();
        }
        return hasGraph ? calls.Check(limits) : Refuse(ModelRefusals.Damaged, "The file is no ONNX model: it has no graph.");
    }

    /// <summary>What a field of a message holds, where that is looked into.</summary>
    static Message? Inner(Message kind, int field) => (kind, field) switch
    {
        (Message.Model, 7) => Message.Graph,
        (Message.Model, 20) => Message.Training,
        (Message.Model, 25) => Message.Function,
        (Message.Training, 1 or 2) => Message.Graph,
        (Message.Graph, 1) or (Message.Function, 7) => Message.Node,
        (Message.Graph, 5) => Message.Tensor,
        (Message.Graph, 11 or 12 or 13) or (Message.Function, 12) => Message.ValueInfo,
        (Message.Graph, 15) => Message.SparseTensor,
        (Message.Node, 5) or (Message.Function, 11) => Message.Attribute,
        (Message.Attribute, 5 or 10) or (Message.SparseTensor, 1 or 2) => Message.Tensor,
        (Message.Attribute, 6 or 11) => Message.Graph,
        (Message.Attribute, 14 or 15) or (Message.ValueInfo, 2) => Message.Type,
        (Message.Attribute, 22 or 23) => Message.SparseTensor,
        (Message.Type, 1 or 8) => Message.TypeOfTensor,
        (Message.Type, 4 or 9) => Message.TypeWithElement,
        (Message.Type, 5) => Message.TypeOfMap,
        (Message.TypeWithElement, 1) or (Message.TypeOfMap, 2) => Message.Type,
        (Message.TypeOfTensor, 2) => Message.Shape,
        (Message.Shape, 1) => Message.Dimension,
        _ => null,
    };

    void Entered(Message kind)
    {
        if (kind is Message.Graph && open.Count == 1) hasGraph = true;
        else if (kind is Message.Function) calls.BeginFunction();
        else if (kind is Message.Node) calls.BeginNode();
        else if (IsShaped(kind)) elements.Push(1);
    }

    readonly ModelRefusal? Left(Message kind)
    {
        if (IsShaped(kind)) elements.Pop();
        else if (kind is Message.Function) return calls.EndFunction();
        else if (kind is Message.Node) return calls.EndNode(limits);
        return null;
    }

    static bool IsShaped(Message kind) => kind is Message.Tensor or Message.SparseTensor or Message.Shape;

    readonly ModelRefusal? Look(Message kind)
    {
        const int fromOtherFile = 1;
        switch (kind, reader.Field)
        {
            case (Message.Tensor, 13):
            case (Message.Tensor, 14) when reader.Number == fromOtherFile:
                return Refuse(ModelRefusals.ExternalData,
                    "The model keeps tensors in other files. Save it with all its data inside.");
            case (Message.Tensor, 1) or (Message.SparseTensor, 3) or (Message.Dimension, 1):
                sides.Clear();
                if (!reader.HasBytes) sides.Add(reader.Number);
                else if (!reader.Packed(sides)) return Refuse(ModelRefusals.Damaged, "The model has a tensor without a shape.");
                return Multiply();
            case (Message.Node, 4):
                calls.NodeOperator = Text();
                break;
            case (Message.Node, 7):
                calls.NodeDomain = Text();
                break;
            case (Message.Function, 1):
                calls.FunctionName = Text();
                break;
            case (Message.Function, 10):
                calls.FunctionDomain = Text();
                break;
        }
        return null;
    }

    readonly ModelRefusal? Multiply()
    {
        foreach (var side in sides)
        {
            elements.Push(elements.Pop() * Math.Max(1, side));
            if (elements.Peek() > limits.MaxTensorElements)
                return TooLarge($"The model has a tensor of more than {limits.MaxTensorElements} numbers.");
        }
        return null;
    }

    readonly string Text() => reader.HasBytes ? Encoding.UTF8.GetString(reader.Bytes) : "";
}
