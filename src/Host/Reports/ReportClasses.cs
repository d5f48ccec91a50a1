using System.Text;
using Labelwise.Grains.Quality.Surveys;

namespace Labelwise.Host.Reports;

/// <summary>How often each person is right, class by class: a table of people and classes, or the classes that each knows least where there are many.</summary>
static class ReportClasses
{
    /// <summary>Columns that a sheet of paper has room for.</summary>
    const int MostColumns = 10;

    /// <summary>Classes told of each person where there are more.</summary>
    const int Weakest = 4;

    /// <summary>Fewer tasks than these are few.</summary>
    const int Few = 10;

    public static void Write(StringBuilder page, ReportAnswer r)
    {
        var people = r.People.Where(p => p.Classes is { Count: > 0 }).ToList();
        if (people.Count is 0) return;
        page.Append("<h3>Class by class</h3><p>Of the tasks that are of a class, so many each person gets right, by all opinions weighed together: every answer is in it, not those to shared tasks alone. Below, the 95 % interval and on how many tasks it rests; of fewer than ten it is grey.</p>");
        var names = people.SelectMany(p => p.Classes!.Select(c => c.Class)).Distinct().ToList();
        List<string> classes = [.. r.Classes.Select(c => c.Name).Where(names.Contains), .. names.Where(n => !r.Classes.Any(c => c.Name == n))];
        if (classes.Count <= MostColumns) Table(page, people, classes);
        else Worst(page, people);
    }

    static void Table(StringBuilder page, List<ReportPerson> people, List<string> classes)
    {
        page.Append("<table class=\"rights\"><thead><tr><th>Person</th>");
        foreach (var c in classes) page.Append($"<th class=\"n\">{ReportPage.Text(c)}</th>");
        page.Append("</tr></thead>");
        foreach (var p in people)
        {
            page.Append($"<tr><td class=\"who\">{ReportPage.Text(p.Name)}</td>");
            foreach (var c in classes) page.Append($"<td class=\"n\">{(p.Classes!.FirstOrDefault(of => of.Class == c) is { Right: var right } ? Cell(right) : "–")}</td>");
            page.Append("</tr>");
        }
        page.Append("</table>");
    }

    static string Cell(ShareView right) =>
        $"<span{(right.Of < Few ? " class=\"quiet\"" : "")}>{ReportPage.Whole(right.Value)}</span><br><small class=\"quiet\">{Between(right)}<br>of {Math.Round(right.Of):0}</small>";

    static string Between(ShareView right) => $"{Math.Round(right.Interval[0] * 100):0}–{ReportPage.Whole(right.Interval[1])}";

    static void Worst(StringBuilder page, List<ReportPerson> people)
    {
        page.Append("<table><thead><tr><th>Person</th><th>right least often</th></tr></thead>");
        foreach (var p in people)
            page.Append($"<tr><td class=\"who\">{ReportPage.Text(p.Name)}</td><td>{string.Join("; ", p.Classes!.OrderBy(c => c.Right.Interval[1]).Take(Weakest).Select(c => $"{ReportPage.Text(c.Class)} {ReportPage.Whole(c.Right.Value)} <small class=\"quiet\">({Between(c.Right)}, of {Math.Round(c.Right.Of):0})</small>"))}</td></tr>");
        page.Append("</table>");
    }
}
