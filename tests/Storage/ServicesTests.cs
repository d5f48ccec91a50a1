using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Labelwise.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Storage;

namespace Labelwise.Tests.Storage;

public sealed class ServicesTests
{
    [Fact]
    public async Task One_directory_holds_states_labels_and_blobs_and_is_free_again_after_the_server_stops()
    {
        using var folder = new TempFolder();
        for (var life = 0; life < 2; life++)
        {
            await using var services = new ServiceCollection().AddLabelwiseStorage(folder.Path).BuildServiceProvider();
            var states = services.GetRequiredKeyedService<IGrainStorage>("Default");
            var state = new GrainState<int>();
            await states.ReadStateAsync("lives", OpenStore.Grain(1), state);
            Assert.Equal(life, state.State);
            state.State++;
            await states.WriteStateAsync("lives", OpenStore.Grain(1), state);
            await services.GetRequiredService<ILabelStore>().Put([(ContentHash.Of("{}"u8), "{}"u8.ToArray())]);
            await services.GetRequiredService<IBlobStore>().Put("picture"u8.ToArray());
        }
    }
}
