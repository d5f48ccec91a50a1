using Labelwise.Host.Accounts;
using Labelwise.Host.Composition;
using Labelwise.Host.Http;
using Labelwise.Host.Live;
using Labelwise.Host.OpenApi;
using Labelwise.Host.Web;

namespace Labelwise.Host;

/// <summary>Puts a server together: grains, stores, models, and HTTP over them.</summary>
public static class LabelwiseServer
{
    /// <summary>A server that <c>RunAsync</c> or <c>StartAsync</c> starts and <c>StopAsync</c> stops.</summary>
    /// <param name="change">Replaces parts, as a test does with the clock.</param>
    public static WebApplication Build(ServerOptions options, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "labelwise", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();  // settings are ours alone: see Settings
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.ClearProviders().AddLabelwiseLog();
        builder.WebHost.ConfigureKestrel(kestrel => Limits.Apply(kestrel, options)).UseKestrelHttpsConfiguration().UseUrls(options.Url);
        builder.Host.UseConsoleLifetime(console => console.SuppressStatusMessages = true);
        builder.AddLabelwise(options);
        builder.Services.AddLabelwiseHttp(options);
        change?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseLabelwiseHttp(options);
        var routes = new Routes(app);
        AllRoutes.Map(routes);
        app.MapHub<LiveHub>(LiveHub.Path);
        app.MapOpenApiDocument();
        app.MapHealth();
        app.MapWebClient();
        return app;
    }

    /// <summary>Makes an account in a data directory that no server has open.</summary>
    /// <exception cref="Storage.DataDirectoryInUseException">A server runs on it.</exception>
    public static Task<Grains.Outcome<Grains.Accounts.AccountFacts>> AddUser(ServerOptions options, NewUser user) =>
        OfflineAccounts.Add(options, user);
}
