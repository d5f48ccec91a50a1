using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Quality.Performance;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;

namespace Labelwise.Grains.Tasks;

/// <summary>What a block's opinions say about the people who gave them: each is judged by what its task came to. Knows
/// whose rows changed, so that telling of them costs what changed and not what the block holds.</summary>
sealed class PeopleEvidence
{
    /// <summary>By person, the rows that they answered or passed on, ascending.</summary>
    readonly Dictionary<UserId, List<short>> rowsOf = [];
    readonly HashSet<UserId> changed = [];
    int classes;

    /// <summary>Classes over which the doubt in a task is taken to be spread: what somebody answered is one of those that come into question.</summary>
    const int Rivals = 3;

    public ImmutableArray<AnnotatorEvidence> Whole(BlockRows rows, ProjectSettings settings) => Of(rowsOf.Keys, rows, settings);

    /// <summary>Rows that somebody answered or passed on, ascending.</summary>
    public IEnumerable<int> RowsOf(UserId who) => rowsOf.GetValueOrDefault(who)?.Select(at => (int)at) ?? [];

    /// <summary>Of those about whom it changed since this was last asked.</summary>
    public ImmutableArray<AnnotatorEvidence> TakeChanged(BlockRows rows, ProjectSettings settings)
    {
        if (classes != settings.ClassIds.Length) changed.UnionWith(rowsOf.Keys);
        classes = settings.ClassIds.Length;
        var told = Of(changed, rows, settings);
        changed.Clear();
        return told;
    }

    /// <summary>What a row says of somebody may be different now.</summary>
    public void Note(int at, UserId who)
    {
        changed.Add(who);
        if (!rowsOf.TryGetValue(who, out var answered)) rowsOf[who] = answered = [];
        var place = answered.BinarySearch((short)at);
        if (place < 0) answered.Insert(~place, (short)at);
    }

    ImmutableArray<AnnotatorEvidence> Of(IReadOnlyCollection<UserId> people, BlockRows rows, ProjectSettings settings) =>
        [.. people.OrderBy(p => p.Value, StringComparer.Ordinal).Select(who =>
        {
            var tally = new Tally(settings.ClassIds.Length);
            foreach (var at in rowsOf[who])
            {
                var row = rows[at];
                foreach (var passed in row.PassedOn) if (passed == who) tally.Skipped++;
                foreach (var opinion in row.Opinions)
                    if (opinion.Annotator == who) tally.Count(row, opinion, Judge(row, opinion, rows.Predicted(at)?.Prediction, settings.ClassIds.Length));
                foreach (var check in row.Checks) if (check.Annotator == who) tally.Count(row, check);
            }
            return tally.Evidence(who);
        })];

    /// <summary>The posterior of the class that was answered: by a reviewer's verdict, else by all opinions. Nothing where nobody else
    /// has said anything, people or model: by their own word alone nobody is judged. A class that stands is right, whatever else of the label
    /// a reviewer mended: how texts and shapes fare is told apart.</summary>
    static Skill Judge(TaskRow r, RowOpinion opinion, Prediction? predicted, int classes)
    {
        if (opinion.Stood is { } stood)
            return new((r.Decision is { By: DeciderKind.Reviewer } && opinion.Class >= 0 && r.Class >= 0 ? opinion.Class == r.Class : stood) ? OneCoin.Highest : 1 - OneCoin.Highest, 1);
        if (opinion.Class < 0 || r.Class < 0 || classes < 2 || !opinion.Counts) return default;
        if (predicted is not { Class: >= 0 } && !r.Opinions.Any(o => o is { Counts: true, Class: >= 0 } && o.Annotator != opinion.Annotator)) return default;
        return new(opinion.Class == r.Class ? r.Confidence : (1 - r.Confidence) / Math.Min(classes - 1, Rivals), 1);
    }

    /// <summary>One person's sums while rows are walked.</summary>
    sealed class Tally(int classes)
    {
        readonly int[] answers = new int[classes];
        readonly List<(int Answer, int Truth, double Belief)> judgedBy = [];
        int submitted, timed, fast, reviewed, accepted, rejected;
        readonly List<(int Answer, int Truth, double Belief)> judgedByGold = [];
        long activeMs;
        Skill skill, gold, own;

        public int Skipped { get; set; }

        public void Count(TaskRow row, RowOpinion o, Skill judged)
        {
            // Only what is decided: until then a model that is sure and wrong would teach that people confuse what it does.
            if (row.Decision is not null && judged.Answers > 0 && o.Class >= 0 && row.Class >= 0)
                judgedBy.Add((o.Class, row.Class, Math.Min(row.Confidence, OneCoin.Highest)));
            submitted++;
            skill += judged;
            Time(o.ActiveMs);
            if (o.Stood is { } stood)
            {
                reviewed++;
                if (stood) accepted++; else rejected++;
            }
            if (o.Class >= 0 && o.Class < answers.Length) answers[o.Class]++;
        }

        /// <summary>It was work like any other to whoever did it.</summary>
        public void Count(TaskRow row, RowCheck check)
        {
            submitted++;
            Time(check.ActiveMs);
            if (check.Class >= 0 && check.Class < answers.Length) answers[check.Class]++;
            if (check.Kind is CheckKind.Own) own += new Skill(check.Score, 1);
            else if (row.Gold)
            {
                gold += new Skill(check.Score, 1);
                if (check.Class >= 0 && row.Class >= 0) judgedByGold.Add((check.Class, row.Class, 1));
            }
        }

        void Time(int ms)
        {
            activeMs += ms;
            if (ms <= 0) return;
            timed++;
            if (ms < TooFastBar.Ms) fast++;
        }

        public AnnotatorEvidence Evidence(UserId who) =>
            new(who, submitted, skill, reviewed, accepted, rejected, Skipped, activeMs, [.. answers], ConfusionSums.Of(judgedBy), gold, own, ConfusionSums.Of(judgedByGold)) { Timed = timed, Fast = fast };
    }
}
