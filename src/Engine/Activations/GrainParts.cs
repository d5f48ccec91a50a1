using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Labelwise.Engine.Activations;

/// <summary>Where generated code gets a grain's constructor arguments.</summary>
public readonly struct GrainParts
{
    readonly Activation activation;

    internal GrainParts(Activation activation) => this.activation = activation;

    public IGrainContext Context => activation;

    public IPersistentState<T> State<T>(string name, string? storageName) => activation.State<T>(name, storageName);

    public T Service<T>() where T : notnull => activation.ActivationServices.GetRequiredService<T>();

    public T KeyedService<T>(object? key) where T : notnull => activation.ActivationServices.GetRequiredKeyedService<T>(key);

    /// <summary>For parameters with a default value.</summary>
    public T ServiceOr<T>(T otherwise) => activation.ActivationServices.GetService<T>() ?? otherwise;
}
