using Labelwise.Grains.Projects;
using Labelwise.Host.Http;

namespace Labelwise.Host.Live;

/// <summary>What a watcher may hear of a project. Those who may hear the same are told in the same words.</summary>
/// <param name="Whole">Progress with audits and deciders, and how annotators do.</param>
readonly record struct LiveAudience(bool Tasks, bool Jobs, bool Whole)
{
    public static LiveAudience Of(Caller caller, ProjectSettings settings)
    {
        var whole = caller.May(settings, Right.SeeStatistics);
        return new(whole || caller.May(settings, Right.Review), caller.May(settings, Right.SeeJobs), whole);
    }
}
