using System.Net.Sockets;
using Azure;
using Azure.Identity;

namespace Labelwise.Storage.Azure;

/// <summary>Tells in our words what Azure, or the way there, answered after all retries.</summary>
static class AzureFailure
{
    public static bool IsOfAzure(Exception e) => e is RequestFailedException or AuthenticationFailedException
        or SocketException // of a connection that breaks just as it is made
        || e is AggregateException { InnerExceptions: var tries } && tries.All(IsOfAzureOrWay)
        || e is OperationCanceledException { InnerException: TimeoutException };

    public static StoreException Tell(Exception e, Uri container) => Last(e) switch
    {
        RequestFailedException { Status: 429 or 503 } =>
            new StoreBusyException($"{NameOf(container)} has more to do than it can; try later.", e),
        RequestFailedException { Status: 401 or 403 } refused => new StoreReadOnlyException(
            $"{NameOf(container)} does not let us in ({refused.ErrorCode}); check the setting 'blobs'.", e),
        RequestFailedException { Status: 507 or 413 } =>
            new StoreFullException($"Nothing was kept: {NameOf(container)} has no room.", e),
        RequestFailedException { Status: > 0 } failed =>
            new StoreUnavailableException($"{NameOf(container)} failed ({failed.Status} {failed.ErrorCode}).", e),
        AuthenticationFailedException => new StoreUnavailableException(
            $"This machine could not show {NameOf(container)} who it is; check its identity in Azure.", e),
        var lost => new StoreUnavailableException($"{NameOf(container)} cannot be reached ({lost.Message}).", e)
        {
            MayHaveHappened = true,
        },
    };

    private static bool IsOfAzureOrWay(Exception e) =>
        e is RequestFailedException or OperationCanceledException or IOException or HttpRequestException or SocketException;

    private static Exception Last(Exception e) => e is AggregateException { InnerExceptions: [.., var last] } ? last : e;

    /// <summary>Without a signature that the address may carry.</summary>
    private static string NameOf(Uri container) => $"The container {container.GetLeftPart(UriPartial.Path)}";
}
