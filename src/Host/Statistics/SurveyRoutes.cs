using System.Collections.Frozen;
using System.Globalization;
using Labelwise.Domain;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Quality.Surveys;
using Labelwise.Host.Http;

namespace Labelwise.Host.Statistics;

/// <summary>What all answers of a project say about people, agreement and labels.</summary>
static class SurveyRoutes
{
    static readonly FrozenSet<string> Kinds = FrozenSet.Create(StringComparer.Ordinal, "version-drift", "near-duplicates", "label-error", "odd-among-neighbours", "tiny", "outside", "drawn-twice", "odd-size");

    const string Annotator = """{"user":"0a1b2c3d4e5f6g7h","name":"Ben","submitted":120,"accuracy":0.93,"accuracyInterval":[0.88,0.97],"reviewed":14,"accepted":13,"rejected":1,"skipped":2,"activeMs":264000,"meanActiveMs":2200,"flags":[{"code":"random","message":"60 judged answers agree with the others' 34 % of the time, as answers drawn by lot would. Of somebody who looks and is right in 70 % of tasks or more this is seen with a chance of 0.0004 at most.","value":0.34,"expected":0.33,"answers":60,"byChance":0.0004,"since":"2027-01-02T09:10:00+00:00"}],"consensus":{"value":0.94,"interval":[0.89,0.98],"of":110},"reviews":{"value":0.9,"interval":[0.71,0.99],"of":14},"confusion":[{"class":"good","right":{"value":0.97,"interval":[0.92,0.99],"of":80.5}}],"medianActiveMs":1900,"sharedMedianActiveMs":1850,"peersMedianActiveMs":2400,"shapes":{"meanIou":0.87,"sameObjects":0.95,"sameClass":0.99,"matched":310,"missed":9,"extra":4},"characterErrorRate":0.02,"judged":110}""";
    const string Stamp = "\"asOf\":\"2027-01-02T10:00:00+00:00\",\"complete\":true";
    const string Finding = """{"kind":"label-error","tasks":["8h7g6f5e4d3c2b1a-17"],"why":"Labeled 'good', but the model says 'bad' with 99.2 %, as it does of that class's own (93.1 % on average).","numbers":{"doubt":0.99,"given":0.01,"rather":0.992,"threshold":0.931},"foundBy":null}""";

    public static void Map(Routes routes)
    {
        routes.Project("GET /projects/{project}/agreement", Right.SeeStatistics, Agreement, new("How far people agree beyond chance, by class, property and pair of people, and on places of objects.")
        {
            Answer = $$$"""{{{{Stamp}}},"tasks":1200,"answers":3100,"classification":{"alpha":0.81,"kappa":0.805,"items":1000,"answers":2500,"classes":[{"name":"good","alpha":0.84,"answers":1700}],"ordinalAlpha":0.85},"properties":[{"class":"crack","name":"depth","scale":"nominal","alpha":0.66,"items":210,"answers":420,"ordinalAlpha":0.74,"values":[{"name":"deep","alpha":0.7,"answers":120}]}],"objects":{"meanIou":0.83,"sameObjects":0.91,"classAlpha":0.88,"matched":900,"unmatched":170,"classes":[{"name":"crack","meanIou":0.79,"sameObjects":0.88,"sameClass":0.97,"matched":400,"unmatched":110}]},"pairs":[{"one":"0a1b2c3d4e5f6g7h","other":"1a1b2c3d4e5f6g7h","items":120,"agreeing":0.9,"kappa":0.78,"matched":85,"meanIou":0.84,"classes":[{"name":"good","kappa":0.8}],"properties":[{"class":"crack","name":"depth","items":80,"kappa":0.7}]}],"people":{"0a1b2c3d4e5f6g7h":"Ben","1a1b2c3d4e5f6g7h":"Ana"}}""",
        });
        routes.Project("GET /projects/{project}/annotators", Right.SeeStatistics, Annotators, new("How well everyone's answers stand, and what a curator should look at.")
        {
            Answer = $$"""{"items":[{{Annotator}}],"next":null,{{Stamp}}}""",
        });
        routes.Project("GET /projects/{project}/annotators/{user}", Right.SeeOwnStatistics, Person, new("One person in detail: everybody sees their own, curators and modelers everyone's.")
        {
            Answer = $$$"""{{{{Stamp}}},"annotator":{{{Annotator}}},"classes":["good","bad"],"matrix":[[78.2,2.3],[4.1,25.4]],"confusions":[{"truth":"bad","answer":"good","count":4.1,"share":0.139,"tasks":["8h7g6f5e4d3c2b1a-17"]}],"overTime":[{"from":"2027-01-01T00:00:00+00:00","answers":60,"consensus":{"value":0.93,"interval":[0.86,0.98],"of":60},"meanActiveMs":2100}],"objects":[{"truth":"cell","answer":null,"count":4,"places":[{"task":"8h7g6f5e4d3c2b1a-17","box":[20,30,40,40]}]}],"changes":[{"code":"learned","byChance":0.0003,"before":{"value":0.71,"interval":[0.62,0.79],"of":120},"after":{"value":0.93,"interval":[0.88,0.97],"of":240},"since":"2027-01-03T09:00:00+00:00"}],"fitted":{"at":"2027-01-02T09:58:00+00:00","classes":[{"class":"good","right":{"value":0.96,"interval":[0.92,0.985],"of":88.2}}],"confusion":[{"class":"good","answered":"bad","count":2.9,"share":0.04,"interval":[0.01,0.08]}]}}""",
        });
        routes.Project("GET /projects/{project}/consistency", Right.SeeStatistics, Consistency, new("Labels that look wrong, the surest first of each kind: shares that changed with a spec or guideline version, near-duplicates labeled differently (by pictures, and by a model's embeddings), doubted by the model, odd among those the model sees nearest, odd places and sizes. `tasks/bulk` with the act `review` sends them to a reviewer.")
        {
            Query = ["kind", "limit", "cursor"],
            Answer = $$$"""{{{{Stamp}}},"counts":{"label-error":12,"near-duplicates":3,"tiny":2},"items":[{{{Finding}}}],"next":"50","editions":[{"specVersion":1,"guidelineVersion":2,"from":"2027-01-01T08:00:00+00:00","tasks":400,"shares":[{"class":"good","share":0.7}],"sharedTasks":60,"agreeing":0.9,"change":{"class":"good","before":0.61,"after":0.7,"byChance":0.004,"agreementByChance":0.6}}],"neighbours":{"model":"net","version":2,"searched":2000,"of":2000}}""",
        });
    }

