using Labelwise.Domain;
using Labelwise.Formats.Uploads;
using Labelwise.Grains.Ports;

namespace Labelwise.Host.Imports;

/// <summary>Uploads that are being read, kept open between slices: to open one means to read its directory.</summary>
sealed class OpenUploads(IBlobStore blobs) : IAsyncDisposable
{
    /// <summary>Uploads kept open that nobody reads just now.</summary>
    const int MostIdle = 4;

    readonly SemaphoreSlim gate = new(1, 1);
    readonly LinkedList<Entry> entries = new();

    /// <summary>Reads from an upload, one reader at a time.</summary>
    public async Task<T> Use<T>(Upload upload, Func<UploadOpening, Task<T>> read, CancellationToken cancellation)
    {
        var entry = await Take(upload, cancellation);
        try
        {
            await entry.Reading.WaitAsync(cancellation);
            try
            {
                entry.Opening ??= await Open(upload, cancellation);
                return await read(entry.Opening.Value);
            }
            finally { entry.Reading.Release(); }
        }
        finally { await GiveBack(entry); }
    }

    /// <summary>Closes an upload that nobody reads any more.</summary>
    public async Task Close(Upload upload)
    {
        await gate.WaitAsync();
        try
        {
            if (entries.FirstOrDefault(e => e.Upload == upload && e.Readers is 0) is not { } idle) return;
            entries.Remove(idle);
            idle.Opening?.Upload?.Dispose();
        }
        finally { gate.Release(); }
    }

    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync();
        foreach (var entry in entries) entry.Opening?.Upload?.Dispose();
        entries.Clear();
        gate.Release();
    }

    async Task<UploadOpening> Open(Upload upload, CancellationToken cancellation)
    {
        var content = await blobs.OpenRead(upload.Blob, upload.OwnBytes is { } own ? new ByteRange(0, own) : null, cancellation)
            ?? throw new InvalidOperationException($"The upload {upload.Blob} is not in the store.");
        return UploadFormats.Open(content, upload.Format, upload.FileName, upload.Media);
    }

    async Task<Entry> Take(Upload upload, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            var entry = entries.FirstOrDefault(e => e.Upload == upload);
            if (entry is not null) entries.Remove(entry);
            entry ??= new(upload);
            entries.AddFirst(entry);
            entry.Readers++;
            return entry;
        }
        finally { gate.Release(); }
    }

    async Task GiveBack(Entry entry)
    {
        await gate.WaitAsync(CancellationToken.None);
        try
        {
            entry.Readers--;
            foreach (var idle in entries.Where(e => e.Readers is 0).Skip(MostIdle).ToArray())
            {
                entries.Remove(idle);
                idle.Opening?.Upload?.Dispose();
            }
        }
        finally { gate.Release(); }
    }

    sealed class Entry(Upload upload)
    {
        public Upload Upload => upload;
        public SemaphoreSlim Reading { get; } = new(1, 1);
        public UploadOpening? Opening { get; set; }
        public int Readers { get; set; }
    }
}
