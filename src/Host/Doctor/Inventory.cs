using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Grains.Tasks;
using Labelwise.Storage;
using Labelwise.Storage.Backups;

namespace Labelwise.Host.Doctor;

/// <summary>What a database holds, by its names.</summary>
sealed class Inventory
{
    readonly Dictionary<ProjectId, List<int>> begun = [];

    /// <summary>Every hash that any state names.</summary>
    public HashSet<ContentHash> Referred { get; } = [];

    /// <summary>Projects, each with the numbers of those tasks that have a state of their own.</summary>
    public IReadOnlyDictionary<ProjectId, List<int>> Begun => begun;

    /// <summary>The counters as saved, each with its grain as the database names it.</summary>
    public Dictionary<ProjectId, (string Grain, QueueSnapshot Saved)> Counters { get; } = [];

    /// <summary>Blocks by key, each with its grain as the database names it.</summary>
    public Dictionary<string, string> Blocks { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys of models.</summary>
    public List<string> Models { get; } = [];

    /// <returns>False where it does not read as what it should be.</returns>
    public bool Take(StoredState state, ReadOnlyMemory<byte> stored)
    {
        try
        {
            var json = StateJson.Readable(stored);
            using var document = JsonDocument.Parse(json);
            HashScan.AddTo(Referred, json.Span);
            Name(state, state.Grain[(state.Grain.IndexOf('/') + 1)..], json.Span);
            return true;
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    void Name(StoredState state, string key, ReadOnlySpan<byte> json)
    {
        switch (state.Name)
        {
            case "task" when TaskId.TryParse(key, null, out var task): TasksOf(task.Project).Add(task.Index); break;
            case "project" when ProjectId.TryParse(key, null, out var project): TasksOf(project); break;
            case "queue" when ProjectId.TryParse(key, null, out var project):
                Counters[project] = (state.Grain, new StateJson().Deserialize<QueueSnapshot>(json));
                break;
            case "rows":
                foreach (var row in new StateJson().Deserialize<BlockRowsState>(json).Of(key)) Referred.UnionWith(row.Opinions.Select(o => o.Label).Append(row.Label));
                break;
            case "samples": Blocks[key] = state.Grain; break;
            case "model": Models.Add(key); break;
        }
    }

    List<int> TasksOf(ProjectId project) => begun.TryGetValue(project, out var tasks) ? tasks : begun[project] = [];
}
