using System.Collections.Immutable;
using Orleans.Runtime;

namespace Labelwise.Grains.Evaluations;

sealed class EvaluationListGrain([PersistentState("evaluations")] IPersistentState<EvaluationList> list) : Grain, IEvaluationListGrain
{
    ImmutableArray<FinishedEvaluation> recorded = [];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        recorded = list.State.Evaluations;
        return Task.CompletedTask;
    }

    public async Task<FinishedEvaluation> Add(FinishedEvaluation evaluation)
    {
        if (recorded.FirstOrDefault(e => e.Id == evaluation.Id) is { } known) return known;
        await list.Become(new() { Evaluations = recorded.Add(evaluation) }, DeactivateOnIdle);
        recorded = list.State.Evaluations;
        return evaluation;
    }

    public Task<ImmutableArray<FinishedEvaluation>> All() => Task.FromResult(recorded.Reverse().ToImmutableArray());

    public Task<FinishedEvaluation?> Find(string id) => Task.FromResult(recorded.FirstOrDefault(e => e.Id == id));
}
