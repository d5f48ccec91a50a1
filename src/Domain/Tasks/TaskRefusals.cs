namespace Labelwise.Domain.Tasks;

/// <summary>The lease was never granted to the caller.</summary>
[GenerateSerializer, Immutable, Alias("not-your-lease")]
public sealed record NotYourLease([property: Id(0)] LeaseId Lease)
    : Refusal("not-your-lease", "This lease is not yours. Ask for the next task.");

/// <summary>The lease has ended and the task has no room left; the draft is kept.</summary>
[GenerateSerializer, Immutable, Alias("lease-lost")]
public sealed record LeaseLost([property: Id(0)] DateTimeOffset EndedAt)
    : Refusal("lease-lost", $"Your hold on this task ended at {EndedAt:u} and it needs no further opinion. Your draft is kept.");

/// <summary>The task cannot be handed to this person now.</summary>
[GenerateSerializer, Immutable, Alias("not-available")]
public sealed record NotAvailable([property: Id(0)] string Why)
    : Refusal("not-available", Why);

/// <summary>The task is not in the state that the command needs.</summary>
[GenerateSerializer, Immutable, Alias("wrong-state")]
public sealed record WrongState([property: Id(0)] TaskState State, string Message)
    : Refusal("wrong-state", Message);

/// <summary>A known answer that is not what its task was REVIEWED with.</summary>
[GenerateSerializer, Immutable, Alias("other-answer")]
public sealed record OtherAnswer()
    : Refusal("other-answer", "This task is REVIEWED with another label. Reopen it or have it reviewed first.");

/// <summary>Another reviewer has the task before them.</summary>
[GenerateSerializer, Immutable, Alias("review-held")]
public sealed record ReviewHeld([property: Id(0)] DateTimeOffset Until)
    : Refusal("review-held", $"Another reviewer holds this task until {Until:u}.");
