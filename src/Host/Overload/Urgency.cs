using Labelwise.Host.Http;

namespace Labelwise.Host.Overload;

/// <summary>What a request is for, the most urgent first.</summary>
enum Urgency
{
    /// <summary>Somebody waits for it to go on labeling or reviewing.</summary>
    Work,

    /// <summary>Lists, numbers and documents to look at.</summary>
    View,

    /// <summary>Uploads and the beginning of jobs.</summary>
    Job,
}

/// <summary>How urgent each route is: the whole table.</summary>
static class Urgencies
{
    public static Urgency Of(MappedRoute route) => route switch
    {
        { Operation.BodyType: not "application/json" } => Urgency.Job,
        { Method: "POST", Pattern: "/api/v1/models/{model}/evaluations" } => Urgency.Job,
        { Right: Right.Import or Right.Predict or Right.Seal } => Urgency.Job,
        { Right: Right.Annotate or Right.Review or Right.SeeSamples } => Urgency.Work,
        { Right: Right.SeeTasks, Door: Door.Task } => Urgency.Work,
        { Door: Door.Open } => Urgency.Work,
        _ => Urgency.View,
    };
}
