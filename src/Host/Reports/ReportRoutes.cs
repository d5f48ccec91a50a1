using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Licences;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;
using Labelwise.Grains.Quality.Surveys;
using Labelwise.Grains.Tasks;
using Labelwise.Grains.Versions;
using Labelwise.Host.Http;
using Labelwise.Host.Statistics;
using Labelwise.Host.Versions;

namespace Labelwise.Host.Reports;

/// <summary>Reports of a project or of one of its versions, as JSON and as a page that can be sent to somebody.</summary>
static class ReportRoutes
{
    const string Example = """{"project":"Potatoes","version":{"number":3,"name":"june","root":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","sealedAt":"2027-01-01T08:00:00+00:00","splits":{"train":1600}},"at":"2027-01-02T10:00:00+00:00","asOf":"2027-01-02T09:59:58+00:00","complete":true,"counts":{"samples":2000,"decided":1900,"byPeople":700,"byModel":1100,"byReviewer":100,"answers":1450},"classes":[{"name":"good","count":1400}],"expected":{"expectedAccuracy":0.981,"interval":[0.972,0.989]},"certificate":{"state":"certified","message":"The model decides 61% of the predicted tasks: their error is under 2% with 95% confidence.","maxError":0.02,"confidence":0.95,"bound":0.018,"audits":400,"errors":2,"threshold":0.93},"agreement":{"alpha":0.81,"kappa":0.805,"items":1000,"answers":2500,"classes":[{"name":"good","alpha":0.84,"answers":1700}]},"objects":{"meanIou":0.83,"sameObjects":0.91,"classAlpha":0.88,"matched":900,"unmatched":170,"classes":[]},"people":[{"name":"Person 1","answers":120,"accuracy":0.93,"accuracyInterval":[0.88,0.97],"consensus":{"value":0.94,"interval":[0.89,0.98],"of":110},"reviews":{"value":0.9,"interval":[0.71,0.99],"of":14},"medianActiveMs":1900,"known":{"value":0.95,"interval":[0.8,1],"of":20},"classes":[{"class":"good","right":{"value":0.96,"interval":[0.92,0.985],"of":88.2}}]}],"licences":{"samples":{"CC-BY-4.0":1900},"findings":[]},"foretold":{"answers":1700,"stated":0.914,"agreed":0.909,"interval":[0.895,0.922],"tooSure":false,"odds":null},"judged":{"reviews":null,"audits":null},"findings":{"label-error":12},"properties":[{"class":"crack","name":"depth","scale":"nominal","alpha":0.66,"items":210,"answers":420,"values":[]}]}""";

    public static void Map(Routes routes)
    {
        routes.Project("GET /projects/{project}/report", Right.SeeStatistics, Of(Json), new("The project in one document: what, how many, by whom, how good and how that is known.")
        {
            Query = ["pseudonyms"], Answer = Example,
        });
        routes.Project("GET /projects/{project}/report.html", Right.SeeStatistics, Of(Page), new("The same as a page with plots, without scripts.") { Query = ["pseudonyms"], AnswerType = "text/html" });
        routes.Project("GET /projects/{project}/versions/{version}/report", Right.SeeStatistics, OfVersion(Json), new("The same of a sealed version.") { Query = ["pseudonyms"], Answer = Example });
        routes.Project("GET /projects/{project}/versions/{version}/report.html", Right.SeeStatistics, OfVersion(Page), new("The same of a sealed version, as a page.") { Query = ["pseudonyms"], AnswerType = "text/html" });
    }

    static IResult Json(ReportAnswer report) => Answers.Ok(report, ApiJson.Api.ReportAnswer);

    static IResult Page(ReportAnswer report) => new OwnPage(ReportPage.Write(report));

    static Func<ProjectCall, Task<IResult>> Of(Func<ReportAnswer, IResult> answer) => call => Make(call, null, answer);

