using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Labelwise.Domain;
using Labelwise.Domain.Versions;

namespace Labelwise.Tests.Domain.Versions;

public sealed class ManifestTests
{
    static ManifestEntry Entry(int number, string label = "") => new(
        Hash($"sample {number}"), Hash($"label {number % 10}{label}"),
        number % 5 == 0 ? "val" : "train", number % 7 == 0 ? $"scene \"{number / 70}\" é" : null);

    static readonly Config Fewer = Config.QuickThrowOnFailure.WithMaxTest(30);

    static ContentHash Hash(string text) => ContentHash.Of(Encoding.UTF8.GetBytes(text));

    static IEnumerable<ManifestEntry> Entries(int count) => Enumerable.Range(0, count).Select(i => Entry(i));

    [Fact]
    public void Equal_content_has_an_equal_root_in_whatever_order_and_blocks_it_came() =>
        Check.One(Fewer, Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var entries = Entries(random.Next(1_500)).ToArray();
            var expected = ManifestBuilder.Build(entries).Manifest;
            random.Shuffle(entries);

            var blocks = entries.Chunk(1 + random.Next(100)).Select(b => b.Order().ToArray());
            var builder = new ManifestBuilder();
            foreach (var entry in blocks.SelectMany(b => b).Order()) builder.Add(entry);
            var manifest = builder.Finish().Manifest;
            return manifest.Root == expected.Root && manifest.Chunks.SequenceEqual(expected.Chunks) && manifest.Entries == entries.Length;
        }));

    [Fact]
    public void Any_other_label_split_group_or_sample_gives_another_root()
    {
        var entries = Entries(500).ToList();
        var root = ManifestBuilder.Build(entries).Manifest.Root;
        var changed = entries[123];
        foreach (var other in (ManifestEntry[])[
            changed with { Label = Hash("other") }, changed with { Sample = Hash("other") },
            changed with { Split = null }, changed with { Group = "" }, changed with { Split = "", Group = changed.Split }])
        {
            var copy = entries.ToList();
            copy[123] = other;
            Assert.NotEqual(root, ManifestBuilder.Build(copy).Manifest.Root);
        }
        Assert.NotEqual(root, ManifestBuilder.Build(entries.Append(changed)).Manifest.Root);
        Assert.NotEqual(root, ManifestBuilder.Build(entries.Skip(1)).Manifest.Root);
    }

    [Fact]
    public void A_change_moves_only_the_chunks_beside_it()
    {
        var entries = Entries(20_000).ToList();
        var before = ManifestBuilder.Build(entries).Manifest;
        entries[777] = Entry(777, "corrected");
        entries.Add(Entry(1_000_000));
        var (from, to) = VersionDiff.Differing(before, ManifestBuilder.Build(entries).Manifest);
        Assert.InRange(before.Chunks.Length, 55, 100);
        Assert.InRange(from.Length, 1, 4);
        Assert.InRange(to.Length, 1, 4);
    }

    [Fact]
    public void No_chunk_is_longer_than_the_most_nor_shorter_than_the_fewest_but_the_last()
    {
        var manifest = ManifestBuilder.Build(Entries(20_000)).Manifest;
        Assert.All(manifest.Chunks, c => Assert.InRange(c.Entries, 1, ManifestBuilder.MostEntries));
        Assert.All(manifest.Chunks.SkipLast(1), c => Assert.True(c.Entries >= ManifestBuilder.FewestEntries));
        Assert.InRange(manifest.Chunks.SkipLast(1).Average(c => c.Entries), 150, 400);
    }

    [Fact]
    public void An_entry_reads_back_from_its_line_whatever_its_split_and_group_are_called() =>
        Prop.ForAll<string, string>((split, group) =>
        {
            if (!IsUnicode(split) || !IsUnicode(group)) return true;
            var entry = new ManifestEntry(Hash("s"), Hash("l"), split, group);
            return ManifestEntry.Parse(entry.ToLine()) == entry;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Entries_sort_as_the_bytes_of_their_lines_do() =>
        Prop.ForAll<string, string>((one, other) =>
        {
            if (!IsUnicode(one) || !IsUnicode(other)) return true;
            var (a, b) = (new ManifestEntry(Hash("s"), Hash("l"), one, "x"), new ManifestEntry(Hash("s"), Hash("l"), other));
            return Math.Sign(a.CompareTo(b)) == Math.Sign(a.ToLine().AsSpan().SequenceCompareTo(b.ToLine()));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""["{0}","{1}","train", null]""")]
    [InlineData("""["{0}","{1}","train"]""")]
    [InlineData("""["{0}","{1}","tr\u0061in",null]""")]
    [InlineData("""["{0}","{1}",1,null]""")]
    [InlineData("""["{0}","{1}","train",null] x""")]
    [InlineData("not json")]
    public void A_line_that_is_not_the_canonical_one_is_no_entry(string line)
    {
        var text = line.Replace("{0}", Hash("s").ToString()).Replace("{1}", Hash("l").ToString()) + "\n";
        Assert.Null(ManifestEntry.Parse(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void The_form_of_a_chunk_stays_what_sealed_versions_have()
    {
        var (manifest, chunks) = ManifestBuilder.Build([Entry(1), Entry(0)]);
        Assert.Equal(
            """
            ["642fe51e78f53e031ad6929a942a6fe9fcd4c26d8252660f0bc1aa1f3b206788","3b0b58ddc6e47290926caebaaffdd9a3d8bb85a950d66ac520eea7939355295d","train",null]
            ["dfa508c296aabc444f15bd84157d736a2e69fe20043cf06f85fd7da6fc12f3db","d4ee80897e1047ef9024b0b60950a04e1d137b126ff8f20ef6d9efccc0713fbd","val","scene \"0\" é"]

            """, Encoding.UTF8.GetString(chunks[0].Content.AsSpan()));
        Assert.Equal("0166d1d0087a3bc82854e7b999936459c3ba3e217de38b7e3bde3157bc553093", manifest.Root.ToString());
        Assert.Equal(manifest.Chunks, chunks.Select(c => c.Ref));
    }

    [Fact]
    public void A_sound_copy_passes_and_every_kind_of_tampering_is_named()
    {
        var (manifest, chunks) = ManifestBuilder.Build(Entries(3_000));
        Assert.Empty(FaultsOf(manifest, manifest.Root, [.. chunks.Select(c => (byte[]?)c.Content.ToArray())]));

        var altered = chunks.Select(c => (byte[]?)c.Content.ToArray()).ToArray();
        altered[1]![5] ^= 1;
        Assert.Equal(["chunk-altered"], FaultsOf(manifest, manifest.Root, altered));
        altered[1] = null;
        Assert.Equal(["chunk-missing"], FaultsOf(manifest, manifest.Root, altered));

        var shorter = Manifest.Of(manifest.Chunks.Take(2));
        Assert.Equal(["root-mismatch"], FaultsOf(shorter, manifest.Root, [.. chunks.Take(2).Select(c => (byte[]?)c.Content.ToArray())]));
        var forged = manifest with { Chunks = manifest.Chunks.RemoveAt(0) };
        Assert.Contains("root-mismatch", FaultsOf(forged, manifest.Root, [.. chunks.Skip(1).Select(c => (byte[]?)c.Content.ToArray())]));
    }

    [Fact]
    public void A_chunk_cut_elsewhere_than_its_entries_say_is_named()
    {
        var lines = Entries(100).Order().Select(e => e.ToLine()).ToList();
        byte[][] halves = [[.. lines.Take(50).SelectMany(l => l)], [.. lines.Skip(50).SelectMany(l => l)]];
        var manifest = Manifest.Of(halves.Select(h => new ChunkRef(ContentHash.Of(h), 50)));
        Assert.Contains("chunk-boundary", FaultsOf(manifest, manifest.Root, halves));
        var swapped = Manifest.Of(manifest.Chunks.Reverse());
        Assert.Contains("chunk-unsorted", FaultsOf(swapped, swapped.Root, [halves[1], halves[0]]));
    }

    [Fact]
    public void A_difference_names_what_was_added_removed_and_changed() =>
        Check.One(Fewer, Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var before = Entries(600).Where(_ => random.Next(10) > 0).ToList();
            var after = Entries(600).Select(e => random.Next(20) == 0 ? e with { Label = Hash("new") } : e).Where(_ => random.Next(10) > 0).ToList();
            var (from, to) = (ManifestBuilder.Build(before), ManifestBuilder.Build(after));
            var (fromChunks, toChunks) = VersionDiff.Differing(from.Manifest, to.Manifest);
            var diff = VersionDiff.Of(Read(from.Chunks, fromChunks), Read(to.Chunks, toChunks));

            var (old, fresh) = (before.ToDictionary(e => e.Sample), after.ToDictionary(e => e.Sample));
            return diff.Added.SequenceEqual(after.Where(e => !old.ContainsKey(e.Sample)).Order())
                && diff.Removed.SequenceEqual(before.Where(e => !fresh.ContainsKey(e.Sample)).Order())
                && diff.Changed.Select(c => c.To).Order().SequenceEqual(after.Where(e => old.TryGetValue(e.Sample, out var was) && was != e).Order());
        }));

    static IEnumerable<ManifestEntry> Read(IEnumerable<Chunk> chunks, IEnumerable<ChunkRef> wanted) =>
        wanted.SelectMany(w => ChunkReader.Read(chunks.First(c => c.Ref == w).Content.AsSpan())!.Value);

    static string[] FaultsOf(Manifest manifest, ContentHash root, byte[]?[] copy)
    {
        var check = new ManifestCheck(manifest);
        foreach (var chunk in copy) check.Next(chunk);
        return [.. check.Finish(root).Select(f => f.Code)];
    }

    static bool IsUnicode(string? text) => text is null || text.EnumerateRunes().All(r => r.Value != 0xFFFD);

    /// <summary>Recomputes the root from the chunk files with nothing but Python's standard library.</summary>
    [Fact]
    public async Task Anyone_can_recompute_the_root_with_a_short_script()
    {
        var (manifest, chunks) = ManifestBuilder.Build(Entries(3_000));
        var folder = Directory.CreateTempSubdirectory("manifest");
        try
        {
            foreach (var chunk in chunks)
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, chunk.Ref.Hash.ToString()), chunk.Content.ToArray());
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "manifest.json"), JsonSerializer.Serialize(
                new { root = manifest.Root, chunks = manifest.Chunks.Select(c => new { hash = c.Hash, entries = c.Entries }) }));
            Assert.Equal($"{manifest.Root} 3000", await Python(Verifier, folder.FullName));
        }
        finally { folder.Delete(recursive: true); }
    }

    const string Verifier = """
        import hashlib, json, pathlib, sys
        def sha(b): return hashlib.sha256(b).digest()
        def root(leaves):
            if not leaves: return sha(b"")
            if len(leaves) == 1: return leaves[0]
            k = 1 << (len(leaves) - 1).bit_length() - 1
            return sha(b"\1" + root(leaves[:k]) + root(leaves[k:]))
        folder = pathlib.Path(sys.argv[1])
        manifest, lines, leaves = json.load(open(folder / "manifest.json")), [], []
        for n, chunk in enumerate(manifest["chunks"]):
            content = (folder / chunk["hash"]).read_bytes()
            assert sha(content).hex() == chunk["hash"], "altered"
            mine = content.splitlines(keepends=True)
            assert len(mine) == chunk["entries"], "count"
            for line in mine:
                entry = json.loads(line)
                assert (json.dumps(entry, separators=(",", ":"), ensure_ascii=False) + "\n").encode() == line, "not canonical"
            ends = [i for i, line in enumerate(mine, 1) if i >= 1024 or (i >= 16 and sha(line)[0] == 0)]
            assert ends == [len(mine)] or (not ends and n == len(manifest["chunks"]) - 1), "boundary"
            lines += mine
            leaves.append(sha(b"\0" + sha(content)))
        assert lines == sorted(lines), "order"
        assert root(leaves).hex() == manifest["root"], "root"
        print(manifest["root"], len(lines))
        """;

    static async Task<string> Python(string script, string argument)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("python3", ["-c", script, argument]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not installed here");
            throw;
        }
        using (process)
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await error);
            return (await output).Trim();
        }
    }
}
