using System.Globalization;
using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How much a graph is rewritten before it runs.</summary>
public enum GraphOptimizationLevel
{
    ORT_DISABLE_ALL = 0,
    ORT_ENABLE_BASIC = 1,
    ORT_ENABLE_EXTENDED = 2,
    ORT_ENABLE_ALL = 99,
}

/// <summary>Whether independent nodes of a graph run side by side.</summary>
public enum ExecutionMode { ORT_SEQUENTIAL = 0, ORT_PARALLEL = 1 }

/// <summary>How a session is made. Members have the meaning they have in the official package.</summary>
public sealed unsafe class SessionOptions : OrtHandle
{
    public SessionOptions() : base(OrtFunction.ReleaseSessionOptions)
    {
        nint created;
        OrtApi.Check(OrtApi.Call(OrtFunction.CreateSessionOptions, (nint)(&created)));
        SetHandle(created);
    }

    /// <summary>Threads that share one node's work; 0 is one for each core.</summary>
    public int IntraOpNumThreads
    {
        get;
        set { OrtApi.Check(OrtApi.Call(OrtFunction.SetIntraOpNumThreads, handle, value)); field = value; }
    }

    /// <summary>Threads that run nodes side by side in <see cref="ExecutionMode.ORT_PARALLEL"/>.</summary>
    public int InterOpNumThreads
    {
        get;
        set { OrtApi.Check(OrtApi.Call(OrtFunction.SetInterOpNumThreads, handle, value)); field = value; }
    }

    public GraphOptimizationLevel GraphOptimizationLevel
    {
        get;
        set { OrtApi.Check(OrtApi.Call(OrtFunction.SetSessionGraphOptimizationLevel, handle, (nint)value)); field = value; }
    } = GraphOptimizationLevel.ORT_ENABLE_ALL;

    public ExecutionMode ExecutionMode
    {
        get;
        set { OrtApi.Check(OrtApi.Call(OrtFunction.SetSessionExecutionMode, handle, (nint)value)); field = value; }
    }

    /// <summary>Whether freed tensors are kept for the next run.</summary>
    public bool EnableCpuMemArena
    {
        get;
        set
        {
            OrtApi.Check(OrtApi.Call(
                value ? OrtFunction.EnableCpuMemArena : OrtFunction.DisableCpuMemArena, handle));
            field = value;
        }
    } = true;

    /// <summary>Whether one block is planned for all tensors of a run of a known shape.</summary>
    public bool EnableMemoryPattern
    {
        get;
        set
        {
            OrtApi.Check(OrtApi.Call(value ? OrtFunction.EnableMemPattern : OrtFunction.DisableMemPattern, handle));
            field = value;
        }
    } = true;

    public OrtLoggingLevel LogSeverityLevel
    {
        get;
        set { OrtApi.Check(OrtApi.Call(OrtFunction.SetSessionLogSeverityLevel, handle, (nint)value)); field = value; }
    } = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;

    public void AddSessionConfigEntry(string configKey, string configValue)
    {
        using var key = new Utf8(configKey);
        using var value = new Utf8(configValue);
        OrtApi.Check(OrtApi.Call(OrtFunction.AddSessionConfigEntry, handle, key.Pointer, value.Pointer));
    }

    /// <summary>Prefers an NVIDIA GPU.</summary>
    /// <exception cref="OnnxRuntimeException">The build has no CUDA provider, or its libraries do not load.</exception>
    public void AppendExecutionProvider_CUDA(int deviceId = 0) => AppendGpu(
        deviceId, OrtFunction.CreateCudaOptions, OrtFunction.UpdateCudaOptions, OrtFunction.AppendCuda,
        OrtFunction.ReleaseCudaOptions);

    /// <summary>Prefers TensorRT on an NVIDIA GPU.</summary>
    /// <exception cref="OnnxRuntimeException">The build has no TensorRT provider, or its libraries do not
    /// load.</exception>
    public void AppendExecutionProvider_Tensorrt(int deviceId = 0) => AppendGpu(
        deviceId, OrtFunction.CreateTensorRtOptions, OrtFunction.UpdateTensorRtOptions, OrtFunction.AppendTensorRt,
        OrtFunction.ReleaseTensorRtOptions);

    void AppendGpu(
        int deviceId, OrtFunction create, OrtFunction update, OrtFunction append, OrtFunction release)
    {
        nint options;
        OrtApi.Check(OrtApi.Call(create, (nint)(&options)));
        try
        {
            using var key = new Utf8("device_id");
            using var value = new Utf8(deviceId.ToString(CultureInfo.InvariantCulture));
            nint keyPointer = key.Pointer, valuePointer = value.Pointer;
            OrtApi.Check(OrtApi.Call(update, options, (nint)(&keyPointer), (nint)(&valuePointer), 1));
            OrtApi.Check(OrtApi.Call(append, handle, options));
        }
        finally { OrtApi.Release(release, options); }
    }
}

/// <summary>A zero-terminated copy of a string for the length of a call.</summary>
readonly struct Utf8(string text) : IDisposable
{
    internal nint Pointer { get; } = Marshal.StringToCoTaskMemUTF8(text);

    public void Dispose() => Marshal.FreeCoTaskMem(Pointer);
}
