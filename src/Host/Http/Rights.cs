using Labelwise.Grains.Projects;

namespace Labelwise.Host.Http;

/// <summary>Things that may be done in a project; every route of a project names the one it needs.</summary>
public enum Right
{
    SeeProject, SeeSamples, SeeProgress, SeeTasks, Annotate, Review, Reopen, Assign, SetUp, SeeMembers, SetMembers,
    Import, SeeJobs, CancelJobs, Predict, Evaluate, SeeEvaluations, SeeStatistics, SeeOwnStatistics, SeeVendorStatistics, SeeConsensus, SeeVersions, Seal, Ask, AnswerQuestions, SeeActivity,
}

/// <summary>Who may do what: the whole table. An admin of the tenant may do all of it.</summary>
public static class Rights
{
    const ProjectRoles Annotator = ProjectRoles.Annotator, Reviewer = ProjectRoles.Reviewer,
        Curator = ProjectRoles.Curator, Modeler = ProjectRoles.Modeler;

    /// <summary>The roles any one of which gives the right.</summary>
    public static ProjectRoles GivenBy(Right right) => right switch
    {
        Right.SeeProject => Annotator | Reviewer | Curator | Modeler,
        Right.SeeSamples => Annotator | Reviewer | Curator | Modeler,
        Right.SeeProgress => Annotator | Reviewer | Curator | Modeler,  // without what would tell audits apart: SeeStatistics
        Right.SeeTasks => Annotator | Reviewer | Curator | Modeler,     // annotators their own, and blind
        Right.Annotate => Annotator,
        Right.Review => Reviewer,
        Right.Reopen => Curator,
        Right.Assign => Curator,
        Right.SetUp => Curator,
        Right.SeeMembers => Curator,
        Right.SetMembers => Curator,
        Right.Import => Curator,
        Right.SeeJobs => Curator | Modeler,
        Right.CancelJobs => Curator | Modeler,
        Right.Predict => Modeler,
        Right.Evaluate => Modeler,
        Right.SeeEvaluations => Curator | Modeler,
        Right.SeeStatistics => Curator | Modeler,
        Right.SeeOwnStatistics => Annotator | Reviewer | Curator | Modeler,  // of others: SeeStatistics
        Right.SeeVendorStatistics => Annotator | Reviewer | Curator | Modeler,  // of the people of vendors that they manage
        Right.SeeConsensus => Reviewer | Curator | Modeler,
        Right.SeeVersions => Curator | Modeler,
        Right.Seal => Curator | Modeler,
        Right.Ask => Annotator | Reviewer | Curator,                    // and see their own questions
        Right.SeeActivity => Curator,
        Right.AnswerQuestions => Reviewer | Curator,                    // and see all of them
        _ => ProjectRoles.None,
    };
}
