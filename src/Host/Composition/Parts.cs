using Labelwise.Grains.Ports;
using Labelwise.Host.Accounts;
using Labelwise.Host.Http;
using Labelwise.Host.Imports;
using Labelwise.Host.Live;
using Labelwise.Host.Overload;
using Labelwise.Host.Predictions;
using Labelwise.Host.Samples;
using Labelwise.Host.Tasks;
using Labelwise.Inference.Images;
using Labelwise.Inference.Isolated;
using Labelwise.Inference.Models;
using Labelwise.Storage;
using Microsoft.AspNetCore.SignalR;
using Orleans.Hosting;

namespace Labelwise.Host.Composition;

/// <summary>The parts under HTTP, and those that serve it.</summary>
static class Parts
{
    /// <summary>How long a stop waits for calls and grains to end.</summary>
    static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(20);

    /// <summary>Grains with their engine and stores; images and models.</summary>
    public static void AddLabelwise(this IHostApplicationBuilder builder, ServerOptions options)
    {
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopsWithin);
        builder.Services.AddSingleton<TimeProvider>(new SteadyTime(TimeProvider.System));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<IChance, Chance>();
        builder.Services.AddSingleton(_ => new LibvipsImages());
        builder.Services.AddSingleton<IImages>(provider => provider.GetRequiredService<LibvipsImages>());
        builder.Services.AddSingleton<IModels>(provider => options.Inference is { } command
            ? new IsolatedModels(command, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<IsolatedModels>>())
            : new OnnxModels(provider.GetRequiredService<LibvipsImages>()));
        builder.Services.AddLabelwiseJobs();
        builder.Services.AddSingleton(_ => new Passwords(options.PasswordIterations));
        builder.UseOrleans(silo => Engines.Configure(silo, options));
    }

    public static void AddLabelwiseHttp(this IServiceCollection services, ServerOptions options)
    {
        services.AddRouting();
        services.AddSingleton<Doorkeeper>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<Presences>();
        services.AddSingleton<LabelNames>();
        services.AddSingleton<LargeBodies>();
        services.AddSingleton<Practice.Fitting>();
        services.AddSingleton<Handouts>();
        services.AddSingleton<SampleIndex>();
        services.AddSingleton<SampleBytes>();
        services.AddSingleton<ProjectEars>();
        services.AddSingleton<ImportSource>().AddSingleton<IImportSource, LastImports>();
        services.AddSingleton<PredictionSource>().AddSingleton<IPredictionSource, LastPredictions>();
        services.AddHostedService<OpenStores>();
        services.AddHostedService(provider => provider.GetRequiredService<ProjectEars>());
        services.AddHostedService<SetupOffer>();
        services.AddSignalR(Live)
            .AddJsonProtocol(json =>
            {
                json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Api);
                json.PayloadSerializerOptions.DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull;
            });
        services.AddSingleton<HubLifetimeManager<LiveHub>, LiveConnections>();
        services.AddLabelwiseGuards(options);
    }

    static void Live(HubOptions hub)
    {
        hub.MaximumReceiveMessageSize = LiveLimits.MessageBytes;
        hub.MaximumParallelInvocationsPerClient = 1;
        hub.StreamBufferCapacity = 1;
        hub.EnableDetailedErrors = false;
        hub.AddFilter<HubFailures>();
    }
}
