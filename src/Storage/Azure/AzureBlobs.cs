using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace Labelwise.Storage.Azure;

/// <summary>Which container of Azure Blob Storage holds the blobs, and how we show who we are. It may hold a secret, so
/// it says nothing about itself.</summary>
public sealed class AzureBlobs
{
    /// <summary>The container where none is named.</summary>
    public const string UsualContainer = "labelwise";

    private readonly Func<BlobClientOptions, BlobContainerClient> connect;

    private AzureBlobs(Func<BlobClientOptions, BlobContainerClient> connect, TokenCredential? identity = null) =>
        (this.connect, Identity) = (connect, identity);

    /// <summary>Who signs links where there is no account key; null where there is one, or a link was given to
    /// us.</summary>
    internal TokenCredential? Identity { get; }

    /// <summary>Reads a connection string, or the address of a container: with a shared access signature in it, or
    /// else for the identity that the machine has in Azure.</summary>
    /// <param name="container">Its name; null for the usual one, or where the address names it.</param>
    /// <exception cref="FormatException">It is neither. The message holds no secret.</exception>
    public static AzureBlobs Parse(string place, string? container = null)
    {
        if (!Uri.TryCreate(place, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            return OfConnectionString(place, container ?? UsualContainer);
        if (address.Scheme is "http" && !address.IsLoopback)
            throw new FormatException("Blobs are kept over https, or on this machine.");
        var named = new BlobUriBuilder(address);
        if (named.BlobContainerName is "") named.BlobContainerName = container ?? UsualContainer;
        if (named.Sas is not null) return new(options => new(named.ToUri(), options));
        var identity = new DefaultAzureCredential();
        return new(options => new(named.ToUri(), identity, options), identity);
    }

    public override string ToString() => "a container of Azure Blob Storage";

    /// <summary>With retries, and giving up a try that takes too long.</summary>
    internal BlobContainerClient Connect()
    {
        var options = new BlobClientOptions
        {
            Retry =
            {
                Mode = RetryMode.Exponential, MaxRetries = AzureLimits.Retries, NetworkTimeout = AzureLimits.Try,
                Delay = AzureLimits.FirstDelay, MaxDelay = AzureLimits.LongestDelay,
            },
            Diagnostics = { IsTelemetryEnabled = false },
        };
        return connect(options);
    }

    private static AzureBlobs OfConnectionString(string text, string container)
    {
        try
        {
            _ = new BlobContainerClient(text, container);
            return new(options => new(text, container, options));
        }
        catch (FormatException e)
        {
            throw new FormatException("It is neither a connection string nor the https address of a container.", e);
        }
    }
}
