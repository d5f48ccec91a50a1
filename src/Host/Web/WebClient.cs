using Labelwise.Host.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Labelwise.Host.Web;

/// <summary>The files of the web client: its page for every address that is a page's, its hashed assets for ever.</summary>
static class WebClient
{
    const string Page = "index.html";

    public static void MapWebClient(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<ServerOptions>();
        var folder = Path.GetFullPath(options.Web ?? Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        if (!File.Exists(Path.Combine(folder, Page))) return;
        var files = new PhysicalFileProvider(folder);
        var types = new FileExtensionContentTypeProvider();
        app.MapFallback("{**path}", async http =>
        {
            var path = http.Request.Path.Value ?? "/";
            var isPage = !path.StartsWith("/api/", StringComparison.Ordinal) && !Path.HasExtension(path);
            var file = files.GetFileInfo(isPage ? Page : path);
            if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) || file is not { Exists: true, IsDirectory: false })
            {
                await new Domain.NotFound().ToHttp().ExecuteAsync(http);
                return;
            }
            http.Response.ContentType = types.TryGetContentType(file.Name, out var type) ? type : "application/octet-stream";
            if (http.Response.ContentType is "text/html" or "text/javascript" or "text/css") http.Response.ContentType += "; charset=utf-8";
            http.Response.Headers.CacheControl = path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
            if (http.Response.ContentType is not "application/octet-stream" && Compressed.Serves(file, http))
            {
                await Compressed.Send(file, http);
                return;
            }
            http.Response.ContentLength = file.Length;
            if (HttpMethods.IsGet(http.Request.Method)) await http.Response.SendFileAsync(file, http.RequestAborted);
        });
    }
}
