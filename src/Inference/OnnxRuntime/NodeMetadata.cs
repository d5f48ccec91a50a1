using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>What kind of value an input or output is.</summary>
public enum OnnxValueType
{
    ONNX_TYPE_UNKNOWN, ONNX_TYPE_TENSOR, ONNX_TYPE_SEQUENCE, ONNX_TYPE_MAP, ONNX_TYPE_OPAQUE, ONNX_TYPE_SPARSETENSOR,
    ONNX_TYPE_OPTIONAL,
}

/// <summary>Type and shape of an input or output of a model.</summary>
public sealed unsafe class NodeMetadata
{
    internal NodeMetadata(nint typeInfo)
    {
        int kind;
        OrtApi.Check(OrtApi.Call(OrtFunction.GetOnnxTypeFromTypeInfo, typeInfo, (nint)(&kind)));
        OnnxValueType = (OnnxValueType)kind;
        if (!IsTensor) return;

        nint tensor;  // belongs to typeInfo
        OrtApi.Check(OrtApi.Call(OrtFunction.CastTypeInfoToTensorInfo, typeInfo, (nint)(&tensor)));
        var info = new OrtTensorTypeAndShapeInfo(tensor);
        ElementDataType = info.ElementDataType;
        Dimensions = [.. info.Shape.Select(side => (int)Math.Clamp(side, -1, int.MaxValue))];

        var symbols = new nint[info.Shape.Length];
        fixed (nint* names = symbols)
            OrtApi.Check(OrtApi.Call(OrtFunction.GetSymbolicDimensions, tensor, (nint)names, symbols.Length));
        SymbolicDimensions = [.. symbols.Select(OrtApi.Text)];
    }

    public OnnxValueType OnnxValueType { get; }

    public bool IsTensor => OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR;

    public TensorElementType ElementDataType { get; }

    /// <summary>−1 where a side is free.</summary>
    public int[] Dimensions { get; } = [];

    /// <summary>Names of the free sides; empty strings for the others.</summary>
    public string[] SymbolicDimensions { get; } = [];
}

/// <summary>Element type and shape of a tensor.</summary>
public readonly unsafe struct OrtTensorTypeAndShapeInfo
{
    internal OrtTensorTypeAndShapeInfo(nint info)
    {
        int type;
        OrtApi.Check(OrtApi.Call(OrtFunction.GetTensorElementType, info, (nint)(&type)));
        nuint rank;
        OrtApi.Check(OrtApi.Call(OrtFunction.GetDimensionsCount, info, (nint)(&rank)));
        ElementDataType = (TensorElementType)type;
        Shape = new long[rank];
        fixed (long* sides = Shape)
            OrtApi.Check(OrtApi.Call(OrtFunction.GetDimensions, info, (nint)sides, (nint)rank));
    }

    public TensorElementType ElementDataType { get; }

    public long[] Shape { get; }

    public long ElementCount => Shape.Aggregate(1L, (product, side) => checked(product * side));
}
