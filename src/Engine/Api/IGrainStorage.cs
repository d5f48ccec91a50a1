using Orleans.Runtime;

namespace Orleans
{
    /// <summary>One state of one grain as a store sees it.</summary>
    public interface IGrainState<T>
    {
        /// <summary>The value; null where nothing was ever stored and the type has no default.</summary>
        T? State { get; set; }

        /// <summary>The version the value was read or written as; null before the first write.</summary>
        string? ETag { get; set; }

        /// <summary>Whether the store holds a record.</summary>
        bool RecordExists { get; set; }
    }

    [GenerateSerializer]
    public sealed class GrainState<T> : IGrainState<T>
    {
        public GrainState() { }

        public GrainState(T? state) : this(state, null) { }

        public GrainState(T? state, string? eTag)
        {
            State = state;
            ETag = eTag;
        }

        [Id(0)] public T? State { get; set; }

        [Id(1)] public string? ETag { get; set; }

        [Id(2)] public bool RecordExists { get; set; }
    }
}

namespace Orleans.Storage
{
    /// <summary>Durable home of grain state. Each operation is conditional on the ETag it was given.</summary>
    public interface IGrainStorage
    {
        /// <summary>Fills <paramref name="grainState"/>; leaves its value alone where no record exists.</summary>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Returns once the value is on disk, with the new ETag set.</summary>
        /// <exception cref="InconsistentStateException">The stored ETag is another one; nothing was written.</exception>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Deletes the record.</summary>
        /// <exception cref="InconsistentStateException">The stored ETag is another one; nothing was deleted.</exception>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
    }

    /// <summary>A grain keeps state in a store that is not configured.</summary>
    [GenerateSerializer]
    public sealed class BadProviderConfigException : OrleansException
    {
        public BadProviderConfigException() { }

        public BadProviderConfigException(string msg) : base(msg) { }

        public BadProviderConfigException(string msg, Exception exc) : base(msg, exc) { }
    }

    /// <summary>Somebody else wrote first. The activation that meets it goes; the next one reads afresh.</summary>
    [GenerateSerializer]
    public class InconsistentStateException : OrleansException
    {
        public InconsistentStateException() { }

        public InconsistentStateException(string message) : base(message) { }

        public InconsistentStateException(string message, Exception? innerException) : base(message, innerException!) { }

        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
            : base(errorMsg, storageException!)
        {
            StoredEtag = storedEtag;
            CurrentEtag = currentEtag;
        }

        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
            : this(errorMsg, storedEtag, currentEtag, null)
        {
        }

        public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
            : this(storageException.Message, storedEtag, currentEtag, storageException)
        {
        }

        /// <summary>True until the activation it happened on was told to go, so that a caller who lets it pass through
        /// does not go too.</summary>
        [Id(0)] internal bool IsSourceActivation { get; set; } = true;

        [Id(1)] public string? StoredEtag { get; private set; }

        [Id(2)] public string? CurrentEtag { get; private set; }

        public override string ToString() =>
            $"{base.ToString()}{Environment.NewLine}Stored ETag: {StoredEtag ?? "none"}, ETag held: {CurrentEtag ?? "none"}";
    }
}
