using Labelwise.Host.Http;

namespace Labelwise.Host.Overload;

/// <summary>Stands before every route of the API and lets in who <see cref="Admission"/> has a place for.</summary>
sealed class AdmissionDoor(RequestDelegate next, Admission admission)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<MappedRoute>() is not { } route)
        {
            await next(http);
            return;
        }
        using var place = await admission.Enter(Urgencies.Of(route), Clients.Of(http), http.RequestAborted);
        if (place is null)
        {
            http.Features.Set(Shed.Marked);
            await new Overloaded().ToHttp().ExecuteAsync(http);
            return;
        }
        await next(http);
    }
}

/// <summary>Marks a request that was turned away unanswered, so that thousands a second are not a line each in the log.</summary>
sealed class Shed
{
    public static readonly Shed Marked = new();
}
