using Microsoft.AspNetCore.SignalR;

namespace Labelwise.Host.Live;

/// <summary>Tells the operator of calls to the hub that failed, not of those it refused.</summary>
sealed class HubFailures(ILogger<HubFailures> log) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception e) when (e is not HubException)
        {
            log.LogError(e, "A call to {Method} failed.", invocationContext.HubMethodName);
            throw;
        }
    }
}
