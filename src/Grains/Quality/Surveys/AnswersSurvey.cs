using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Performance;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Tasks;

namespace Labelwise.Grains.Quality.Surveys;

/// <summary>Holds every answer against what everybody else says of its task.</summary>
static class AnswersSurvey
{
    /// <summary>Length of a stretch of somebody's trail.</summary>
    public static readonly TimeSpan Stretch = TimeSpan.FromMinutes(10);

    /// <summary>Voices beside one's own from which on an answer is judged for flags: of two who differ, nobody knows who is wrong.</summary>
    const int FewestJudges = 2;

    public static void Add(BlockSurvey sum, BlockToSurvey block)
    {
        var judged = new List<(RowOpinion Opinion, double Posterior)>();
        foreach (var task in block.Tasks)
        {
            var opinions = task.Row.Opinions;
            if (task.Row.Gold) foreach (var check in task.Row.Checks) Know(sum, check, task.Row.Class, block.Settings.ClassIds.Length);
            if (opinions.IsEmpty) continue;
            sum.Tasks++;
            sum.Answers += opinions.Length;
            foreach (var opinion in opinions) Time(sum, opinion, opinions);
            if (block.Settings.ClassIds.Length < 2) continue;
            if (task.Row.Judged is { } verdict) sum.Judged.Add(verdict.Confidence, verdict.Right);
            var said = opinions.Where(o => o.Class >= 0 && o.Class < block.Settings.ClassIds.Length && (o.Counts || o.Stood is not null)).ToImmutableArray();
            sum.Classification.Add([.. said.Where(o => o.Counts).Select(o => block.Settings.ClassIds[o.Class])]);
            foreach (var opinion in said)
                if (Judge(sum, block, task, opinion, said) is { } posterior) judged.Add((opinion, posterior));
            foreach (var (i, one) in said.Index())
                foreach (var other in said.Skip(i + 1).Where(o => o.Counts && one.Counts && o.Annotator != one.Annotator))
                    Compare(sum, block, task, one, other, said);
        }
        foreach (var of in judged.GroupBy(j => j.Opinion.Annotator)) Follow(sum.Person(of.Key).Trail, of);
    }

    /// <summary>A known answer, which is surer than what others say.</summary>
    static void Know(BlockSurvey sum, RowCheck check, int known, int classes)
    {
        if (check.Kind is CheckKind.Gold && classes > 1 && known >= 0 && known < classes && check.Class >= 0 && check.Class < classes)
            sum.Person(check.Annotator).KnownTrail.Add(StretchOf(check.At), check.Class, null, OneCoin.Certain(classes, known)[check.Class], check.ActiveMs);
    }

    static void Time(BlockSurvey sum, RowOpinion own, ImmutableArray<RowOpinion> opinions)
    {
        var person = sum.Person(own.Annotator);
        person.Time.Add(own.ActiveMs);
        if (own.Stood is { } stood)
        {
            person.Reviewed++;
            if (stood) person.Stood++;
        }
        var others = opinions.Where(o => o.Annotator != own.Annotator && o.ActiveMs > 0).ToList();
        if (others.Count is 0 || own.ActiveMs <= 0) return;
        person.TimeShared.Add(own.ActiveMs);
        foreach (var other in others) person.TimeOfPeers.Add(other.ActiveMs);
    }

    /// <returns>The posterior of the answer by everybody else, where enough of them speak to judge by; else null.</returns>
    static double? Judge(BlockSurvey sum, BlockToSurvey block, AnsweredTask task, RowOpinion own, ImmutableArray<RowOpinion> said)
    {
        var (truth, voices) = TruthBut(block, task, said, o => o.Annotator != own.Annotator);
        if (voices is 0) return null;
        var person = sum.Person(own.Annotator);
        person.Others.Add(truth[own.Class]);
        person.Confusions.Add(truth.AsSpan(), own.Class, task.Row.Id.Index);
        return voices >= FewestJudges ? truth[own.Class] : null;
    }

    static void Compare(BlockSurvey sum, BlockToSurvey block, AnsweredTask task, RowOpinion one, RowOpinion other, ImmutableArray<RowOpinion> said)
    {
        if (string.CompareOrdinal(one.Annotator.Value, other.Annotator.Value) > 0) (one, other) = (other, one);
        var pair = sum.Pairs.At((one.Annotator, other.Annotator));
        pair.Add(block.Settings.ClassIds[one.Class], block.Settings.ClassIds[other.Class]);
        var (truth, voices) = TruthBut(block, task, said, o => o.Annotator != one.Annotator && o.Annotator != other.Annotator);
        if (voices > 0) pair.AddShared(one.Class == other.Class, truth[other.Class]);
    }

    /// <summary>Posterior of the classes by some of those who answered and the model, or by the reviewer where one decided.</summary>
    static (ImmutableArray<double> Truth, int Voices) TruthBut(BlockToSurvey block, AnsweredTask task, ImmutableArray<RowOpinion> said, Func<RowOpinion, bool> who)
    {
        var classes = block.Settings.ClassIds.Length;
        if (task.Row.Decision is { By: DeciderKind.Reviewer } && task.Row.Class >= 0) return (OneCoin.Certain(classes, task.Row.Class), FewestJudges);
        var model = !task.Shown && task.Prediction is { Class: >= 0 } p && block.Calibrations.TryGetValue(p.Model, out var calibration)
            ? calibration.Apply(classes, p.Probabilities) : [];
        var others = said.Where(o => o.Counts && who(o)).Select(o => new Opinion(o.Class, block.Accuracies.GetValueOrDefault(o.Annotator, Skill.PriorAccuracy))).ToArray();
        return (OneCoin.Posterior(Priors.Of(classes, model).AsSpan(), others), others.Length + (model.IsEmpty ? 0 : 1));
    }

    public static long StretchOf(DateTimeOffset at) => at.UtcTicks / Stretch.Ticks;

    static void Follow(AnswerTrail trail, IEnumerable<(RowOpinion Opinion, double Posterior)> answers)
    {
        int? before = null;
        foreach (var (opinion, posterior) in answers.OrderBy(a => a.Opinion.At))
        {
            trail.Add(StretchOf(opinion.At), opinion.Class, before, posterior, opinion.ActiveMs);
            before = opinion.Class;
        }
    }

    static PersonSums Person(this BlockSurvey sum, UserId who) => sum.People.At(who);
}
