using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace Labelwise.Tests.Engine;

public sealed class EngineTests
{
    [Fact]
    public async Task A_grain_answers()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddMemoryGrainStorageAsDefault());
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        Assert.Equal("ab", await grains.GetGrain<IEchoGrain>("a").Echo("b"));
        Assert.Equal(1, await grains.GetGrain<IEchoGrain>("a").Count());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }
}
