using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using static Labelwise.Tests.Grains.Cluster;

namespace Labelwise.Tests.Grains.Tasks;

/// <summary>Who annotates changes while there is work.</summary>
public class CrewTests
{
    [Fact]
    public async Task Whoever_takes_the_place_of_one_who_left_gets_what_waited_for_want_of_annotators()
    {
        await using var cluster = await Start("""{"redundancy":{"min":2,"max":2,"targetConfidence":0.5},"review":{"rate":0}}""", samples: 3, annotators: 1);
        foreach (var task in (await cluster.Next(Annotator(1), 3)).Tasks) await cluster.Submit(task, Annotator(1), "dog");
        Assert.Equal(3, (await cluster.Queue.Totals()).Tasks);
        var reviewed = Assert.Single((await cluster.Next(new("r1"), kind: AssignmentKind.Review)).Tasks);

        // As many as before, so that nothing that goes by their number would notice.
        await cluster.ProjectGrain.SetMember(Annotator(1), ProjectRoles.None, new("admin"));
        await cluster.ProjectGrain.SetMember(Annotator(2), ProjectRoles.Annotator, new("admin"));
        var tasks = (await cluster.Next(Annotator(2), 3)).Tasks;
        Assert.Equal(2, tasks.Length);
        Assert.DoesNotContain(reviewed.Task, tasks.Select(t => t.Task));
        foreach (var task in tasks)
        {
            Assert.Null((await cluster.Submit(task, Annotator(2), "dog")).Refusal);
            Assert.Equal(TaskState.Reviewed, (await cluster.Task(task.Task).Truth())!.State);
        }
    }

    [Fact]
    public async Task What_was_set_aside_for_one_who_left_is_for_anybody_and_theirs_again_when_they_are_back()
    {
        await using var cluster = await Start(samples: 2);
        await cluster.Block(0).Assign([0, 1], Annotator(2), AssignmentKind.Label);
        Assert.Empty((await cluster.Next(Annotator(1))).Tasks);
        await cluster.ProjectGrain.SetMember(Annotator(2), ProjectRoles.None, new("admin"));
        Assert.Single((await cluster.Next(Annotator(1))).Tasks);
        await cluster.ProjectGrain.SetMember(Annotator(2), ProjectRoles.Annotator, new("admin"));
        Assert.Empty((await cluster.Next(Annotator(3))).Tasks);
        Assert.Single((await cluster.Next(Annotator(2))).Tasks);
    }
}
