using Microsoft.AspNetCore.Http.Features;
using System.Diagnostics;
using Labelwise.Domain;
using Labelwise.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace Labelwise.Host.Http;

/// <summary>What goes wrong without being a refusal: told to the operator whole, and to the client without what it is none
/// of their business to know.</summary>
sealed class Failures(RequestDelegate next, ILogger<Failures> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (!http.Response.HasStarted && http.Response.ContentLength is null && http.Response.ContentType is null) await Explain(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Abort();
        }
        catch (Exception e)
        {
            if (http.RequestAborted.IsCancellationRequested || http.Response.HasStarted)
            {
                if (e is not (IOException or BadHttpRequestException)) log.LogError(e, "A request failed after its answer had begun.");
                http.Abort();
                return;
            }
            http.Response.Clear();
            SecureHeaders.Set(http);
            await RefusalOf(http, e).ToHttp().ExecuteAsync(http);
        }
    }

    /// <summary>Statuses that ASP.NET Core sets without a word, in our words.</summary>
    static Task Explain(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new NotFound().ToHttp().ExecuteAsync(http),
        StatusCodes.Status405MethodNotAllowed => WithStatus(http, new MalformedRequest("This method is not allowed here.")),
        StatusCodes.Status400BadRequest => new MalformedRequest("This request cannot be understood.").ToHttp().ExecuteAsync(http),
        _ => Task.CompletedTask,
    };

    static async Task WithStatus(HttpContext http, Refusal refusal)
    {
        var status = http.Response.StatusCode;
        http.Response.OnStarting(() => { http.Response.StatusCode = status; return Task.CompletedTask; });
        await refusal.ToHttp().ExecuteAsync(http);
    }

    Refusal RefusalOf(HttpContext http, Exception e)
    {
        switch (e)
        {
            case BadHttpRequestException { StatusCode: 413 }: return new TooLarge(http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? Body.MostBytes);
            case BadHttpRequestException bad: return new MalformedRequest(bad.Message);
            case StoreException store:
                log.LogError(e, "The store refused.");
                return new Unavailable(store.Code, "The store cannot do this now; nothing of it is acknowledged.");
            case OrleansMessageRejectionException or InconsistentStateException:
                log.LogError(e, "A grain was lost on the way, and is elsewhere now.");
                return new Unavailable("moved", "What this needs moved to another node; whether it was done is not known. Repeat it with the same Idempotency-Key.");
            case TimeoutException:
                log.LogError(e, "A grain did not answer in time.");
                return new Unavailable("too-slow", "This took too long; whether it was done is not known. Repeat it with the same Idempotency-Key.");
        }
        var trace = Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("n");
        log.LogError(e, "Unexpected failure, trace {Trace}.", trace);
        return new Unexpected(trace);
    }
}
