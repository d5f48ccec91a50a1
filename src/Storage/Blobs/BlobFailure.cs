namespace Labelwise.Storage.Blobs;

/// <summary>Tells the disk's errors in our words, and leaves those of a caller's own stream as they are.</summary>
public static class BlobFailure
{
    private const int Eio = 5, Enospc = 28, Erofs = 30, Edquot = 122, WindowsDiskFull = unchecked((int)0x80070070);

    public static bool IsOfDisk(Exception e) => e is UnauthorizedAccessException
        or IOException { HResult: Eio or Enospc or Erofs or Edquot or WindowsDiskFull };

    /// <param name="root">The folder that was to be written.</param>
    public static StoreException Tell(Exception e, string root) => e switch
    {
        IOException { HResult: Enospc or Edquot or WindowsDiskFull } =>
            new StoreFullException($"Nothing was kept: no room is left on the disk of {root}.", e),
        IOException { HResult: Eio } =>
            new StoreUnavailableException($"The disk of {root} failed ({e.Message}).", e) { MayHaveHappened = true },
        _ => new StoreReadOnlyException($"Nothing was kept: {root} cannot be written ({e.Message}).", e),
    };
}
