using Microsoft.Extensions.Logging;

namespace Labelwise.Storage;

static partial class StorageLog
{
    [LoggerMessage(1, LogLevel.Error, "The store {File} failed a group of writes; their callers were told")]
    public static partial void StoreFailed(this ILogger log, string file, Exception e);

    [LoggerMessage(2, LogLevel.Warning, "The WAL of {File} could not be carried over; it grows until that succeeds")]
    public static partial void WalNotCarriedOver(this ILogger log, string file, Exception e);

    [LoggerMessage(3, LogLevel.Information, "{Version}, schema {Schema}, file {File}")]
    public static partial void StoreOpened(this ILogger log, string version, int schema, string file);
}
