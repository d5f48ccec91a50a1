using Labelwise.Grains.Quality;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;
using Labelwise.Host.Live;

namespace Labelwise.Host.Statistics;

/// <summary>A project in numbers.</summary>
static class StatisticsRoutes
{
    public static void Map(Routes routes)
    {
        routes.Project("GET /projects/{project}/progress", Right.SeeProgress, Progress, new("Counters, and their pace over the last two hours.")
        {
            Answer = """{"seq":17,"tasks":2000,"queued":700,"working":20,"submitted":80,"reviewed":1200,"waitingForReview":12,"audits":{"drawn":61,"agree":58,"differ":1,"disputed":2},"decidedBy":{"people":700,"model":420,"reviewer":80},"annotations":810,"classes":[{"name":"good","count":900},{"name":"bad","count":300}],"throughput":[{"at":"2027-01-01T08:00:00+00:00","submissions":42,"decided":40}],"perHour":2400,"secondsLeft":1200,"humanLabelsPerTask":0.405}""",
        });
        routes.Project("GET /projects/{project}/confidence", Right.SeeStatistics, Confidence, new("What the model may decide and on what proof, and what is to be expected of the set.")
        {
            Answer = """{"autoAccept":{"enabled":true,"state":"collecting","message":"61 of at least 149 audits; the next look counts 400.","maxError":0.02,"confidence":0.95,"nextLook":400,"pooled":{"audits":61,"errors":1,"needed":149,"share":0},"classes":[{"name":"good","audits":40,"errors":0,"needed":149,"share":0}],"plan":{"seed":"17","floor":0.9,"rate":0.05,"at":"2027-01-01T08:00:00+00:00"},"looks":[],"audits":[{"task":"8h7g6f5e4d3c2b1a-17","class":"good","confidence":0.97,"agrees":true,"rank":12,"settledAt":"2027-01-01T08:05:00+00:00"}],"calibration":{"method":"isotonic","temperature":1.62,"tasks":812,"at":"2027-01-01T08:00:00+00:00","logLoss":{"before":0.41,"byTemperature":0.35,"byIsotonic":0.33},"before":{"error":0.061,"brier":0.09,"bins":[{"from":0.62,"to":0.81,"tasks":81,"claimed":0.73,"right":0.6,"interval":[0.49,0.7]}]},"after":{"error":0.012,"brier":0.084,"bins":[]}}},"set":{"expectedAccuracy":0.981},"foretold":{"answers":1700,"stated":0.914,"agreed":0.862,"interval":[0.845,0.878],"tooSure":true,"odds":5200},"judged":{"reviews":{"tasks":212,"stated":0.982,"right":{"value":0.976,"interval":[0.946,0.992],"of":212},"bins":[{"from":0.944,"to":1,"stated":0.982,"right":{"value":0.976,"interval":[0.946,0.992],"of":212}}]},"audits":null}}""",
        });
    }

    static async Task<IResult> Progress(ProjectCall call)
    {
        var seq = call.Service<ProjectEars>().SequenceOf(call.Project.Id);
        var totals = await call.Grains.GetGrain<IQueueGrain>(call.Project.Id.Value).Totals();
        var now = call.Service<TimeProvider>().GetUtcNow();
        return Answers.Ok(ProgressAnswer.Of(totals, call.Project, seq, call.May(Right.SeeStatistics), now), ApiJson.Api.ProgressAnswer);
    }

    static async Task<IResult> Confidence(ProjectCall call)
    {
        var view = await call.Grains.GetGrain<IQualityGrain>(call.Project.Id.Value).View();
        var totals = await call.Grains.GetGrain<IQueueGrain>(call.Project.Id.Value).Totals();
        var foretold = await call.Grains.GetGrain<IConsensusGrain>(call.Project.Id.Value).Foretold();
        return Answers.Ok(QualityViews.Of(view, totals, call.Project, foretold, await SurveyRoutes.Survey(call).Judged()), ApiJson.Api.ConfidenceAnswer);
    }
}
