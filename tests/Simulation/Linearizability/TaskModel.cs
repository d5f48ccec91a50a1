using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Simulation.Linearizability;

/// <summary>The least that a task must be like for its clients, said apart from the rules that make it so: numbers of
/// annotations and reviews run on without gaps, an answer once given stays, a decided task takes no more work.</summary>
sealed record TaskModel(int Annotations, int Reviews, bool Decided, ImmutableSortedDictionary<string, string> Answers)
    : IEquatable<TaskModel>
{
    public static TaskModel Start { get; } = new(0, 0, false, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>Every state after a request, given what came back.</summary>
    public static IEnumerable<TaskModel> Step(TaskModel state, Request<Asked> request)
    {
        var asked = request.What;
        if (request.Answered is null) return MayHaveDone(state, asked);
        if (asked.Intent.Kind == "read") return Reads(state, asked.Seen!);
        return asked.Outcome.Refusal is { } why ? Refused(state, asked, why) : Accepted(state, asked, asked.Outcome.Value!.Result);
    }

    static IEnumerable<TaskModel> Accepted(TaskModel state, Asked asked, string result)
    {
        var key = KeyOf(asked);
        if (state.Answers.TryGetValue(key, out var first))
        {
            if (first == result) yield return state;
            yield break;
        }
        var told = state with { Answers = state.Answers.Add(key, result) };
        switch (asked.Intent.Kind)
        {
            case "submit" when !state.Decided && result == $"{asked.Intent.Task}-a{state.Annotations + 1}":
                yield return told with { Annotations = state.Annotations + 1 };
                yield return told with { Annotations = state.Annotations + 1, Decided = true };
                break;
            case "review" when !state.Decided && result == $"{asked.Intent.Task}-r{state.Reviews + 1}":
                // Accepted or corrected it is decided, rejected it is not; the client knows which it sent, we need not.
                yield return told with { Reviews = state.Reviews + 1, Decided = true };
                yield return told with { Reviews = state.Reviews + 1 };
                break;
            case "reopen" when state.Decided: yield return told with { Decided = false }; break;
            case "skip" or "release" or "extend" when result == asked.Intent.Lease.Value: yield return told; break;
            default: break;
        }
    }

    /// <summary>A refusal changes nothing, and some say something of the state.</summary>
    static IEnumerable<TaskModel> Refused(TaskModel state, Asked asked, Refusal why)
    {
        var possible = (asked.Intent.Kind, why) switch
        {
            (_, KeyReused) => state.Answers.ContainsKey(KeyOf(asked)),
            ("reopen", WrongState) => !state.Decided,
            _ => !state.Answers.ContainsKey(KeyOf(asked)),
        };
        if (possible) yield return state;
    }

    static IEnumerable<TaskModel> Reads(TaskModel state, TaskTruth seen)
    {
        if (seen.Annotations.Length == state.Annotations && seen.Reviews.Length == state.Reviews && seen.Decision is not null == state.Decided)
            yield return state;
    }

    static IEnumerable<TaskModel> MayHaveDone(TaskModel state, Asked asked) => asked.Intent.Kind switch
    {
        "submit" => Accepted(state, asked, state.Answers.GetValueOrDefault(KeyOf(asked), $"{asked.Intent.Task}-a{state.Annotations + 1}")),
        "review" => Accepted(state, asked, state.Answers.GetValueOrDefault(KeyOf(asked), $"{asked.Intent.Task}-r{state.Reviews + 1}")),
        "reopen" => Accepted(state, asked, ""),
        "read" => [],
        "settle" => state.Decided ? [] : [state with { Decided = true }],
        "recall" => state.Decided ? [state with { Decided = false }] : [],
        _ => Accepted(state, asked, asked.Intent.Lease.Value),
    };

    static string KeyOf(Asked asked) => $"{asked.Intent.By} {asked.Intent.Key}";

    public bool Equals(TaskModel? other) => other is not null && Annotations == other.Annotations && Reviews == other.Reviews
        && Decided == other.Decided && Answers.Count == other.Answers.Count && Answers.SequenceEqual(other.Answers);

    public override int GetHashCode() => HashCode.Combine(Annotations, Reviews, Decided, Answers.Count);
}
