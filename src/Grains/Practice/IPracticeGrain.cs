using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Practice;
using Orleans.Concurrency;

namespace Labelwise.Grains.Practice;

/// <summary>The examples of a project on which newcomers practise. Key: the project id.</summary>
[Alias("practice")]
public interface IPracticeGrain : IGrainWithStringKey
{
    /// <summary>Adds an example, or replaces what is known of one. Durable before the reply.</summary>
    Task<Outcome<PracticeExample>> Put(PracticeExample example);

    /// <returns>False where there was none.</returns>
    Task<bool> Remove(TaskId example);

    /// <summary>In the order in which they were added.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<PracticeExample>> All();
}

/// <summary>One person's introduction to one project. Key: project/user.</summary>
[Alias("practice-record")]
public interface IPracticeRecordGrain : IGrainWithStringKey
{
    [AlwaysInterleave]
    Task<PracticeStanding> Standing();

    /// <summary>They have been through the introduction, or passed it by; a repeat changes nothing. Durable before the reply.</summary>
    Task<PracticeStanding> Introduce();

    /// <summary>They tried an example. Durable before the reply.</summary>
    Task<PracticeStanding> Answer(TaskId example, double score, CommandKey key);
}
