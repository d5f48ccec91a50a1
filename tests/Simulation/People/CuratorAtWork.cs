using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Licences;
using Labelwise.Domain.Tasks;
using Labelwise.Engine.Simulation;
using Labelwise.Formats.Uploads;
using Labelwise.Grains.Imports;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Models;
using Labelwise.Grains.Predictions;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Labelwise.Grains.Versions;
using Labelwise.Tests.Simulation.Plans;

namespace Labelwise.Tests.Simulation.People;

/// <summary>Somebody who changes the rules while others play.</summary>
sealed class CuratorAtWork(Scene scene, string name, ImmutableArray<UserId> annotators)
{
    const string Card = """
        {"name":"net","task":"classification","property":"kind","license":"MIT",
         "input":{"name":"in","type":"float32","layout":"NCHW","channels":1,"color":"gray","width":8,"height":8,"resize":{"mode":"stretch","filter":"area"},"scale":1,"mean":[0],"std":[1]},
         "outputs":[{"name":"out","kind":"classScores","activation":"softmax"}],"classes":["cat","dog","owl"]}
        """;

    readonly UserId me = new(name);

    public async Task Do(Act act)
    {
        var draws = Draws.For(act.Draw, name, 0);
        switch (act.Kind)
        {
            case Deed.Reopen when await scene.Rows(name, TaskState.Reviewed) is { IsEmpty: false } rows: await Reopen(draws.OneOf(rows).Id); break;
            case Deed.ChangeSpec: await ChangeSpec(draws); break;
            case Deed.ChangePipeline: await ChangePipeline(draws); break;
            case Deed.ChangeCrew: await SetAnnotator(draws.OneOf(annotators), draws.Happens(0.5)); break;
            case Deed.Assign when await scene.Rows(name) is { IsEmpty: false } rows: await Assign(draws.OneOf(rows).Id, draws.OneOf(annotators)); break;
            case Deed.Seal: await Seal(); break;
            case Deed.Import: await Import(Some(draws), draws.Happens(0.3)); break;
            case Deed.Predict: await Predict(); break;
            case Deed.Read when await scene.Rows(name) is { IsEmpty: false } rows: await scene.Witness.Reads(scene, name, draws.OneOf(rows).Id); break;
            case Deed.Gossip: await Gossip(draws); break;
            default: break;
        }
    }

    /// <summary>Sends samples and has them taken in.</summary>
    public async Task<string?> Import(IEnumerable<int> numbers, bool otherBytes)
    {
        var upload = scene.Site.Uploads.Send(scene.NewKey().Value, numbers, otherBytes);
        var id = JobId.Of(JobKind.Import, Scene.Project, scene.NewKey().Value);
        return await Begin(id, JobKind.Import, async g => (await g.GetGrain<IImportGrain>(id).Start(new(upload, UploadFormat.Images, "upload", me)), null));
    }

    /// <summary>Further samples, of which one may be there already and one may be named twice.</summary>
    static IEnumerable<int> Some(Draws draws)
    {
        var numbers = Enumerable.Range(draws.Below(8), 1 + draws.Below(6)).ToList();
        if (draws.Happens(0.3)) numbers.Insert(draws.Below(numbers.Count), draws.OneOf(numbers));
        return numbers;
    }

    async Task Reopen(TaskId task)
    {
        var key = scene.NewKey();
        await scene.Command(new("reopen", task, me, key, 1), g => g.Reopen(new(key, me, 1, "look again")));
    }

    async Task ChangeSpec(Draws draws)
    {
        if (await scene.Settings(name) is not { } settings) return;
        ImmutableArray<string> options = [.. Scene.FirstOptions, .. draws.Happens(0.5) ? ["fox"] : Array.Empty<string>()];
        var spec = Scene.Spec(options.OrderBy(_ => draws.Next()).ToArray(), settings.Spec);
        await scene.Ask($"{name} spec", g => Project(g).ChangeSpec(spec, me, null));
    }

