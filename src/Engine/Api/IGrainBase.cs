using Orleans.Runtime;

namespace Orleans;

/// <summary>What a grain class is to the engine. <see cref="Grain"/> is the usual way to be one.</summary>
public interface IGrainBase
{
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first call, after the persistent states were read. Where it throws, the calls that
    /// wait are refused with its exception.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last call. It does not run when the process is killed.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
