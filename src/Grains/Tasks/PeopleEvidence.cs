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
        var people = new SortedDictionary<string, AnnotatorEvidence>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var who in rows[i].PassedOn) people[who.Value] = Known(people, who, settings) with { Skipped = Known(people, who, settings).Skipped + 1 };
            foreach (var opinion in rows[i].Opinions)
                people[opinion.Annotator.Value] = With(Known(people, opinion.Annotator, settings), opinion, Judge(rows[i], opinion, settings.ClassIds.Length));
        }
        return [.. people.Values];
    }

    static AnnotatorEvidence Known(SortedDictionary<string, AnnotatorEvidence> people, UserId who, ProjectSettings settings) =>
        people.GetValueOrDefault(who.Value) ?? new(who, 0, default, 0, 0, 0, 0, 0, [.. new int[settings.ClassIds.Length]]);

    static AnnotatorEvidence With(AnnotatorEvidence e, RowOpinion o, Skill judged) => e with
    {
        Submitted = e.Submitted + 1, Skill = e.Skill + judged,
        Reviewed = e.Reviewed + (o.Stood is null ? 0 : 1), Accepted = e.Accepted + (o.Stood is true ? 1 : 0),
        Rejected = e.Rejected + (o.Stood is false ? 1 : 0), ActiveMs = e.ActiveMs + o.ActiveMs,
        Classes = o.Class >= 0 && o.Class < e.Classes.Length ? e.Classes.SetItem(o.Class, e.Classes[o.Class] + 1) : e.Classes,
    };

    /// <summary>The posterior of the class that was answered: by a reviewer's verdict, else by all opinions.</summary>
    static Skill Judge(TaskRow r, RowOpinion opinion, int classes)
    {
        if (opinion.Stood is { } stood) return new(stood ? OneCoin.Highest : 1 - OneCoin.Highest, 1);
        if (opinion.Class < 0 || r.Class < 0 || classes < 2 || !opinion.Counts) return default;
        return new(opinion.Class == r.Class ? r.Confidence : (1 - r.Confidence) / Math.Min(classes - 1, OneCoin.Confusions), 1);
    }
}
