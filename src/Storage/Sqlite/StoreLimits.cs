namespace Labelwise.Storage.Sqlite;

/// <summary>Every limit of the store.</summary>
static class StoreLimits
{
    /// <summary>How long a lock that another program holds on the file is waited for, in milliseconds.</summary>
    public const int LockedFileMs = 2_000;

    /// <summary>Writes in one transaction; bounds how long the first of them waits for the last.</summary>
    public const int GroupWrites = 4_096;

    /// <summary>Bytes of values in one transaction, unless one write alone has more.</summary>
    public const long GroupBytes = 16L << 20;

    /// <summary>Bytes of values that may wait for a disk that does not keep up; more are refused as busy.</summary>
    public const long QueuedBytes = 256L << 20;

    /// <summary>Writes that may wait.</summary>
    public const int QueuedWrites = 262_144;

    /// <summary>Bytes of one grain's state.</summary>
    public const int StateBytes = 64 << 20;

    /// <summary>Read connections kept open while nobody reads.</summary>
    public const int IdleReaders = 8;

    /// <summary>Pages in the WAL before they are carried over to the database file: 64 MiB of 4 KiB. Two more syncs
    /// for so many pages are few beside those of the commits.</summary>
    public const int WalPages = 16_384;

    /// <summary>Pages in the WAL at which writers wait until the bulk is carried over.</summary>
    public const int MostWalPages = 2 * WalPages;

    /// <summary>Label documents up to this size lie in the database, larger ones are blobs.</summary>
    public const int SmallLabelBytes = 8 << 10;

    /// <summary>Hashes of label documents remembered as stored, 32 bytes and some each.</summary>
    public const int KnownLabels = 65_536;
}
