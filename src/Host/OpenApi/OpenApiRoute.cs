using Labelwise.Host.Http;

namespace Labelwise.Host.OpenApi;

static class OpenApiRoute
{
    public const string Path = "/openapi/v1.json";

    public static void MapOpenApiDocument(this IEndpointRouteBuilder app)
    {
        byte[]? document = null;
        app.MapGet(Path, async http =>
        {
            document ??= System.Text.Encoding.UTF8.GetBytes(OpenApiDocument.Write(
                http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints
                    .Select(e => e.Metadata.GetMetadata<MappedRoute>()).OfType<MappedRoute>()).ToJsonString());
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = document.Length;
            await http.Response.Body.WriteAsync(document, http.RequestAborted);
        });
    }
}
