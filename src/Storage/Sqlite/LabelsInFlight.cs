namespace Labelwise.Storage.Sqlite;

/// <summary>Lets a state write know of the label documents that its caller began to put and has not awaited yet. It
/// flows with the caller's asynchronous control flow, because a grain's storage bridge has no parameter for it.</summary>
sealed class LabelsInFlight
{
    private readonly AsyncLocal<LabelWrite?> latest = new();

    /// <summary>Null when the caller knows how all its puts went.</summary>
    public LabelWrite? OfThisCaller => latest.Value is { IsAnswered: false } put ? put : null;

    /// <summary>Must be called from a method that is not <c>async</c>, or its caller would not see it.</summary>
    public void Begin(LabelWrite put) => latest.Value = put;
}
