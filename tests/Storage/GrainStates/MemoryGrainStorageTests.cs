using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Storage;

namespace Labelwise.Tests.Storage.GrainStates;

/// <summary>The store that tests of grains use promises the same as the real one.</summary>
public sealed class MemoryGrainStorageTests : GrainStorageContract, IDisposable
{
    private readonly IHost host;

    public MemoryGrainStorageTests()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.AddMemoryGrainStorageAsDefault());
        host = builder.Build();
        Storage = host.Services.GetRequiredKeyedService<IGrainStorage>("Default");
    }

    protected override IGrainStorage Storage { get; }

    public void Dispose() => host.Dispose();
}
