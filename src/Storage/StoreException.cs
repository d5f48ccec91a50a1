using Labelwise.Grains.Ports;
using Orleans.Runtime;

namespace Labelwise.Storage;

/// <summary>The store could not do what was asked. Its message is a sentence an operator can act on.</summary>
/// <remarks>An <see cref="OrleansException"/>, because those pass through a grain's storage bridge with their
/// type. They travel, so that a caller on another silo knows them too.</remarks>
[GenerateSerializer]
public abstract class StoreException(string code, string sentence, Exception? cause)
    : OrleansException(sentence, cause!), IStoreFailure
{
    /// <summary>What callers outside see, as <c>store-full</c>.</summary>
    [Id(0)] public string Code { get; private init; } = code;

    /// <summary>Whether a write may be on disk all the same: read before you write again. Otherwise nothing of it
    /// happened.</summary>
    [Id(1)] public bool MayHaveHappened { get; init; }
}

/// <summary>No room on the disk. Nothing was written; writes succeed again once there is room.</summary>
[GenerateSerializer]
public sealed class StoreFullException(string sentence, Exception? cause = null)
    : StoreException(IStoreFailure.Full, sentence, cause);

/// <summary>The file or its directory does not let itself be written.</summary>
[GenerateSerializer]
public sealed class StoreReadOnlyException(string sentence, Exception? cause = null)
    : StoreException("store-read-only", sentence, cause);

/// <summary>Another program holds the file locked, or more writes wait than may. Try again later.</summary>
[GenerateSerializer]
public sealed class StoreBusyException(string sentence, Exception? cause = null)
    : StoreException("store-busy", sentence, cause);

/// <summary>What lies on disk is not what was written.</summary>
[GenerateSerializer]
public sealed class StoreDamagedException(string sentence, Exception? cause = null)
    : StoreException(IStoreFailure.Damaged, sentence, cause);

/// <summary>The disk failed, the file cannot be opened, or the store is closed.</summary>
[GenerateSerializer]
public sealed class StoreUnavailableException(string sentence, Exception? cause = null)
    : StoreException("store-unavailable", sentence, cause);

/// <summary>The file was written by a newer version, or is none of ours.</summary>
[GenerateSerializer]
public sealed class StoreNotUnderstoodException(string sentence, Exception? cause = null)
    : StoreException("store-not-understood", sentence, cause);

/// <summary>Another process works in the data directory.</summary>
[GenerateSerializer]
public sealed class DataDirectoryInUseException(string sentence, Exception? cause = null)
    : StoreException("data-directory-in-use", sentence, cause);
