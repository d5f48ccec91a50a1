using Labelwise.Grains.Ports;
using Labelwise.Host.Composition;

namespace Labelwise.Host.Doctor;

/// <summary>The grains themselves, at work on a copy: what they make of their states after a stop at that moment is what
/// a server would make of them.</summary>
sealed class GrainsOnCopy : IAsyncDisposable
{
    readonly IHost host;

    GrainsOnCopy(IHost host) => this.host = host;

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public ILabelStore Labels => host.Services.GetRequiredService<ILabelStore>();

    /// <param name="directory">With the copy of a database.</param>
    public static async Task<GrainsOnCopy> Start(string directory, IBlobStore blobs)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.AddLabelwise(new ServerOptions { Data = directory });
        builder.Services.AddSingleton<IBlobStore>(new BlobsToRead(blobs));
        var copy = new GrainsOnCopy(builder.Build());
        await copy.host.StartAsync();
        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
