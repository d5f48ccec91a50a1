using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How grave a message must be to be logged.</summary>
public enum OrtLoggingLevel { ORT_LOGGING_LEVEL_VERBOSE, ORT_LOGGING_LEVEL_INFO, ORT_LOGGING_LEVEL_WARNING, ORT_LOGGING_LEVEL_ERROR, ORT_LOGGING_LEVEL_FATAL }

/// <summary>The library's one environment of this process; it lives as long as the process.</summary>
public sealed unsafe class OrtEnv
{
    static readonly Lazy<OrtEnv> Only = new(() => new OrtEnv());

    private OrtEnv()
    {
        fixed (byte* name = "labelwise\0"u8)
        {
            nint environment;
            // What goes wrong comes back as a status; only what the library cannot say so is logged.
            var create = (delegate* unmanaged<int, byte*, nint*, nint>)OrtApi.Pointer(OrtFunction.CreateEnv);
            OrtApi.Check(create((int)OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, name, &environment));
            Handle = environment;
        }
    }

    internal nint Handle { get; }

    public static OrtEnv Instance() => Only.Value;

    /// <summary>The library's version.</summary>
    public string GetVersionString() => OrtApi.Version;

    /// <summary>Execution providers this build of the library knows, the preferred first, whether or not their own
    /// libraries are present.</summary>
    public string[] GetAvailableProviders()
    {
        nint* names;
        int count;
        OrtApi.Check(OrtApi.Call(OrtFunction.GetAvailableProviders, (nint)(&names), (nint)(&count)));
        try
        {
            var found = new string[count];
            for (var i = 0; i < count; i++) found[i] = OrtApi.Text(names[i]);
            return found;
        }
        finally
        {
            var release = (delegate* unmanaged<nint*, int, nint>)OrtApi.Pointer(OrtFunction.ReleaseAvailableProviders);
            OrtApi.Check(release(names, count));
        }
    }
}
