using System.Buffers.Binary;
using System.Text;

namespace Labelwise.Cli.Demo.Training;

/// <summary>Writes a trained network as ONNX.</summary>
/// <remarks>onnx.proto, IR version 8, operator set 13.</remarks>
static class OnnxWriter
{
    const int IrVersion = 8, OperatorSet = 13, Float = 1;

    /// <summary>Input <c>picture</c> [n, 3, side, side]; output <c>scores</c> [n, classes], before softmax.</summary>
    public static byte[] Write(Network network)
    {
        var graph = new Message();
        Convolve(graph, network.First, 1, "picture");
        Convolve(graph, network.Second, 2, "pooled1");
        Convolve(graph, network.Third, 3, "pooled2");
        Node(graph, "Flatten", ["pooled3"], "flat");
        Node(graph, "Gemm", ["flat", "dense", "bias"], "scores", ("transB", [1]));
        graph.Text(2, "potatoes");
        Tensor(graph, "dense", [network.Bias.Length, Network.Features], network.Dense);
        Tensor(graph, "bias", [network.Bias.Length], network.Bias);
        graph.Put(11, Value("picture", Network.Channels, Network.Side, Network.Side));
        graph.Put(12, Value("scores", network.Bias.Length));
        return new Message().Whole(1, IrVersion).Text(2, "labelwise").Put(7, graph)
            .Put(8, new Message().Text(1, "").Whole(2, OperatorSet)).ToArray();
    }

    static void Convolve(Message graph, Convolution layer, int number, string input)
    {
        Node(graph, "Conv", [input, $"weights{number}", $"bias{number}"], $"seen{number}", ("kernel_shape", [3, 3]), ("pads", [1, 1, 1, 1]));
        Node(graph, "Relu", [$"seen{number}"], $"kept{number}");
        Node(graph, "MaxPool", [$"kept{number}"], $"pooled{number}", ("kernel_shape", [2, 2]), ("strides", [2, 2]));
        Tensor(graph, $"weights{number}", [layer.Outputs, layer.Inputs, 3, 3], layer.Weights);
        Tensor(graph, $"bias{number}", [layer.Outputs], layer.Bias);
    }

    static void Node(Message graph, string type, string[] inputs, string output, params (string Name, long[] Values)[] attributes)
    {
        var node = new Message();
        foreach (var input in inputs) node.Text(1, input);
        node.Text(2, output).Text(4, type);
        foreach (var (name, values) in attributes)
        {
            var attribute = new Message().Text(1, name);
            if (values is [var one]) attribute.Whole(3, one).Whole(20, 2);
            else
            {
                foreach (var value in values) attribute.Whole(8, value);
                attribute.Whole(20, 7);
            }
            node.Put(5, attribute);
        }
        graph.Put(1, node);
    }

    static void Tensor(Message graph, string name, long[] shape, float[] values)
    {
        var tensor = new Message();
        foreach (var length in shape) tensor.Whole(1, length);
        var raw = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * sizeof(float)), values[i]);
        graph.Put(5, tensor.Whole(2, Float).Text(8, name).Bytes(9, raw));
    }

    static Message Value(string name, params long[] shape)
    {
        var sides = new Message().Put(1, new Message().Text(2, "n"));
        foreach (var length in shape) sides.Put(1, new Message().Whole(1, length));
        return new Message().Text(1, name).Put(2, new Message().Put(1, new Message().Whole(1, Float).Put(2, sides)));
    }

    /// <summary>A protobuf message as it is put together.</summary>
    sealed class Message
    {
        const int Varint = 0, Delimited = 2;
        readonly MemoryStream written = new();

        public Message Whole(int field, long value)
        {
            Number((ulong)(field << 3 | Varint));
            Number((ulong)value);
            return this;
        }

        public Message Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

        public Message Put(int field, Message message) => Bytes(field, message.ToArray());

        public Message Bytes(int field, byte[] bytes)
        {
            Number((ulong)(field << 3 | Delimited));
            Number((ulong)bytes.Length);
            written.Write(bytes);
            return this;
        }

        public byte[] ToArray() => written.ToArray();

        void Number(ulong value)
        {
            for (; value >= 0x80; value >>= 7) written.WriteByte((byte)(value | 0x80));
            written.WriteByte((byte)value);
        }
    }
}
