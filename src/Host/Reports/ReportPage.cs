using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Labelwise.Host.Reports;

/// <summary>A report as one HTML file. Every text in it is escaped; numbers are ours.</summary>
static class ReportPage
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Write(ReportAnswer r)
    {
        var title = r.Version is { } v ? $"{r.Project}, version {v.Number}: {v.Name}" : r.Project;
        var page = new StringBuilder();
        page.Append($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(title)}</title><style>{ReportStyle.Css}</style></head><body>");
        page.Append($"<h1>{Text(title)}</h1><p class=\"quiet\">Quality report of {Time(r.At)}.{(r.AsOf is { } at ? $" Figures of people and agreement as of {Time(at)}" : " Figures of people and agreement are still being worked out")}{(r.Version is null || r.AsOf is null ? "" : ", over the whole project")}{(r.Complete ? "." : ", while parts of the project were still being read.")}</p>");
        Numbers(page, r);
        HowGood(page, r);
        Classes(page, r);
        Agreement(page, r);
        People(page, r);
        Licences(page, r);
        return page.Append("</body></html>").ToString();
    }

    static void Numbers(StringBuilder page, ReportAnswer r)
    {
        page.Append("<div class=\"big\">");
        Big("samples", Count(r.Counts.Samples));
        Big("decided", Count(r.Counts.Decided));
        if (r.Expected.ExpectedAccuracy is { } accuracy) Big("expected accuracy", Percent(accuracy) + (r.Expected.Interval is [var low, var high] ? $" <span class=\"quiet\">({Percent(low)} to {Percent(high)})</span>" : ""));
        page.Append("</div>");
        if (r.Version is { } v) page.Append($"<p>Sealed {Time(v.SealedAt)}; its content is named by the Merkle root <code>{Text(v.Root)}</code>: whoever has a copy can check it by <code>labelwise pull</code>.</p>");
        page.Append(ReportPlots.Shares([("people", r.Counts.ByPeople), ("reviewers", r.Counts.ByReviewer), ("model", r.Counts.ByModel)]));

        void Big(string what, string value) => page.Append($"<div><b>{value}</b>{what}</div>");
    }

    static void HowGood(StringBuilder page, ReportAnswer r)
    {
        page.Append("<h2>How good, and how that is known</h2>");
        page.Append($"<p>What people and reviewers decided counts by how likely each label is right, given who answered and how often each of them is; what the model decided, by blind audits. The interval covers the truth in 95 of 100 such sets, where those chances mean what they say.</p><p>{Text(r.Certificate.Message)}</p>");
        if (r.Foretold is { } f)
            page.Append($"<p>Whether stated chances mean what they say is held against what came after them: of {Count(f.Answers)} answers to tasks on which opinions had contradicted each other, {Percent(f.Stated)} should have named the label that was likeliest before, and {Percent(f.Agreed)} did (95 % interval {Percent(f.Interval[0])} to {Percent(f.Interval[1])}){(f.Odds is { } odds ? $": they are stated higher than they should be, at odds of {odds.ToString("#,0", CultureInfo.InvariantCulture)} to 1, and the expected accuracy may be too high" : "")}.</p>");
        if (r.Judged.Reviews is { } reviews) Judged(page, $"Of what people decided, {Count(reviews.Tasks)} tasks were drawn at random for a reviewer, who saw the label", reviews);
        if (r.Judged.Audits is { } audits) Judged(page, $"Of what the model predicted, {Count(audits.Tasks)} tasks were drawn at random and labeled by people who did not see the prediction", audits);
        if (r.Certificate.Bound is { } bound)
            page.Append($"<p>Certificate: {r.Certificate.Audits} audits found {r.Certificate.Errors} {(r.Certificate.Errors is 1 ? "error" : "errors")}, so that the model's error is under {Percent(bound)} with {Percent(r.Certificate.Confidence)} confidence, where at most {Percent(r.Certificate.MaxError)} is allowed{(r.Certificate.Threshold is { } from ? $"; it decides from a confidence of {Percent(from)} on" : "")}.</p>");
        if (r.Findings.Count > 0)
            page.Append($"<p>Labels that look wrong and are to be looked at: {Text(string.Join(", ", r.Findings.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Value} {Finding(f.Key)}")))}.</p>");
    }

    static void Judged(StringBuilder page, string what, Grains.Quality.Surveys.JudgedView judged) =>
        page.Append($"<p>{what}: stated to be right in {Percent(judged.Stated!.Value)}, found right in {Percent(judged.Right!.Value)} (95 % interval {Percent(judged.Right.Interval[0])} to {Percent(judged.Right.Interval[1])}).</p>");

    static string Finding(string kind) => kind switch
    {
        "label-error" => "doubted by the model", "near-duplicates" => "alike but labeled differently", "odd-among-neighbours" => "labeled unlike what is most like them", "version-drift" => "changed with a spec or guideline version",
        "outside" => "reaching outside of the picture", "drawn-twice" => "drawn twice", "odd-size" => "of odd size", _ => kind,
    };

    static void Classes(StringBuilder page, ReportAnswer r)
    {
        if (r.Classes.Count is 0) return;
        page.Append("<h2>Classes</h2>").Append(ReportPlots.Bars([.. r.Classes.OrderByDescending(c => c.Count).Select(c => (c.Name, (double)c.Count, Count(c.Count)))]));
    }

    static void Agreement(StringBuilder page, ReportAnswer r)
    {
        if (r.Agreement is not { Items: > 0 } && r.Objects is not { Matched: > 0 } && r.Properties.Count is 0) return;
        page.Append("<h2>Agreement of people</h2>");
        if (r.Agreement is { Items: > 0 } a)
        {
            page.Append($"<p>Krippendorff's α {Number(a.Alpha)}, Fleiss' κ {Number(a.Kappa)}, from {Count(a.Answers)} answers to {Count(a.Items)} tasks that several people answered without seeing each other's. 1 is always, 0 as often as chance would have it.</p>");
            page.Append("<table><thead><tr><th>Class</th><th class=\"n\">answers</th><th class=\"n\">α against the rest</th></tr></thead>");
            foreach (var c in a.Classes) page.Append($"<tr><td>{Text(c.Name)}</td><td class=\"n\">{Count(c.Answers)}</td><td class=\"n\">{Number(c.Alpha)}</td></tr>");
            page.Append("</table>");
        }
        if (r.Properties.Count > 0)
        {
            page.Append("<table><thead><tr><th>What is asked</th><th class=\"n\">compared</th><th class=\"n\">α</th><th class=\"n\">letters that differ</th></tr></thead>");
            foreach (var p in r.Properties) page.Append($"<tr><td>{(p.Class is { } of ? $"{Text(of)}: " : "")}{Text(p.Name)}</td><td class=\"n\">{Count(p.Items)}</td><td class=\"n\">{Number(p.Alpha)}</td><td class=\"n\">{Percent(p.ErrorRate)}</td></tr>");
            page.Append("</table>");
        }
        if (r.Objects is not { Matched: > 0 } o) return;
        page.Append($"<p>Objects: {Count(o.Matched)} placed alike by two people, with a mean IoU of {Number(o.MeanIou)}; one finds what the other found with F1 {Number(o.SameObjects)}; α of their classes {Number(o.ClassAlpha)}.</p>");
        page.Append("<table><thead><tr><th>Class</th><th class=\"n\">placed alike</th><th class=\"n\">mean IoU</th><th class=\"n\">F1</th></tr></thead>");
        foreach (var c in o.Classes) page.Append($"<tr><td>{Text(c.Name)}</td><td class=\"n\">{Count(c.Matched)}</td><td class=\"n\">{Number(c.MeanIou)}</td><td class=\"n\">{Number(c.SameObjects)}</td></tr>");
        page.Append("</table>");
    }

    static void People(StringBuilder page, ReportAnswer r)
    {
        if (r.People.Count is 0) return;
        page.Append("<h2>By whom</h2>");
        var known = r.People.Where(p => p is { Accuracy: not null, AccuracyInterval: not null }).ToList();
        if (known.Count > 0)
        {
            page.Append("<p>How often each person is right, with its 95 % interval: a wide one says that little is known yet.</p>");
            page.Append(ReportPlots.Intervals([.. known.Select(p => (p.Name, p.Accuracy!.Value, p.AccuracyInterval![0], p.AccuracyInterval[1]))]));
        }
        var (drawn, checkedUp, wrote) = (r.People.Any(p => p.Shapes is { Matched: > 0 }), r.People.Any(p => p.Known is not null), r.People.Any(p => p.CharacterErrorRate is not null));
        page.Append($"<table><thead><tr><th>Person</th><th class=\"n\">answers</th><th class=\"n\">accuracy</th><th class=\"n\">against the others</th>{(checkedUp ? "<th class=\"n\">known answers</th>" : "")}<th class=\"n\">stood review</th>{(wrote ? "<th class=\"n\">letters mended</th>" : "")}{(drawn ? "<th class=\"n\">objects found</th><th class=\"n\">mean IoU</th><th class=\"n\">same class</th>" : "")}<th class=\"n\">median seconds</th></tr></thead>");
        foreach (var p in r.People)
        {
            page.Append($"<tr><td class=\"who\">{Text(p.Name)}</td><td class=\"n\">{Count(p.Answers)}</td><td class=\"n\">{Percent(p.Accuracy)}</td><td class=\"n\">{Share(p.Consensus)}</td>{(checkedUp ? $"<td class=\"n\">{Share(p.Known)}</td>" : "")}<td class=\"n\">{Share(p.Reviews)}</td>{(wrote ? $"<td class=\"n\">{Percent(p.CharacterErrorRate)}</td>" : "")}");
            if (drawn) page.Append($"<td class=\"n\">{Percent(p.Shapes?.SameObjects)}</td><td class=\"n\">{Number(p.Shapes?.MeanIou)}</td><td class=\"n\">{Percent(p.Shapes?.SameClass)}</td>");
            page.Append($"<td class=\"n\">{(p.MedianActiveMs is { } ms ? (ms / 1000).ToString("0.0", CultureInfo.InvariantCulture) : "–")}</td></tr>");
        }
        page.Append("</table>");
        if (r.People.Any(p => p.Consensus is not null)) page.Append("<p class=\"quiet\">Against the others: on tasks that others answered too, going by what these say. Where further opinions are asked for only in doubt, those are the hardest tasks, and everybody is right less often on them than on all.</p>");
        if (r.People.Any(p => p.Reviews is not null)) page.Append("<p class=\"quiet\">Stood review: whole labels that a reviewer left just as they were, whatever little was mended in the others.</p>");
        if (drawn) page.Append("<p class=\"quiet\">Objects found (F1), their IoU and class are told beside the label that stands.</p>");
        ReportClasses.Write(page, r);
    }

    static void Licences(StringBuilder page, ReportAnswer r)
    {
        if (r.Licences.Samples.Count is 0 && !r.Complete) return;
        page.Append("<h2>Licences</h2><table><thead><tr><th>Licence</th><th class=\"n\">samples</th></tr></thead>");
        foreach (var (licence, samples) in r.Licences.Samples.OrderByDescending(l => l.Value))
            page.Append($"<tr><td>{(licence.Length is 0 ? "not given" : Text(licence))}</td><td class=\"n\">{Count(samples)}</td></tr>");
        page.Append("</table>");
        foreach (var finding in r.Licences.Findings) page.Append($"<p>{Text(finding.Message)} ({Count(finding.Samples)} samples)</p>");
    }

    static string Share(Grains.Quality.Surveys.ShareView? share) => share is null ? "–" : $"{Percent(share.Value)} <span class=\"quiet\">({Percent(share.Interval[0])} to {Percent(share.Interval[1])})</span>";

    internal static string Text(string text) => Encoder.Encode(text);

    static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    static string Percent(double? share) => share is { } known ? Fixed(known * 100, 1) + "\u00a0%" : "–";

    /// <summary>A share where there is little room.</summary>
    internal static string Whole(double share) => Fixed(share * 100, 0) + "\u00a0%";

    static string Number(double? value) => value is { } known ? Fixed(known, 2) : "–";

    /// <summary>Nothing is less than nothing: what rounds to zero has no sign.</summary>
    static string Fixed(double value, int digits) => (Math.Round(value, digits) + 0.0).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−');

    static string Count(int n) => n.ToString("#,0", CultureInfo.InvariantCulture);
}