    async Task ChangePipeline(Draws draws)
    {
        if (await scene.Settings(name) is not { } settings) return;
        var pipeline = Scene.Pipeline(PlanMaker.Pipeline(draws, settings.Pipeline.AutoAccept.Enabled));
        scene.Witness.Allows(pipeline);
        await scene.Ask($"{name} pipeline", g => Project(g).ChangePipeline(pipeline, me, null));
    }

    /// <summary>Somebody joins, or is sent away: what they hold then they may still hand in.</summary>
    public Task SetAnnotator(UserId who, bool joins) =>
        scene.Ask($"{name} crew", g => Project(g).SetMember(who, joins ? ProjectRoles.Annotator : ProjectRoles.None, me));

    Task Assign(TaskId task, UserId to) =>
        scene.Ask($"{name} assign", g => Scene.Block(g, TaskBlock.Of(task.Index)).Assign([TaskBlock.Row(task.Index)], to, AssignmentKind.Label));

    async Task Seal()
    {
        var id = JobId.Of(JobKind.Version, Scene.Project, scene.NewKey().Value);
        await Begin(id, JobKind.Version, async g =>
        {
            var started = await g.GetGrain<IVersionGrain>(id).Start(new(id, new(), null, LicencePolicy.Warn, me));
            return (started.Value, started.Refusal);
        });
    }

    public async Task Predict()
    {
        var (answered, model) = await scene.Ask($"{name} model", g => g.Model(Scene.Tenant, ModelNames.IdOf("net")).Register(
            new("net", ContentHash.Of("net"u8), 3, Card, me)));
        if (!answered || model.Refusal is not null) return;
        var id = JobId.Of(JobKind.Prediction, Scene.Project, scene.NewKey().Value);
        await Begin(id, JobKind.Prediction, async g =>
        {
            var started = await g.GetGrain<IPredictionRunGrain>(id).Start(new(Scene.Tenant, model.Value!.Model, me));
            return (started.Value, started.Refusal);
        });
    }

    async Task<string?> Begin(string id, JobKind kind, Func<IGrainFactory, Task<(JobView? View, Refusal? Refusal)>> start)
    {
        scene.Witness.WantsJob(id, kind);
        var (answered, (_, refusal)) = await scene.Ask($"{name} {kind}", start);
        if (!answered) return null;
        if (refusal is null) scene.Witness.StartsJob(id);
        return id;
    }

    /// <summary>Old news told again, and again, in any order: nobody must heed it.</summary>
    async Task Gossip(Draws draws)
    {
        SimulatedProcess? of = null;
        var (answered, news) = await scene.Ask($"{name} listens", async g =>
        {
            of = scene.Site.Running;
            var block = draws.OneOf(await Scene.Blocks(g));
            return (Block: block.GetPrimaryKeyString(), Summary: await block.Summary(), Evidence: await block.Evidence(), Rows: await block.Rows(new(), 0, TaskBlock.Size));
        });
        if (!answered) return;
        await scene.Pause(TimeSpan.FromMilliseconds(draws.Below(5000)));
        for (var times = draws.Below(3); times >= 0; times--)
        {
            await scene.Ask($"{name} gossips", async g =>
            {
                // Summaries are numbered by the clock, and nothing said before a stop arrives after it.
                if (of != scene.Site.Running && !scene.Site.ClocksAgree) return false;
                await g.GetGrain<IQueueGrain>(Scene.Project.Value).Report(news.Summary);
                await g.GetGrain<IQualityGrain>(Scene.Project.Value).Report(news.Evidence);
                foreach (var item in news.Rows.Items.OrderBy(_ => draws.Next()).ToArray())
                    if (item.Row.Version > 0) await g.GetGrain<ITaskBlockGrain>(news.Block).Report(item.Row, null);
                return true;
            });
        }
    }

    static IProjectGrain Project(IGrainFactory grains) => grains.GetGrain<IProjectGrain>(Scene.Project.Value);
}
