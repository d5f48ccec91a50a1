using System.Collections.Immutable;
using System.Diagnostics;

namespace Labelwise.Inference.Isolated;

/// <summary>How an inference process is started: a program that calls <see cref="InferenceChild.Run"/>.</summary>
/// <param name="Arguments">Ours alone; nothing that a user sent is among them.</param>
public sealed record InferenceCommand(string Program, ImmutableArray<string> Arguments)
{
    /// <summary>Variables that such a process sees: where .NET, native libraries and devices are. No secret is among them.</summary>
    static readonly string[] Inherited =
    [
        "PATH", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "LABELWISE_NATIVE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
        "CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES", "NVIDIA_DRIVER_CAPABILITIES", "TMPDIR",
    ];

    internal ProcessStartInfo ToStart()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        var known = Inherited.Select(name => (name, value: Environment.GetEnvironmentVariable(name))).Where(v => v.value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in known) start.Environment[name] = value;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";  // it would leave a socket in the temporary folder
        return start;
    }
}
