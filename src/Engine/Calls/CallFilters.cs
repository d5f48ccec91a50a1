using Orleans;

namespace Labelwise.Engine.Calls;

/// <summary>The filters of a silo, in the order they were registered.</summary>
sealed class CallFilters(IReadOnlyList<IIncomingGrainCallFilter> all)
{
    internal IReadOnlyList<IIncomingGrainCallFilter> All => all;

    internal bool AppliesTo(object grain) => all.Count > 0 || grain is IIncomingGrainCallFilter;

    internal Task Run(GrainCall call, object grain) => new FilteredCall(this, call, grain).RunToEnd();
}
