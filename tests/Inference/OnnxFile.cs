using System.Text;

namespace Labelwise.Tests.Inference;

/// <summary>Writes small ONNX files, field by field.</summary>
sealed class OnnxFile
{
    const int Float = 1;

    readonly MemoryStream bytes = new();

    /// <summary>Class scores are the means of the channels: a model that knows which colour an image has.</summary>
    /// <param name="after">Unary operators that follow, such as Sqrt.</param>
    public static byte[] MeanOfChannels(
        int channels = 3, int height = 4, int width = 4, long batch = 0, params string[] after)
    {
        var graph = new OnnxFile();
        string[] operators = ["ReduceMean", .. after];
        for (var i = 0; i < operators.Length; i++)
        {
            var node = new OnnxFile()
                .Text(1, i == 0 ? "input" : $"x{i}").Text(2, i == operators.Length - 1 ? "scores" : $"x{i + 1}")
                .Text(4, operators[i]);
            if (i == 0)
            {
                node.Message(5, new OnnxFile().Text(1, "axes").Number(8, 2).Number(8, 3).Number(20, 7));
                node.Message(5, new OnnxFile().Text(1, "keepdims").Number(3, 0).Number(20, 2));
            }
            graph.Message(1, node);
        }
        return Model(graph.Text(2, "mean of channels")
            .Message(11, Port("input", batch, channels, height, width))
            .Message(12, Port("scores", batch, channels)));
    }

    /// <summary>The model with an inner value, [images, <paramref name="numbers"/>], among its outputs: a graph that follows in the file is added to
    /// the first, as protocol buffers have it.</summary>
    public static byte[] WithOutput(byte[] model, string inner, int numbers) =>
        [.. model, .. new OnnxFile().Message(7, new OnnxFile().Message(12, Port(inner, 0, numbers))).ToArray()];

    public static byte[] Model(OnnxFile graph, params OnnxFile[] functions)
    {
        var model = new OnnxFile().Number(1, 8).Message(8, new OnnxFile().Text(1, "").Number(2, 13)).Message(7, graph);
        foreach (var function in functions) model.Message(25, function);
        return model.ToArray();
    }

    public static OnnxFile Node(string type, string domain = "", params OnnxFile[] attributes)
    {
        var node = new OnnxFile().Text(1, "a").Text(2, "b").Text(4, type).Text(7, domain);
        foreach (var attribute in attributes) node.Message(5, attribute);
        return node;
    }

    /// <summary>A float tensor; a side of 0 is free.</summary>
    public static OnnxFile Port(string name, params long[] sides)
    {
        var shape = new OnnxFile();
        foreach (var side in sides) shape.Message(1, side == 0 ? new OnnxFile().Text(2, "N") : new OnnxFile().Number(1, side));
        var type = new OnnxFile().Message(1, new OnnxFile().Number(1, Float).Message(2, shape));
        return new OnnxFile().Text(1, name).Message(2, type);
    }

    public OnnxFile Number(int field, long number)
    {
        Varint((ulong)field << 3);
        Varint((ulong)number);
        return this;
    }

    public OnnxFile Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public OnnxFile Message(int field, OnnxFile message) => Bytes(field, message.ToArray());

    public OnnxFile Bytes(int field, byte[] content)
    {
        Varint((ulong)field << 3 | 2);
        Varint((ulong)content.Length);
        bytes.Write(content);
        return this;
    }

    public byte[] ToArray() => bytes.ToArray();

    void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) bytes.WriteByte((byte)(value | 0x80));
        bytes.WriteByte((byte)value);
    }
}