    static async Task<IResult> Agreement(ProjectCall call) =>
        Answers.Ok(AgreementAnswer.Of(await Survey(call).Agreement(), await call.Directory()), ApiJson.Api.AgreementAnswer);

    static async Task<IResult> Annotators(ProjectCall call)
    {
        var (view, people, directory) = (await Quality(call).View(), await Survey(call).People(), await call.Directory());
        var (surveyed, contests) = (people.People.ToDictionary(p => p.User), await VendorViewRoutes.Contests(call).All());
        return Answers.Ok(
            new([.. view.Annotators.Select(a => QualityViews.Of(call.Project, a, surveyed.GetValueOrDefault(a.Evidence.Annotator), directory, contests))], null, people.Survey.AsOf, people.Survey.Complete),
            ApiJson.Api.AnnotatorsAnswer);
    }

    /// <summary>Of others only those see who see everyone's, or who manage their vendor; to anybody else nobody is there.</summary>
    static async Task<IResult> Person(ProjectCall call)
    {
        if (!UserId.TryParse(call.Route("user"), null, out var user) || user != call.Caller.User && !call.May(Right.SeeStatistics) && !await VendorViewRoutes.Manages(call, user))
            return new NotFound().ToHttp();
        var known = (await Quality(call).View()).Annotators.FirstOrDefault(a => a.Evidence.Annotator == user);
        if (known is null && call.Project.RolesOf(user) is ProjectRoles.None) return new NotFound().ToHttp();
        known ??= QualityViews.Unmet(user);
        var (details, directory, contests) = (await Survey(call).Person(user), await call.Directory(), await VendorViewRoutes.Contests(call).All());
        var fitted = await call.Grains.GetGrain<IConsensusGrain>(call.Project.Id.Value).Person(user);
        // Who is told what they missed may know how often; to others even the sum would tell, answer by answer, which were known.
        var whole = user != call.Caller.User || call.May(Right.SeeStatistics) || call.Project.Pipeline.Checks.TellMissed;
        var shown = whole ? QualityViews.Of(call.Project, known, details?.Person, directory, contests) : QualityViews.Of(known, details?.Person, directory, contests, coarsely: call.Project.Pipeline.Checks.Any);
        var fit = whole ? FittedAnswer.Of(call.Project, fitted) : FittedAnswer.Told(call.Project, fitted, coarsely: call.Project.Pipeline.Checks.Any);
        return Answers.Ok(
            details is null ? AnnotatorDetailsAnswer.Nothing(shown, (await Survey(call).People()).Survey, fit) : AnnotatorDetailsAnswer.Of(shown, details, fit, whole),
            ApiJson.Api.AnnotatorDetailsAnswer);
    }

    static async Task<IResult> Consistency(ProjectCall call)
    {
        var query = new Query(call.Http);
        var (kind, limit, cursor) = (query.Text("kind"), query.Limit(), query.Text("cursor"));
        if (kind is not null && !Kinds.Contains(kind)) query.Refuse("kind", "unknown-value", $"'kind' is one of {string.Join(", ", Kinds.Order(StringComparer.Ordinal))}.");
        var after = 0;
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after)) query.Refuse("cursor", "bad-parameter", "This is no cursor of ours.");
        if (query.Refuses(out var why)) return why.ToHttp();
        return Answers.Ok(ConsistencyAnswer.Of(await Survey(call).Findings(kind, after, limit)), ApiJson.Api.ConsistencyAnswer);
    }

    internal static ISurveyGrain Survey(ProjectCall call) => call.Grains.GetGrain<ISurveyGrain>(call.Project.Id.Value);

    internal static IQualityGrain Quality(ProjectCall call) => call.Grains.GetGrain<IQualityGrain>(call.Project.Id.Value);
}
