using Labelwise.Engine.Activations;
using Orleans;
using Orleans.Runtime;

namespace Labelwise.Engine.Calls;

/// <summary>Makes references to grains and observers of one silo.</summary>
sealed class GrainFactory(Silo silo) : IClusterClient
{
    long lastObserver;

    public IServiceProvider ServiceProvider => silo.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return Refer<TGrainInterface>(IdSpan.Create(primaryKey), grainClassNamePrefix);
    }

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => Refer<TGrainInterface>(GrainKeys.OfGuid(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey => Refer<TGrainInterface>(GrainKeys.OfInteger(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable =>
        GrainInterface<TGrainInterface>.Refer(grainId, silo.Router);

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is GrainReference or IGrainBase)
            throw new ArgumentException("A grain or a reference is no local object: use AsReference.", nameof(obj));
        var id = GrainId.Create(ObserverTarget.Type, GrainKeys.OfInteger(Interlocked.Increment(ref lastObserver)));
        silo.Directory.Add(id, new ObserverTarget(silo, id, obj));
        return GrainInterface<TGrainObserverInterface>.Refer(id, silo.Router);
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not GrainReference reference)
            throw new ArgumentException($"Not a reference that {nameof(CreateObjectReference)} made.", nameof(obj));
        (silo.Directory.Remove(reference.GrainId) as ObserverTarget)?.Drop();
    }

    T Refer<T>(IdSpan key, string? classNamePrefix)
    {
        var grainClass = classNamePrefix is null
            ? GrainInterface<T>.Implementation
            : GrainClasses.Implementing(typeof(T), classNamePrefix);
        return GrainInterface<T>.Refer(GrainId.Create(grainClass.GrainType, key), silo.Router);
    }
}
