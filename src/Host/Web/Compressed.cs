using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.Extensions.FileProviders;

namespace Labelwise.Host.Web;

/// <summary>The client's text files in Brotli, each compressed once. Only files of ours: answers that hold secrets beside
/// what a caller wrote are never compressed (BREACH).</summary>
static class Compressed
{
    static readonly ConcurrentDictionary<string, Task<byte[]>> Known = new(StringComparer.Ordinal);

    public static bool Serves(IFileInfo file, HttpContext http) =>
        Path.GetExtension(file.Name) is ".js" or ".css" or ".svg" or ".html"
        && http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);

    public static async Task Send(IFileInfo file, HttpContext http)
    {
        var bytes = await Known.GetOrAdd($"{file.PhysicalPath} {file.LastModified.UtcTicks}", _ => Compress(file));
        http.Response.Headers.ContentEncoding = "br";
        http.Response.Headers.Vary = "Accept-Encoding";
        http.Response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(http.Request.Method)) await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    static async Task<byte[]> Compress(IFileInfo file)
    {
        using var packed = new MemoryStream();
        await using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        await using (var content = file.CreateReadStream())
            await content.CopyToAsync(brotli);
        return packed.ToArray();
    }
}
