using System.Reflection;
using System.Runtime.InteropServices;
using Labelwise.Inference.Native;

namespace Labelwise.Inference.Images.Vips;

/// <summary>The functions of libvips, GObject and GLib that are called; one library holds all three.</summary>
static unsafe partial class VipsNative
{
    const string Vips = "vips";

    static VipsNative()
    {
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == Vips
            ? NativeLibraries.Load("libvips-cpp.so.8.18.7", "libvips-cpp.8.18.7.dylib")
            : 0);
    }

    [LibraryImport(Vips, EntryPoint = "vips_init", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Init(string program);

    [LibraryImport(Vips, EntryPoint = "vips_version_string")]
    internal static partial nint VersionString();

    [LibraryImport(Vips, EntryPoint = "g_setenv", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport(Vips, EntryPoint = "vips_concurrency_set")]
    internal static partial void SetConcurrency(int threads);

    [LibraryImport(Vips, EntryPoint = "vips_cache_set_max")]
    internal static partial void SetCacheMax(int operations);

    [LibraryImport(Vips, EntryPoint = "vips_cache_set_max_mem")]
    internal static partial void SetCacheMaxMemory(nuint bytes);

    [LibraryImport(Vips, EntryPoint = "vips_cache_set_max_files")]
    internal static partial void SetCacheMaxFiles(int files);

    [LibraryImport(Vips, EntryPoint = "vips_block_untrusted_set")]
    internal static partial void BlockUntrusted(int blocked);

    [LibraryImport(Vips, EntryPoint = "vips_operation_block_set", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void Block(string operationClass, int blocked);

    [LibraryImport(Vips, EntryPoint = "vips_error_buffer_copy")]
    internal static partial nint TakeErrors();

    [LibraryImport(Vips, EntryPoint = "vips_operation_new", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint NewOperation(string name);

    [LibraryImport(Vips, EntryPoint = "vips_object_build")]
    internal static partial int Build(nint operation);

    [LibraryImport(Vips, EntryPoint = "vips_object_unref_outputs")]
    internal static partial void UnrefOutputs(nint operation);

    [LibraryImport(Vips, EntryPoint = "g_object_unref")]
    internal static partial void Unref(nint instance);

    [LibraryImport(Vips, EntryPoint = "g_object_set_property", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void SetProperty(nint instance, string name, GValue* value);

    [LibraryImport(Vips, EntryPoint = "g_object_get_property", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void GetProperty(nint instance, string name, GValue* value);

    [LibraryImport(Vips, EntryPoint = "g_value_init")]
    internal static partial GValue* InitValue(GValue* value, nuint type);

    [LibraryImport(Vips, EntryPoint = "g_value_unset")]
    internal static partial void UnsetValue(GValue* value);

    [LibraryImport(Vips, EntryPoint = "g_value_set_int")]
    internal static partial void SetInt(GValue* value, int number);

    [LibraryImport(Vips, EntryPoint = "g_value_set_boolean")]
    internal static partial void SetBoolean(GValue* value, int truth);

    [LibraryImport(Vips, EntryPoint = "g_value_set_double")]
    internal static partial void SetDouble(GValue* value, double number);

    [LibraryImport(Vips, EntryPoint = "g_value_set_string", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void SetString(GValue* value, string text);

    [LibraryImport(Vips, EntryPoint = "g_value_set_object")]
    internal static partial void SetObject(GValue* value, nint instance);

    [LibraryImport(Vips, EntryPoint = "g_value_dup_object")]
    internal static partial nint TakeObject(GValue* value);

    [LibraryImport(Vips, EntryPoint = "g_value_get_boxed")]
    internal static partial nint GetBoxed(GValue* value);

    [LibraryImport(Vips, EntryPoint = "g_free")]
    internal static partial void Free(nint memory);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_type")]
    internal static partial nuint ImageType();

    [LibraryImport(Vips, EntryPoint = "vips_blob_get_type")]
    internal static partial nuint BlobType();

    [LibraryImport(Vips, EntryPoint = "vips_array_double_get_type")]
    internal static partial nuint DoublesType();

    [LibraryImport(Vips, EntryPoint = "vips_value_set_blob")]
    internal static partial void SetBlob(GValue* value, nint free, void* data, nuint length);

    [LibraryImport(Vips, EntryPoint = "vips_value_set_array_double")]
    internal static partial void SetDoubles(GValue* value, double* numbers, int count);

    [LibraryImport(Vips, EntryPoint = "vips_blob_get")]
    internal static partial byte* GetBlob(nint blob, nuint* length);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_width")]
    internal static partial int Width(nint image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_height")]
    internal static partial int Height(nint image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_bands")]
    internal static partial int Bands(nint image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_format")]
    internal static partial int Format(nint image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_interpretation")]
    internal static partial int Interpretation(nint image);

    [LibraryImport(Vips, EntryPoint = "vips_image_hasalpha")]
    internal static partial int HasAlpha(nint image);

    [LibraryImport(Vips, EntryPoint = "vips_image_get_typeof", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nuint FieldType(nint image, string field);

    [LibraryImport(Vips, EntryPoint = "vips_image_new_from_memory")]
    internal static partial nint NewFromMemory(void* data, nuint length, int width, int height, int bands, int format);

    [LibraryImport(Vips, EntryPoint = "vips_region_new")]
    internal static partial nint NewRegion(nint image);

    [LibraryImport(Vips, EntryPoint = "vips_region_fetch")]
    internal static partial nint FetchRegion(nint region, int left, int top, int width, int height, nuint* length);
}

/// <summary>GObject's variant; its fields are the library's.</summary>
[StructLayout(LayoutKind.Sequential)]
struct GValue
{
    internal nuint Type;
    internal long Data0, Data1;

    // Fundamental types of GObject are numbers shifted by two.
    internal const nuint Boolean = 5 << 2, Int = 6 << 2, Double = 15 << 2, String = 16 << 2;
}
