using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Storage.Blobs;
using Labelwise.Storage.Sqlite;
using Orleans;

namespace Labelwise.Tests.Storage.Crashes;

/// <summary>What the killed process writes: for each round of each writer a label document, a state that names it, and
/// now and then blobs. It prints a line once the store has answered.</summary>
static class KilledWriter
{
    public const string Command = "write-until-killed";
    public const int Writers = 16;

    public static byte[] LabelOf(int writer, int round) =>
        Encoding.UTF8.GetBytes($"{{\"by\":{writer},\"round\":{round}}}");

    public static byte[] BlobOf(int writer, int round) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{writer}/{round};", 2000)));

    public static async Task<int> Run(string folder)
    {
        using var open = new OpenStore(folder);
        var blobs = new DirectoryBlobStore(Path.Combine(folder, "blobs"));
        var labels = new SqliteLabelStore(open.Store, blobs);
        var output = TextWriter.Synchronized(Console.Out);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var state = await open.Read<ImmutableArray<ContentHash>>(OpenStore.Grain(writer));
            if (state.State.IsDefault) state.State = [];
            for (var round = state.State.Length; ; round++)
            {
                if (round % 8 == 0) await KeepBlobs(blobs, writer, round); // first, or a kill could leave it out
                var json = LabelOf(writer, round);
                var put = labels.Put([(ContentHash.Of(json), json)]);
                state.State = state.State.Add(ContentHash.Of(json));
                await open.States.WriteStateAsync("state", OpenStore.Grain(writer), state);
                await put;
                output.WriteLine($"{writer} {round}");
            }
        }));
        return 0;
    }

    private static async Task KeepBlobs(DirectoryBlobStore blobs, int writer, int round)
    {
        if (writer % 2 == 0)
        {
            await blobs.Put(BlobOf(writer, round));
            return;
        }
        await using var batch = blobs.Batch();
        await batch.Add(BlobOf(writer, round));
        await batch.Commit();
    }
}
