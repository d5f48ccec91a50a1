using System.Runtime.InteropServices;

namespace Labelwise.Inference.Images.Vips;

/// <summary>Starts libvips once, closed to all but the formats that are read and written here.</summary>
static class VipsLibrary
{
    /// <summary>Loaders and savers that are on, by class. SVG is rendered from our own drawings alone; what people
    /// bring is looked at by <see cref="Headers.ImageHeader"/> first, which knows no SVG.</summary>
    static readonly string[] Open =
    [
        "VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer",
        "VipsForeignLoadNsgifBuffer", "VipsForeignLoadTiffBuffer", "VipsForeignLoadSvgBuffer",
        "VipsForeignSaveJpegBuffer", "VipsForeignSavePngBuffer", "VipsForeignSaveWebpBuffer",
    ];

    static readonly Lazy<string> Started = new(Start);

    /// <summary>As the library says it, like <c>8.18.7</c>.</summary>
    internal static string Version => Started.Value;

    /// <summary>What libvips said since this was last asked. One buffer serves all threads, so this is for a log, never
    /// for a decision.</summary>
    internal static string TakeErrors()
    {
        var text = VipsNative.TakeErrors();
        try { return Marshal.PtrToStringUTF8(text)?.Trim() ?? ""; }
        finally { VipsNative.Free(text); }
    }

    static string Start()
    {
        VipsNative.SetEnvironment("VIPS_WARNING", "0", overwrite: 1);  // damaged files are no news for standard error
        if (VipsNative.Init("labelwise") != 0) throw new VipsException("start");
        VipsNative.BlockUntrusted(1);
        VipsNative.Block("VipsForeignLoad", 1);
        VipsNative.Block("VipsForeignSave", 1);
        foreach (var name in Open) VipsNative.Block(name, 0);

        // Many pictures side by side keep the cores busier than many threads on one, and no two tasks share a result.
        VipsNative.SetConcurrency(1);
        VipsNative.SetCacheMax(0);
        VipsNative.SetCacheMaxMemory(0);
        VipsNative.SetCacheMaxFiles(0);
        return Marshal.PtrToStringUTF8(VipsNative.VersionString()) ?? "";
    }
}
