using Labelwise.Grains.Ports;
using Labelwise.Host.Evaluations;
using Labelwise.Host.Imports;
using Labelwise.Host.Predictions;
using Labelwise.Host.Statistics;
using Labelwise.Host.Versions;

namespace Labelwise.Host.Composition;

/// <summary>What jobs ask of the outside: uploads read, models run, versions written.</summary>
public static class JobParts
{
    public static IServiceCollection AddLabelwiseJobs(this IServiceCollection services)
    {
        services.AddSingleton<IImportSource, ImportSource>();
        services.AddSingleton<IPredictionSource, PredictionSource>();
        services.AddSingleton<IVersionFiles, VersionFiles>();
        services.AddSingleton<ISurveyor, Surveyor>();
        services.AddSingleton<IEmbeddingFiles, EmbeddingFiles>();
        services.AddSingleton<VersionReader>();
        services.AddSingleton<OnlineTests>();
        services.AddSingleton<EvaluationFiles>().AddSingleton<IEvaluationFiles>(provider => provider.GetRequiredService<EvaluationFiles>());
        services.AddSingleton<Projects.SpecImpacts>();
        services.AddSingleton<PredictionIntake>();
        return services;
    }
}
