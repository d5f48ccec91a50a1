using System.Collections.Immutable;
using System.Globalization;
using Labelwise.Domain;
using Labelwise.Domain.Quality.Performance;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>What is known of people, in numbers and words.</summary>
static class PeopleViews
{
    /// <summary>Confusions named, and days.</summary>
    const int MostConfusions = 12, MostDays = 120;

    /// <summary>Classes beyond which no matrix is shown, only the confusions.</summary>
    const int WidestMatrix = 64;

    public static ImmutableArray<PersonView> Of(BlockSurvey whole, SurveyNames names)
    {
        var copying = whole.Pairs.SelectMany(p => new[] { (Who: p.Key.One, Bet: p.Value.Copying), (Who: p.Key.Other, Bet: p.Value.Copying) })
            .Where(p => p.Bet.Tasks > 0).ToLookup(p => p.Who, p => p.Bet);
        return [.. whole.People.OrderBy(p => p.Key.Value, StringComparer.Ordinal).Select(p => Of(p.Key, p.Value, [.. copying[p.Key]], names))];
    }

    static PersonView Of(UserId who, PersonSums sums, IReadOnlyCollection<CopyingBet> copying, SurveyNames names) => new(
        who, sums.Others.Answers is 0 ? null : View(sums.Others.Accuracy(Math.Max(2, names.Classes))), View(Estimate.OfCounts(sums.Stood, sums.Reviewed)),
        [.. Enumerable.Range(0, names.Classes).Select(c => (c, Right: sums.Confusions.Right(c))).Where(c => c.Right is not null)
            .Select(c => new ClassRight(names.Option(c.c), View(c.Right)!))],
        Milliseconds(sums.Time), Milliseconds(sums.TimeShared), Milliseconds(sums.TimeOfPeers),
        sums.Shapes is { SameObjects: not null } s ? new(Rounded(s.MeanLikeness), Rounded(s.SameObjects), Rounded(s.SameClasses), s.Matched, s.Missed, s.Extra) : null,
        Rounded(sums.Texts.ErrorRate), [.. FlagRules.Of(sums.Trail, copying, names.Classes).Select(f => Flag(f, names))])
    {
        Drawn = [.. sums.Classes.Cells.OrderBy(c => c.Key.Truth, StringComparer.Ordinal).ThenBy(c => c.Key.Answer, StringComparer.Ordinal).Select(c =>
            new DrawnAsView(names.Class(c.Key.Truth), names.Class(c.Key.Answer), c.Value.Count, c.Key.Truth == c.Key.Answer ? [] : [.. c.Value.Tasks]))],
    };

    public static PersonDetails Details(SurveyStamp stamp, PersonView person, PersonSums sums, SurveyNames names)
    {
        var cells = sums.Confusions.Cells;
        return new(
            stamp, person, [.. Enumerable.Range(0, names.Classes).Select(names.Option)],
            names.Classes > WidestMatrix ? [] : [.. Enumerable.Range(0, names.Classes).Select(t =>
                Enumerable.Range(0, names.Classes).Select(a => Math.Round(sums.Confusions.Count(t, a), 2)).ToImmutableArray())],
            [.. cells.Where(c => c.Key.Truth != c.Key.Answer && c.Value.Tasks.Any()).OrderByDescending(c => c.Value.Count).Take(MostConfusions).Select(c => new ConfusionView(
                names.Option(c.Key.Truth), names.Option(c.Key.Answer), Math.Round(c.Value.Count, 2),
                Math.Round(c.Value.Count / cells.Where(o => o.Key.Truth == c.Key.Truth).Sum(o => o.Value.Count), 4),
                [.. c.Value.Tasks.Select(t => new TaskId(names.Project, t))]))],
            [.. sums.Trail.Stretches.GroupBy(s => new DateTimeOffset(s.Key * AnswersSurvey.Stretch.Ticks, TimeSpan.Zero).Date).TakeLast(MostDays)
                .Select(day => Day(day.Key, day.Select(s => s.Value), names))],
            [.. sums.Errors.Cells.OrderByDescending(c => c.Value.Count).Take(MostConfusions).Select(c => new ObjectErrorView(
                c.Key.Truth is { } truth ? names.Class(truth) : null, c.Key.Answer is { } answer ? names.Class(answer) : null, c.Value.Count,
                [.. c.Value.Places.Select(p => new ErrorPlaceView(new(names.Project, p.Task), [.. new[] { p.Bounds.X, p.Bounds.Y, p.Bounds.Width, p.Bounds.Height }.Select(px => Math.Round(px, 1))]))]))],
            [.. sums.Changes(names.Classes, known: true).Select(c => Change(c, names))])
        {
            ChangesToThem = [.. sums.Changes(names.Classes, known: false).Select(c => Change(c, names))],
        };
    }

    static ChangeView Change(TrailChange change, SurveyNames names) =>
        new(change.Code, change.ByChance, View(change.Before)!, View(change.After)!, At(change.Since)) { Of = names.Classes < 2 ? ChangeView.Labels : ChangeView.Answers };

    static DateTimeOffset? At(long? stretch) => stretch is { } number ? new DateTimeOffset(number * AnswersSurvey.Stretch.Ticks, TimeSpan.Zero) : null;

    static DayView Day(DateTime day, IEnumerable<Stretch> stretches, SurveyNames names)
    {
        var sum = new Stretch();
        foreach (var stretch in stretches) sum.Add(stretch);
        var answers = sum.Against.Answers;
        return new(new(day, TimeSpan.Zero), answers, View(sum.Against.Accuracy(names.Classes))!, Math.Round(sum.ActiveMs / (double)answers));
    }

    static FlagView Flag(PersonFlag flag, SurveyNames names)
    {
        var since = At(flag.Since);
        var seen = flag.Code switch
        {
            "one-class" => $"{Percent(flag.Value)} of {flag.Answers} judged answers are '{names.Option(flag.Class)}', whatever the task.",
            "random" => $"{flag.Answers} judged answers agree with the others' {Percent(flag.Value)} of the time, as answers drawn by lot would.",
            "pattern" => $"{flag.Answers} judged answers follow from the answer before rather than from the task.",
            "stopped-looking" => $"Since {since:yyyy-MM-dd HH:mm} UTC answers have nothing to do with the task; they agree with the others' {Percent(flag.Value)} of the time.",
            _ => $"Of {flag.Answers} tasks where the others call one of two answers wrong, both made the same mistake in {Percent(flag.Value)}.",
        };
        var chance = Math.Max(flag.ByChance, 1e-6).ToString("0.######", CultureInfo.InvariantCulture);
        return new(
            flag.Code, $"{seen} Of somebody who looks and is right in {Percent(FlagRules.Competent)} of tasks or more this is seen with a chance of {chance} at most.",
            Math.Round(flag.Value, 4), Math.Round(flag.Expected, 4), flag.Answers, flag.ByChance, since);
    }

    static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");

    static ShareView? View(Estimate? e) => e is { } x ? new(Math.Round(x.Value, 4), [Math.Round(x.Low, 4), Math.Round(x.High, 4)], Math.Round(x.Of, 2)) : null;

    static double? Milliseconds(Durations time) => time.Median() is { } ms ? Math.Round(ms) : null;

    static double? Rounded(double? value) => AgreementViews.Rounded(value);
}
