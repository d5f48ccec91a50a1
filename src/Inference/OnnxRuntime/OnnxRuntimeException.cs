namespace Microsoft.ML.OnnxRuntime;

/// <summary>The kinds of failure the library tells apart.</summary>
public enum ErrorCode
{
    Ok, Fail, InvalidArgument, NoSuchFile, NoModel, EngineError, RuntimeException, InvalidProtobuf, ModelLoaded,
    NotImplemented, InvalidGraph, ShapeInferenceNotRegistered, RequirementNotRegistered,
}

/// <summary>A call of ONNX Runtime failed; the message holds its own words.</summary>
public sealed class OnnxRuntimeException : Exception
{
    internal OnnxRuntimeException(ErrorCode code, string message) : base($"[ErrorCode:{code}] {message}") { }
}
