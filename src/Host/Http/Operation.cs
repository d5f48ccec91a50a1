using System.Collections.Immutable;
using Labelwise.Grains.Activities;

namespace Labelwise.Host.Http;

/// <summary>What a route is for, as the API's document tells it.</summary>
/// <param name="Summary">One sentence.</param>
public sealed record Operation(string Summary)
{
    /// <summary>An example of the body as JSON; null where there is none.</summary>
    public string? Body { get; init; }

    public string BodyType { get; init; } = "application/json";

    public int Status { get; init; } = 200;

    /// <summary>An example of the answer as JSON; null where it is empty or no JSON.</summary>
    public string? Answer { get; init; }

    public string AnswerType { get; init; } = "application/json";

    /// <summary>Whether, for whoever shows no credential, there is no such route.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether only somebody signed in may do this, and no API token.</summary>
    public bool InPerson { get; init; }

    /// <summary>What the activity log calls it; null where it does not stand there.</summary>
    public ActivityKind? Kind { get; init; }

    /// <summary>Names of parameters of the address.</summary>
    public ImmutableArray<string> Query { get; init; } = [];

    /// <summary>Codes of the problems that this route has beyond those of every route.</summary>
    public ImmutableArray<(int Status, string Code)> Refusals { get; init; } = [];
}

/// <summary>Which door a route stands behind.</summary>
public enum Door { Open, SignedIn, Admin, Project, Task }

/// <summary>A route as it was mapped.</summary>
public sealed record MappedRoute(string Method, string Pattern, Door Door, Right? Right, Operation Operation);
