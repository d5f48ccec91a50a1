namespace Microsoft.ML.OnnxRuntime;

/// <summary>Where a tensor's memory lies: here always the CPU's.</summary>
public sealed unsafe class OrtMemoryInfo : OrtHandle
{
    static readonly Lazy<OrtMemoryInfo> Cpu = new(() => new());

    OrtMemoryInfo() : base(OrtFunction.ReleaseMemoryInfo)
    {
        const int arenaAllocator = 1, defaultMemory = 0;
        nint created;
        OrtApi.Check(OrtApi.Call(OrtFunction.CreateCpuMemoryInfo, arenaAllocator, defaultMemory, (nint)(&created)));
        SetHandle(created);
    }

    /// <summary>Ordinary memory of this process.</summary>
    public static OrtMemoryInfo DefaultInstance => Cpu.Value;

    internal nint Pointer => handle;
}
