using System.Runtime.InteropServices;
using Labelwise.Inference.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Positions in the table of functions that <c>OrtGetApiBase</c> leads to. The table only ever grows at its
/// end, so these hold for every later version.</summary>
/// <remarks>onnxruntime_c_api.h, struct OrtApi.</remarks>
enum OrtFunction
{
    GetErrorCode = 1,
    GetErrorMessage = 2,
    CreateEnv = 3,
    CreateSessionFromArray = 8,
    Run = 9,
    CreateSessionOptions = 10,
    SetSessionExecutionMode = 13,
    EnableMemPattern = 16,
    DisableMemPattern = 17,
    EnableCpuMemArena = 18,
    DisableCpuMemArena = 19,
    SetSessionLogSeverityLevel = 22,
    SetSessionGraphOptimizationLevel = 23,
    SetIntraOpNumThreads = 24,
    SetInterOpNumThreads = 25,
    SessionGetInputCount = 30,
    SessionGetOutputCount = 31,
    SessionGetInputTypeInfo = 33,
    SessionGetOutputTypeInfo = 34,
    SessionGetInputName = 36,
    SessionGetOutputName = 37,
    CreateRunOptions = 39,
    RunOptionsSetTerminate = 46,
    RunOptionsUnsetTerminate = 47,
    CreateTensorWithDataAsOrtValue = 49,
    GetTensorMutableData = 51,
    CastTypeInfoToTensorInfo = 55,
    GetOnnxTypeFromTypeInfo = 56,
    GetTensorElementType = 60,
    GetDimensionsCount = 61,
    GetDimensions = 62,
    GetSymbolicDimensions = 63,
    GetTensorTypeAndShape = 65,
    CreateCpuMemoryInfo = 69,
    AllocatorFree = 76,
    GetAllocatorWithDefaultOptions = 78,
    ReleaseStatus = 93,
    ReleaseMemoryInfo = 94,
    ReleaseSession = 95,
    ReleaseValue = 96,
    ReleaseRunOptions = 97,
    ReleaseTypeInfo = 98,
    ReleaseTensorTypeAndShapeInfo = 99,
    ReleaseSessionOptions = 100,
    GetAvailableProviders = 125,
    ReleaseAvailableProviders = 126,
    AddSessionConfigEntry = 130,
    AppendTensorRt = 170,
    CreateTensorRtOptions = 171,
    UpdateTensorRtOptions = 172,
    ReleaseTensorRtOptions = 174,
    AppendCuda = 204,
    CreateCudaOptions = 205,
    UpdateCudaOptions = 206,
    ReleaseCudaOptions = 208,
}

/// <summary>The C API of the loaded library.</summary>
static unsafe class OrtApi
{
    /// <summary>The oldest version whose table holds every function named above.</summary>
    const uint ApiVersion = 14;

    static readonly nint* Table;

    /// <summary>As the library says it, like <c>1.30.0</c>.</summary>
    internal static readonly string Version;

    static OrtApi()
    {
        var library = NativeLibraries.Load(
            "libonnxruntime.so.1", "libonnxruntime.so", "libonnxruntime.1.30.0.dylib", "onnxruntime.dll");
        var start = (delegate* unmanaged<nint*>)NativeLibrary.GetExport(library, "OrtGetApiBase");
        var getApiThenGetVersion = start();
        Table = ((delegate* unmanaged<uint, nint*>)getApiThenGetVersion[0])(ApiVersion);
        Version = Text(((delegate* unmanaged<nint>)getApiThenGetVersion[1])());
        if (Table is null) throw new DllNotFoundException($"ONNX Runtime {Version} has no API version {ApiVersion}.");
    }

    internal static nint Pointer(OrtFunction function) => Table[(int)function];

    internal static nint Call(OrtFunction function, nint a) =>
        ((delegate* unmanaged<nint, nint>)Pointer(function))(a);

    internal static nint Call(OrtFunction function, nint a, nint b) =>
        ((delegate* unmanaged<nint, nint, nint>)Pointer(function))(a, b);

    internal static nint Call(OrtFunction function, nint a, nint b, nint c) =>
        ((delegate* unmanaged<nint, nint, nint, nint>)Pointer(function))(a, b, c);

    internal static nint Call(OrtFunction function, nint a, nint b, nint c, nint d) =>
        ((delegate* unmanaged<nint, nint, nint, nint, nint>)Pointer(function))(a, b, c, d);

    internal static void Release(OrtFunction function, nint handle) =>
        ((delegate* unmanaged<nint, void>)Pointer(function))(handle);

    /// <summary>Throws what a status says, and frees it.</summary>
    internal static void Check(nint status)
    {
        if (status == 0) return;
        var code = ((delegate* unmanaged<nint, int>)Pointer(OrtFunction.GetErrorCode))(status);
        var message = Text(Call(OrtFunction.GetErrorMessage, status));
        Release(OrtFunction.ReleaseStatus, status);
        throw new OnnxRuntimeException((ErrorCode)code, message);
    }

    internal static string Text(nint utf8) => Marshal.PtrToStringUTF8(utf8) ?? "";
}

/// <summary>One native object, released once, and not while a call uses it.</summary>
public abstract class OrtHandle : SafeHandle
{
    private readonly OrtFunction release;

    private protected OrtHandle(OrtFunction release) : base(0, ownsHandle: true) => this.release = release;

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.Release(release, handle);
        return true;
    }
}
