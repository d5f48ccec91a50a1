using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality;

namespace Labelwise.Grains.Tasks;

/// <summary>What a block's opinions say about the people who gave them: each is judged by what its task came to.</summary>
static class PeopleEvidence
{
    public static ImmutableArray<AnnotatorEvidence> Of(BlockRows rows, ProjectSettings settings)
    {
        var people = new Dictionary<UserId, Tally>();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            foreach (var who in row.PassedOn) Of(who).Skipped++;
            foreach (var opinion in row.Opinions) Of(opinion.Annotator).Count(opinion, Judge(row, opinion, settings.ClassIds.Length));
        }
        return [.. people.OrderBy(p => p.Key.Value, StringComparer.Ordinal).Select(p => p.Value.Evidence(p.Key))];

        Tally Of(UserId who)
        {
            if (!people.TryGetValue(who, out var tally)) people[who] = tally = new(settings.ClassIds.Length);
            return tally;
        }
    }

    /// <summary>The posterior of the class that was answered: by a reviewer's verdict, else by all opinions.</summary>
    static Skill Judge(TaskRow r, RowOpinion opinion, int classes)
    {
        if (opinion.Stood is { } stood) return new(stood ? OneCoin.Highest : 1 - OneCoin.Highest, 1);
        if (opinion.Class < 0 || r.Class < 0 || classes < 2 || !opinion.Counts) return default;
        return new(opinion.Class == r.Class ? r.Confidence : (1 - r.Confidence) / Math.Min(classes - 1, OneCoin.Confusions), 1);
    }

    /// <summary>One person's sums while rows are walked.</summary>
    sealed class Tally(int classes)
    {
        readonly int[] answers = new int[classes];
        int submitted, reviewed, accepted, rejected;
        long activeMs;
        Skill skill;

        public int Skipped { get; set; }

        public void Count(RowOpinion o, Skill judged)
        {
            submitted++;
            skill += judged;
            activeMs += o.ActiveMs;
            if (o.Stood is { } stood)
            {
                reviewed++;
                if (stood) accepted++; else rejected++;
            }
            if (o.Class >= 0 && o.Class < answers.Length) answers[o.Class]++;
        }

        public AnnotatorEvidence Evidence(UserId who) =>
            new(who, submitted, skill, reviewed, accepted, rejected, Skipped, activeMs, [.. answers]);
    }
}
