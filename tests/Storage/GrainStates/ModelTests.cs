using FsCheck;
using FsCheck.Fluent;
using Orleans;
using Orleans.Storage;

namespace Labelwise.Tests.Storage.GrainStates;

/// <summary>Any sequence of operations on SQLite does what a dictionary does.</summary>
public sealed class ModelTests
{
    private const int Grains = 3, Activations = 2;

    private enum Deed { Read, Write, WriteAny, Clear, Reopen }

    private sealed record Step(Deed Deed, int Grain, int Activation);

    [Fact]
    public void The_store_does_what_a_dictionary_with_etags_does()
    {
        var step =
            from deed in Gen.Frequency(
                (4, Gen.Constant(Deed.Read)), (6, Gen.Constant(Deed.Write)), (1, Gen.Constant(Deed.WriteAny)),
                (2, Gen.Constant(Deed.Clear)), (1, Gen.Constant(Deed.Reopen)))
            from grain in Gen.Choose(0, Grains - 1)
            from activation in Gen.Choose(0, Activations - 1)
            select new Step(deed, grain, activation);
        Prop.ForAll(Arb.From(Gen.ListOf(step)), steps => Run([.. steps]).GetAwaiter().GetResult())
            .QuickCheckThrowOnFailure();
    }

    private static async Task<bool> Run(List<Step> steps)
    {
        using var folder = new TempFolder();
        var open = new OpenStore(folder.Path);
        var stored = new (string Etag, int Value)?[Grains];
        var held = new GrainState<int>[Grains, Activations];
        for (var g = 0; g < Grains; g++)
        for (var a = 0; a < Activations; a++)
            held[g, a] = new(0);
        var value = 0;
        try
        {
            foreach (var (deed, grain, activation) in steps)
            {
                if (deed is Deed.Reopen)
                {
                    open.Dispose();
                    open = new(folder.Path);
                    continue;
                }
                var state = held[grain, activation];
                var matches = state.ETag == stored[grain]?.Etag;
                if (deed is Deed.WriteAny) (state.ETag, matches) = ("*", true);
                if (deed is not (Deed.Read or Deed.Clear)) state.State = ++value;
                Assert.Equal(deed is Deed.Read || matches, await Succeeds(open.States, deed, grain, state));
                if (deed is Deed.Clear && matches) stored[grain] = null;
                if (deed is Deed.Write or Deed.WriteAny && matches) stored[grain] = (state.ETag!, value);
                if (deed is Deed.Read)
                {
                    Assert.Equal(stored[grain]?.Etag, state.ETag);
                    if (stored[grain] is { } there) Assert.Equal(there.Value, state.State);
                }
            }
            for (var g = 0; g < Grains; g++)
            {
                var read = await open.Read<int>(OpenStore.Grain(g));
                Assert.Equal((stored[g]?.Etag, stored[g]?.Value ?? 0), (read.ETag, read.State));
            }
            return true;
        }
        finally
        {
            open.Dispose();
        }
    }

    private static async Task<bool> Succeeds(IGrainStorage storage, Deed deed, int grain, GrainState<int> state)
    {
        try
        {
            var id = OpenStore.Grain(grain);
            await (deed switch
            {
                Deed.Read => storage.ReadStateAsync("state", id, state),
                Deed.Clear => storage.ClearStateAsync("state", id, state),
                _ => storage.WriteStateAsync("state", id, state),
            });
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}
