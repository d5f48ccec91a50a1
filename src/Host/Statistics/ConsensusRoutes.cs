using Labelwise.Domain;
using Labelwise.Domain.Quality.Whole;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;

namespace Labelwise.Host.Statistics;

/// <summary>What all opinions of a project, people's and models', amount to when they are weighed together.</summary>
static class ConsensusRoutes
{
    public static void Map(Routes routes) =>
        routes.Project("GET /projects/{project}/consensus", Right.SeeStatistics, Consensus, new("Everybody's confusions and every model's, from all opinions weighed together; null members before the first time.")
        {
            Answer = """{"at":"2027-01-01T08:00:00+00:00","tasks":1200,"answers":2900,"opinions":2930,"rounds":9,"converged":true,"sameClass":0.998,"apart":0.004,"refined":130,"together":0.12,"threeWeigh":2.42,"foretold":{"answers":1700,"stated":0.914,"agreed":0.909,"interval":[0.895,0.922],"tooSure":false,"odds":null},"shares":[{"class":"good","share":0.74}],"people":[{"user":"0a1b2c3d4e5f6g7h","name":"Ben","answers":120,"accuracy":{"value":0.93,"interval":[0.88,0.97]},"confusion":[{"class":"good","answered":"bad","count":2.1,"share":0.02,"interval":[0.004,0.05]}]}],"models":[{"model":"m1","version":2,"answers":900,"accuracy":{"value":0.91,"interval":[0.89,0.93]},"confusion":[{"predicted":"good","class":"bad","seen":14.2,"stated":6.1}]}]}""",
        });

    static async Task<IResult> Consensus(ProjectCall call)
    {
        var grain = call.Grains.GetGrain<IConsensusGrain>(call.Project.Id.Value);
        var (view, foretold) = (await grain.View(), await grain.Foretold());
        var opinions = (await call.Grains.GetGrain<IQueueGrain>(call.Project.Id.Value).Totals()).Annotations;
        if (view is null) return Answers.Ok(new ProjectConsensusAnswer(null, 0, 0, opinions, 0, null, null, null, 0, null, null, null, [], [], []), ApiJson.Api.ProjectConsensusAnswer);
        var directory = await call.Directory();
        return Answers.Ok(
            new ProjectConsensusAnswer(
                view.At, view.Tasks, view.Answers, opinions, view.Rounds, view.Converged, Round(view.SameClass), Round(view.Apart), view.Refined, Round(view.Effect.Correlation), Round(view.Effect.WeightOf(3)), ForetoldAnswer.Of(foretold),
                [.. view.Shares.Select((s, c) => new ConsensusShare(ClassNames.Of(call.Project, c) ?? "", Round(s)))],
                [.. view.People.Select(p => Of(p, directory, call.Project))], [.. view.Models.Select(m => Of(m, call.Project))]),
            ApiJson.Api.ProjectConsensusAnswer);
    }

    static ConsensusPerson Of(FittedPerson person, TenantDirectory directory, ProjectSettings project) => new(
        person.Who, directory.NameOf(person.Who), person.Fit.Answers, Of(person.Fit.Accuracy), [.. person.Fit.Confusion.Select(c => Of(c, c.Chance, project))]);

    /// <param name="chance">Of the cell, as it is told.</param>
    internal static ConsensusConfusion Of(FittedCell cell, FittedChance chance, ProjectSettings project) => new(
        ClassNames.Of(project, cell.Truth), ClassNames.Of(project, cell.Answer), Round(cell.Count), Round(chance.Mean), [Round(chance.Low), Round(chance.High)]);

    static ConsensusModel Of(FittedModel model, ProjectSettings project)
    {
        var (mean, low, high) = model.Skill.Accuracy(0.95);
        return new(
            model.Model.Model, model.Model.Version, (int)model.Skill.Answers, Of(new FittedChance(mean, low, high)),
            [.. model.Skill.Cells.Select(c => new ModelConfusion(ClassNames.Of(project, c.Predicted) ?? "", ClassNames.Of(project, c.Truth) ?? "", Round(c.Seen), Round(c.Stated)))]);
    }

    static ConsensusChance Of(FittedChance chance) => new(Round(chance.Mean), [Round(chance.Low), Round(chance.High)]);

    static double Round(double value) => Math.Round(value, 4);
}

/// <param name="Answers">Opinions that name a class for the whole sample: those that are weighed here.</param>
/// <param name="Opinions">All that were ever given, label documents with objects too: those are merged object by object on each task.</param>
/// <param name="SameClass">Share of the tasks without a reviewer's word for which it names the class that stands.</param>
/// <param name="Apart">Mean difference between its posterior of that class and the one that stood.</param>
/// <param name="Refined">Labels that were believed otherwise by it.</param>
/// <param name="ThreeWeigh">As how many that err each by themselves three answers on a task weigh.</param>
/// <param name="Together">How far people err together: 0 each by themselves, 1 all alike; n answers on a task weigh as n / (1 + (n - 1) of it).</param>
public sealed record ProjectConsensusAnswer(
    DateTimeOffset? At, int Tasks, int Answers, int Opinions, int Rounds, bool? Converged, double? SameClass, double? Apart, int Refined, double? Together, double? ThreeWeigh, ForetoldAnswer? Foretold,
    IReadOnlyList<ConsensusShare> Shares, IReadOnlyList<ConsensusPerson> People, IReadOnlyList<ConsensusModel> Models);

/// <param name="Share">Of the classes among tasks on which no model speaks.</param>
public sealed record ConsensusShare(string Class, double Share);

/// <param name="Interval">Central 95 % credible interval.</param>
public sealed record ConsensusChance(double Value, double[] Interval);

public sealed record ConsensusPerson(UserId User, string Name, int Answers, ConsensusChance Accuracy, IReadOnlyList<ConsensusConfusion> Confusion);

/// <param name="Class">The truth.</param>
/// <param name="Share">Chance of the answer where this is the truth.</param>
public sealed record ConsensusConfusion(string Class, string Answered, double Count, double Share, double[] Interval);

/// <param name="Answers">Tasks that people answered without sight of the prediction.</param>
public sealed record ConsensusModel(string Model, int Version, int Answers, ConsensusChance Accuracy, IReadOnlyList<ModelConfusion> Confusion);

/// <param name="Seen">Expected tasks of that class among those predicted so, by all opinions…</param>
/// <param name="Stated">…and by the model's own calibrated word.</param>
public sealed record ModelConfusion(string Predicted, string Class, double Seen, double Stated);