    static Func<ProjectCall, Task<IResult>> OfVersion(Func<ReportAnswer, IResult> answer) => async call =>
        int.TryParse(call.Route("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await call.Grains.GetGrain<IDatasetGrain>(call.Project.Id.Value).Version(number) is { } version
            ? await Make(call, version, answer) : new NotFound().ToHttp();

    static readonly FrozenDictionary<string, bool> Truths = new Dictionary<string, bool>(StringComparer.Ordinal) { ["true"] = true, ["false"] = false }.ToFrozenDictionary();

    static async Task<IResult> Make(ProjectCall call, SealedVersion? version, Func<ReportAnswer, IResult> answer)
    {
        var query = new Query(call.Http);
        var pseudonyms = query.Choice("pseudonyms", Truths) ?? false;
        if (query.Refuses(out var why)) return why.ToHttp();
        var totals = await call.Grains.GetGrain<IQueueGrain>(call.Project.Id.Value).Totals();
        var quality = await SurveyRoutes.Quality(call).View();
        var survey = SurveyRoutes.Survey(call);
        var (agreement, people, findings) = (await survey.Agreement(), await survey.People(), await survey.Findings(null, 0, 0));
        var directory = await call.Directory();
        var consensus = call.Grains.GetGrain<IConsensusGrain>(call.Project.Id.Value);
        var foretold = await consensus.Foretold();
        // A fit of few answers, while the next is on its way, would tell a customer nothing.
        var fitted = await consensus.View() is { } fit && 2 * fit.Answers >= totals.Annotations ? fit.People : [];
        var confidence = QualityViews.Of(quality, totals, call.Project, foretold, await survey.Judged());
        var accept = confidence.AutoAccept;
        return answer(new(
            call.Project.Name, version is null ? null : new(version.Number, version.Name, version.Root.ToString(), version.CreatedAt, version.Statistics.BySplit),
            call.Service<TimeProvider>().GetUtcNow(), agreement.Survey.AsOf, agreement.Survey.Complete, version is null ? Counts(totals) : Counts(version, totals),
            version is null ? ProgressAnswer.ClassCounts(totals, call.Project) : [.. version.Statistics.ByClass.Select(c => new ClassCount(c.Key, c.Value))],
            version is null ? confidence.Set : Expected(version),
            version?.Quality is { } known ? Certificate(version, known)
                : new(accept.State, accept.Message, accept.MaxError, accept.Confidence, accept.Pooled.Bound, accept.Pooled.Audits, accept.Pooled.Errors, accept.Pooled.Threshold),
            agreement.Classification, agreement.Objects,
            [.. People(call.Project, quality, people, fitted, id => directory.NameOf(id), pseudonyms)],
            version is null ? Licences(agreement) : new(version.Statistics.ByLicence, [.. version.Licences.Select(LicenceFindingAnswer.Of)]),
            confidence.Foretold, confidence.Judged, findings.Counts, [.. agreement.Properties.Where(p => p.Items > 0 && !IsClass(p, call.Project))]));
    }

    /// <summary>Told by classes already.</summary>
    static bool IsClass(PropertyAgreement property, ProjectSettings project) =>
        property.Class is null && project.Spec.ClassificationTarget is { } target && project.Spec.Properties.Any(p => p.Id == target.PropertyId && p.Name == property.Name);

    static SetConfidenceAnswer Expected(SealedVersion v) => v.Quality is { Expected: var e }
        ? new(Math.Round(e.Expected, 5), [Math.Round(e.Low, 5), Math.Round(e.High, 5)]) : new(Math.Round(v.Confidence, 5), null);

    /// <summary>Those under which the model decided what is in the version, as they stood when it was sealed.</summary>
    static ReportCertificate Certificate(SealedVersion v, SealedQuality quality)
    {
        var model = v.Statistics.ByDecider.GetValueOrDefault("model");
        return quality.Certificates.MaxBy(c => c.Population) is { } c
            ? new("certified", $"The model decided {model} of {v.Samples} samples of this version under a certificate.", quality.MaxError, quality.Confidence, c.Bound.Upper, c.Audits, c.Errors, c.Threshold)
            : new("off", model is 0 ? "No model decided anything in this version." : $"The model decided {model} samples of this version; no certificate stood when it was sealed.", quality.MaxError, quality.Confidence, null, 0, 0, null);
    }

    static ReportCounts Counts(ProjectTotals t) => new(
        t.Tasks, t.States[(int)TaskState.Reviewed], t.DecidedBy[(int)DeciderKind.People], t.DecidedBy[(int)DeciderKind.Model], t.DecidedBy[(int)DeciderKind.Reviewer], t.Annotations);

    static ReportCounts Counts(SealedVersion v, ProjectTotals t) => new(
        v.Samples, v.Samples, v.Statistics.ByDecider.GetValueOrDefault("people"), v.Statistics.ByDecider.GetValueOrDefault("model"),
        v.Statistics.ByDecider.GetValueOrDefault("reviewer"), t.Annotations);

    static LicencesAnswer Licences(AgreementView view) => new(
        view.Licences, [.. LicenceRules.Check(new(view.Licences), LicencePolicy.Warn).Findings.Select(LicenceFindingAnswer.Of)]);

    /// <summary>A pseudonym says nothing but that it is the same person throughout the report.</summary>
    static IEnumerable<ReportPerson> People(ProjectSettings project, Grains.Quality.QualityView quality, PeopleView surveyed, ImmutableArray<FittedPerson> fitted, Func<UserId, string> name, bool pseudonyms) =>
        quality.Annotators.OrderByDescending(a => a.Evidence.Submitted).ThenBy(a => a.Evidence.Annotator.Value, StringComparer.Ordinal).Select((a, i) =>
        {
            var person = surveyed.People.FirstOrDefault(p => p.User == a.Evidence.Annotator);
            var classes = fitted.FirstOrDefault(p => p.Who == a.Evidence.Annotator)?.Classes;
            // Of somebody whom nothing is known of there is no figure to send to a customer.
            var known = QualityViews.Judged(project, a.Evidence) > 0;
            return new ReportPerson(
                pseudonyms ? $"Person {i + 1}" : name(a.Evidence.Annotator), a.Evidence.Submitted, known ? Math.Round(a.Accuracy, 4) : null,
                known ? [Math.Round(a.Low, 4), Math.Round(a.High, 4)] : null, person?.Consensus, person?.Reviews, person?.MedianActiveMs, person?.Shapes, QualityViews.Share(a.Evidence.Gold), person?.CharacterErrorRate,
                classes is { IsDefaultOrEmpty: false } of ? FittedAnswer.Rights(project, of) : null);
        });

    /// <summary>A page of ours that is a document by itself: nothing runs in it, and nothing is fetched but its own style.</summary>
    sealed class OwnPage(string html) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var utf8 = Encoding.UTF8.GetBytes(html);
            var response = httpContext.Response;
            response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src '{ReportStyle.Hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
            response.Headers.CacheControl = "no-store";
            response.ContentType = "text/html; charset=utf-8";
            response.ContentLength = utf8.Length;
            if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(utf8, httpContext.RequestAborted);
        }
    }
}
