namespace Orleans.Core
{
    /// <summary>A piece of state with a durable home.</summary>
    public interface IStorage
    {
        /// <summary>The version last read or written.</summary>
        string? Etag { get; }

        /// <summary>Whether the store holds a record.</summary>
        bool RecordExists { get; }

        Task ClearStateAsync();

        /// <summary>Returns once the state is on disk.</summary>
        /// <exception cref="Storage.InconsistentStateException">Somebody else wrote since this state was read.</exception>
        Task WriteStateAsync();

        Task ReadStateAsync();
    }

    public interface IStorage<TState> : IStorage
    {
        TState State { get; set; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>One named state of a grain, read before <see cref="IGrainBase.OnActivateAsync"/>.</summary>
    public interface IPersistentState<TState> : Orleans.Core.IStorage<TState>;

    /// <summary>Asks for a persistent state in a grain's constructor.</summary>
    /// <param name="stateName">The state's name, unique within the grain class.</param>
    /// <param name="storageName">Which store; "Default" where null.</param>
    [AttributeUsage(AttributeTargets.Parameter)]
    public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
    {
        public string StateName { get; } = stateName ?? throw new ArgumentNullException(nameof(stateName));

        public string? StorageName { get; } = storageName;
    }
}
