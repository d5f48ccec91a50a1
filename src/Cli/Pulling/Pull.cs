using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Cli.Client;
using Labelwise.Cli.Console;
using Labelwise.Domain;
using Labelwise.Domain.Specs;

namespace Labelwise.Cli.Pulling;

/// <summary>One pull of one version into one folder: fetches what is missing, checks everything, overwrites nothing that
/// is not its own.</summary>
sealed class Pull(ApiClient client, string project, int version, CopyFolder copy, Surroundings around)
{
    /// <summary>Files fetched or checked at a time.</summary>
    const int AtOnce = 8;

    string Path => $"projects/{project}/versions/{version}";

    /// <param name="format">jsonl or coco.</param>
    public async Task<PullResult> Run(string format, CancellationToken cancellation)
    {
        copy.Sweep();
        var about = await client.Get(Path, cancellation);
        var root = ContentHash.Parse(about.GetProperty("root").GetString()!);
        var made = PulledVersion.Read(await client.Get($"{Path}/manifest", cancellation));
        var entries = await made.Check(root, hash => Part(hash, cancellation));
        var details = new List<byte[]>();
        foreach (var hash in made.Details) details.Add(await Part(hash, cancellation));
        var samples = PulledVersion.Samples(details, entries);

        var earlier = await copy.Read(CopyFolder.OwnName("copy.json"), cancellation) is { } json ? JsonSerializer.Deserialize<CopyRecord>(json) : null;
        await CheckEarlier(earlier, root, cancellation);
        var fetched = await Fetch(samples, cancellation);
        var (file, labels) = await Export(format, samples, about, cancellation);
        await copy.Write("index.jsonl", Index(samples), cancellation);
        await copy.Write(file, labels, cancellation);
        var record = CopyRecord.After(earlier, root, file, ContentHash.Of(labels));
        await copy.Write(CopyFolder.OwnName("copy.json"), JsonSerializer.SerializeToUtf8Bytes(record), cancellation);
        return new(version, root.ToString(), samples.Length, fetched, samples.Length - fetched, copy.Root, file);
    }

    /// <summary>A chunk or details file: from the copy, else from the server.</summary>
    async Task<byte[]> Part(ContentHash hash, CancellationToken cancellation)
    {
        var name = CopyFolder.OwnName($"chunks/{hash}");
        if (await copy.Read(name, cancellation) is { } kept)
            return ContentHash.Of(kept) == hash ? kept : throw new TamperedException([new(name, "has other bytes than when it was sealed")]);
        var content = await client.Bytes($"{Path}/chunks/{hash}", cancellation);
        if (ContentHash.Of(content) != hash) throw new TamperedException([new($"chunk {hash}", "the server sent other bytes than were sealed")]);
        await copy.Write(name, content, cancellation);
        return content;
    }

    /// <param name="earlier">As <c>copy.json</c> says; null in a fresh folder.</param>
    async Task CheckEarlier(CopyRecord? earlier, ContentHash root, CancellationToken cancellation)
    {
        if (earlier?.Root != root.ToString()) return;
        foreach (var (file, expected) in earlier.Labels)
            if (await copy.HashOf(file, cancellation) is { } hash && hash.ToString() != expected)
                throw new TamperedException([new(file, "has other labels than were pulled")]);
    }

    /// <returns>How many were missing.</returns>
    async Task<int> Fetch(ImmutableArray<PulledSample> samples, CancellationToken cancellation)
    {
        var (done, fetched) = (0, 0);
        var faults = new System.Collections.Concurrent.ConcurrentBag<Fault>();
        await ProgressLine.While(around, "Pulling", "samples", async line =>
        {
            await Parallel.ForEachAsync(samples, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (sample, stop) =>
            {
                if (await copy.HashOf(sample.File, stop) is { } there)
                {
                    if (there != sample.Sample) faults.Add(new(sample.File, "has other bytes than when it was sealed"));
                }
                else if (await Fetch(sample, stop) is { } fault) faults.Add(fault);
                else Interlocked.Increment(ref fetched);
                var count = Interlocked.Increment(ref done);
                lock (line) line.Show(count, samples.Length);
            });
            return true;
        });
        return faults.IsEmpty ? fetched : throw new TamperedException([.. faults.OrderBy(f => f.Name, StringComparer.Ordinal)]);
    }

    async Task<Fault?> Fetch(PulledSample sample, CancellationToken cancellation)
    {
        var bytes = await client.Bytes($"{Path}/samples/{sample.Sample}", cancellation);
        if (ContentHash.Of(bytes) != sample.Sample) return new(sample.File, "the server sent other bytes than were sealed");
        await copy.Write(sample.File, bytes, cancellation);
        return null;
    }

    async Task<(string File, byte[] Labels)> Export(string format, ImmutableArray<PulledSample> samples, JsonElement about, CancellationToken cancellation)
    {
        var jsonl = await client.Bytes($"{Path}/export?format=jsonl", cancellation);
        if (Labels.Check(jsonl, samples, await Spec(about, cancellation)) is { Count: > 0 } faults) throw new TamperedException(faults);
        return format is "jsonl" ? ("labels.jsonl", jsonl) : ("labels.json", await client.Bytes($"{Path}/export?format={format}", cancellation));
    }

    /// <summary>The version's spec, while it is the one in force.</summary>
    async Task<DataSpec?> Spec(JsonElement about, CancellationToken cancellation)
    {
        var spec = await client.Get($"projects/{project}/spec", cancellation);
        if (spec.GetProperty("version").GetInt32() == about.GetProperty("specVersion").GetInt32())
            return DataSpec.Parse(spec.GetProperty("document"), () => throw new CommandFailedException("The server gave a data spec without ids.")).Spec;
        around.Error.WriteLine("The data spec has changed since this version was sealed: its labels' names are taken on the server's word.");
        return null;
    }

    static byte[] Index(ImmutableArray<PulledSample> samples)
    {
        using var lines = new MemoryStream();
        foreach (var sample in samples)
        {
            JsonSerializer.Serialize(lines, new { externalId = sample.ExternalId, sample = sample.Sample.ToString(), file = sample.File });
            lines.WriteByte((byte)'\n');
        }
        return lines.ToArray();
    }
}

/// <summary>What a copy was when it was last pulled.</summary>
/// <param name="Labels">Hashes of the files of labels, by name: one a format that was pulled.</param>
sealed record CopyRecord(string Root, Dictionary<string, string> Labels)
{
    public static CopyRecord After(CopyRecord? earlier, ContentHash root, string file, ContentHash labels)
    {
        var known = earlier?.Root == root.ToString() ? earlier.Labels : [];
        return new(root.ToString(), new(known, StringComparer.Ordinal) { [file] = labels.ToString() });
    }
}

/// <param name="There">Samples that were there already.</param>
sealed record PullResult(int Version, string Root, int Samples, int Fetched, int There, string Folder, string Labels);
