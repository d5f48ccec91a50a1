using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;

namespace Labelwise.Storage.Azure;

/// <summary>Signs links that let anyone read one blob for a while: with the account's key, or, where we have an identity
/// instead, with a key that Azure lends us.</summary>
sealed class AzureLinks(BlobContainerClient container, TokenCredential? identity)
{
    /// <summary>By how much the clocks here and there may differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private UserDelegationKey? lent;

    /// <returns>Null where we can sign nothing, having been let in by such a link ourselves.</returns>
    public async Task<Uri?> To(BlobClient blob, TimeSpan validFor, CancellationToken cancellation)
    {
        var ends = TimeProvider.System.GetUtcNow() + validFor;
        if (blob.CanGenerateSasUri) return blob.GenerateSasUri(BlobSasPermissions.Read, ends);
        if (identity is null) return null;
        var signature = new BlobSasBuilder(BlobSasPermissions.Read, ends)
        {
            BlobContainerName = blob.BlobContainerName, BlobName = blob.Name, Resource = "b", Protocol = SasProtocol.Https,
        };
        var key = await KeyUntil(ends, cancellation);
        return new BlobUriBuilder(blob.Uri) { Sas = signature.ToSasQueryParameters(key, blob.AccountName) }.ToUri();
    }

    private async Task<UserDelegationKey> KeyUntil(DateTimeOffset ends, CancellationToken cancellation)
    {
        if (lent is { } key && key.SignedExpiresOn >= ends) return key;
        var service = container.GetParentBlobServiceClient();
        return lent = await service.GetUserDelegationKeyAsync(
            TimeProvider.System.GetUtcNow() - Skew, ends + AzureLimits.SigningKey, cancellation);
    }
}
