namespace Microsoft.ML.OnnxRuntime;

/// <summary>How one run goes; also the way to end it early.</summary>
public sealed unsafe class RunOptions : OrtHandle
{
    public RunOptions() : base(OrtFunction.ReleaseRunOptions)
    {
        nint created;
        OrtApi.Check(OrtApi.Call(OrtFunction.CreateRunOptions, (nint)(&created)));
        SetHandle(created);
    }

    /// <summary>Set to true from any thread, runs with these options end with an exception as soon as they
    /// notice.</summary>
    public bool Terminate
    {
        get;
        set
        {
            OrtApi.Check(OrtApi.Call(
                value ? OrtFunction.RunOptionsSetTerminate : OrtFunction.RunOptionsUnsetTerminate, handle));
            field = value;
        }
    }
}
