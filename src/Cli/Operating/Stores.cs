using Labelwise.Cli.Console;
using Labelwise.Grains.Ports;
using Labelwise.Host;
using Labelwise.Storage;
using Labelwise.Storage.Azure;
using Labelwise.Storage.Blobs;

namespace Labelwise.Cli.Operating;

/// <summary>What an operator's commands work on.</summary>
static class Stores
{
    /// <summary>The blobs of a server that may be running.</summary>
    public static IBlobStore ToRead(ServerOptions options) => options.Blobs is { } azure
        ? AzureBlobStore.Open(azure) : DirectoryBlobStore.ToRead(DataDirectory.BlobsIn(options.Data));

    /// <summary>The blobs of a server that does not run.</summary>
    public static IBlobStore ToWrite(ServerOptions options, DataDirectory held) => options.Blobs is { } azure
        ? AzureBlobStore.Open(azure) : new DirectoryBlobStore(held.BlobFolder);

    /// <exception cref="CommandFailedException">The store could not do it.</exception>
    public static async Task<T> Try<T>(Func<Task<T>> work)
    {
        try { return await work(); }
        catch (StoreException e) { throw new StoreFailedException(e); }
    }

    sealed class StoreFailedException(StoreException why) : CommandFailedException(why.Message, why)
    {
        public override string Code => why.Code;
    }
}
