using System.Runtime.InteropServices;

namespace Labelwise.Inference.Native;

/// <summary>Finds the native libraries that the build put beside this assembly.</summary>
static class NativeLibraries
{
    /// <summary>Names a folder with other builds, such as an ONNX Runtime that has its CUDA provider beside it.</summary>
    const string OtherFolder = "LABELWISE_NATIVE";

    /// <summary>Loads the first of these files that is there, from the other folder, then from our own.</summary>
    /// <exception cref="DllNotFoundException">None is; the message says where it was looked for.</exception>
    public static nint Load(params string[] files)
    {
        string[] folders = Environment.GetEnvironmentVariable(OtherFolder) is { Length: > 0 } other
            ? [other, AppContext.BaseDirectory]
            : [AppContext.BaseDirectory];
        foreach (var folder in folders)
            foreach (var file in files)
                if (Path.Combine(folder, file) is var path && File.Exists(path)) return NativeLibrary.Load(path);
        throw new DllNotFoundException(
            $"None of {string.Join(", ", files)} is in {string.Join(" or ", folders)}. Build again: the build fetches them.");
    }
}
