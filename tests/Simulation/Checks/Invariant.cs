namespace Labelwise.Tests.Simulation.Checks;

/// <summary>What must hold whatever happens, in one sentence each.</summary>
enum Invariant
{
    /// <summary>Leases that run and opinions that count are never more than redundancy allows.</summary>
    NeverMoreThanRedundancyAllows,

    /// <summary>Nobody is given or answers a task twice, unless it was rejected back to them.</summary>
    NobodyGetsATaskTwice,

    /// <summary>What a client was told is done, is there for ever.</summary>
    NothingAcknowledgedDisappears,

    /// <summary>A command that was refused has changed nothing.</summary>
    ARefusalChangesNothing,

    /// <summary>A command is recorded whole: each annotation and review has the answer that was given for it, and no hash is
    /// on record without its document.</summary>
    ACommandIsAllOrNothing,

    /// <summary>The same command sent again gets the first answer again.</summary>
    ARepeatGetsTheFirstAnswer,

    /// <summary>A lease ends once, and whoever comes later is told that it is lost.</summary>
    ALeaseEndsOnce,

    /// <summary>Every task that is not decided is offered to somebody soon, and once nothing fails all are decided.</summary>
    EverythingIsDecidedInTheEnd,

    /// <summary>The last draft that was acknowledged is there for its author.</summary>
    DraftsSurvive,

    /// <summary>History is only appended to, never runs backwards, and leads along the diagram to where the task stands.</summary>
    HistoryExplainsTheState,

    /// <summary>Rows, totals and what is known of people equal a recount of the tasks once reports have arrived.</summary>
    CountersEqualARecount,

    /// <summary>No opinion is asked for once the opinions there are suffice.</summary>
    NoOpinionTooMany,

    /// <summary>A task waits for a reviewer for want of annotators only while every one of them has had it.</summary>
    NobodyIsPassedOver,

    /// <summary>A rejected task goes back to the one whose work it was.</summary>
    ARejectionGoesBack,

    /// <summary>An annotation was made under the spec and guideline of its lease, and conforms to that spec.</summary>
    AnAnnotationKeepsToItsSpec,

    /// <summary>A class keeps its number whatever becomes of the spec, and annotations are filed under it.</summary>
    AClassKeepsItsNumber,

    /// <summary>A sealed version never changes, and its root follows from its entries.</summary>
    ASealedVersionNeverChanges,

    /// <summary>A version holds every task decided before it was asked for, each with a label that it had meanwhile.</summary>
    AVersionIsAConsistentCut,

    /// <summary>An import brings each of its samples once, however often it was interrupted, and counts them right.</summary>
    AnImportBringsEachSampleOnce,

    /// <summary>A prediction run predicts every sample there was when it began.</summary>
    ARunPredictsEverySample,

    /// <summary>The model decides only what a certificate on disk covers, and no audit.</summary>
    TheModelNeedsACertificate,

    /// <summary>Who audits a prediction does not see it.</summary>
    AuditsAreBlind,

    /// <summary>What clients saw of a task could have happened one command after the other.</summary>
    CommandsAreLinearizable,

    /// <summary>Who watches hears of every change of a task, or sees by the running number that something was missed.</summary>
    WatchersMissNothing,

    /// <summary>A task that is handed out as a check stays as it is in everything else.</summary>
    AKnownAnswerChangesNothing,

    /// <summary>Tasks are found by the objects on the label that stands, and by nothing else.</summary>
    WhatIsDrawnIsFound,

    /// <summary>A job that was taken on ends, whatever interrupts it.</summary>
    JobsEnd,
}

/// <summary>An invariant does not hold.</summary>
sealed class InvariantBrokenException(Invariant invariant, string how) : Exception($"{invariant}: {how}")
{
    public Invariant Invariant => invariant;
}
