using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>A row as some 30 to 60 bytes: numbers of varying length (LEB128), what repeats by its number in
/// <see cref="RowWords"/>, times as the distance from one before. What is read equals what was written.</summary>
/// <remarks>A later version may append to a row; what it appended is passed over here.</remarks>
static class RowCode
{
    /// <summary>How a label is told.</summary>
    enum LabelIs : byte { None, ThatOfItsClass, Written, ThatOfTheRow }

    public static void Write(TaskRow row, RowWords words, RowBytes to)
    {
        words.Begin(row.UpdatedAt.UtcTicks);
        var label = row.Label.IsNone ? LabelIs.None : words.IsOf(row.Class, row.Label) ? LabelIs.ThatOfItsClass : LabelIs.Written;
        to.Byte((byte)row.State | (row.Decision is { } decided ? (int)decided.By + 1 : 0) << 2 | (int)label << 4 | (row.Asked ? 64 : 0));
        to.Byte((byte)row.Waits | (byte)row.Audit << 4);
        to.Number(row.Version);
        to.Number(row.Class + 1);
        to.Float(row.Confidence);
        to.Number(row.Opinions.Length);
        to.Number(row.Wanted);
        to.Number(row.Reviews);
        to.Time(row.UpdatedAt, words.Epoch);
        if (label is LabelIs.Written) to.Hash(row.Label);
        if (row.Decision is { } decision) Write(decision, row, words, to);
        foreach (var opinion in row.Opinions) Write(opinion, row, words, to);
        People(row.PassedOn, words, to);
        to.Number(row.Leases.Length);
        foreach (var lease in row.Leases) Write(lease.Assignment, row, words, to);
        foreach (var opinion in row.Opinions)
        {
            to.Number(opinion.Spec);
            to.Number(opinion.Guideline);
        }
        if (row.Gold || !row.Checks.IsEmpty || row.Judged is not null) Write(row, row.Checks, words, to);
        if (row.Judged is not { } judged) return;
        to.Byte(judged.Right ? 1 : 0);
        to.Float(judged.Confidence);
    }

    public static RowGist Gist(ReadOnlySpan<byte> row)
    {
        var from = new RowReader(row);
        var (first, second) = (from.Byte(), from.Byte());
        return new(from.Number(), (TaskState)(first & 3), (ReviewReason)(second & 15), (AuditStatus)(second >> 4),
            (first >> 2 & 3) is > 0 and var by ? (DeciderKind)(by - 1) : null, Class: from.Number() - 1, from.Float(), from.Number());
    }

    public static TaskRow Read(ReadOnlySpan<byte> row, TaskId id, RowWords words)
    {
        var from = new RowReader(row);
        var (first, second) = (from.Byte(), from.Byte());
        var (version, answer, confidence, opinions) = (from.Number(), from.Number() - 1, from.Float(), from.Number());
        var (wanted, reviews, at) = (from.Number(), from.Number(), from.Time(words.Epoch));
        var label = Label((LabelIs)(first >> 4 & 3), answer, default, words, ref from);
        var read = new TaskRow
        {
            Id = id, Version = version, State = (TaskState)(first & 3), Wanted = wanted, Waits = (ReviewReason)(second & 15),
            Audit = (AuditStatus)(second >> 4), Label = label, Class = answer, Confidence = confidence, Reviews = reviews, UpdatedAt = at,
            Asked = (first & 64) != 0,
            Decision = (first >> 2 & 3) is > 0 and var by ? Decision((DeciderKind)(by - 1), at, words, ref from) : null,
            Opinions = Opinions(opinions, at, label, words, ref from),
            PassedOn = People(words, ref from),
            Leases = Leases(at, words, ref from),
        };
        if (!read.Opinions.IsEmpty && from.Left > 0) read = read with { Opinions = Versions(read.Opinions, ref from) };
        if (from.Left > 0) read = read with { Gold = from.Byte() != 0, Checks = Checks(at, words, ref from) };
        if (from.Left == 0) return read;
        var right = from.Byte() != 0;
        return read with { Judged = new(from.Float(), right) };
    }

    /// <summary>Appended later, where there is anything to tell.</summary>
    static void Write(TaskRow row, ImmutableArray<RowCheck> checks, RowWords words, RowBytes to)
    {
        to.Byte(row.Gold ? 1 : 0);
        to.Number(checks.Length);
        foreach (var check in checks)
        {
            to.Byte((byte)check.Kind);
            to.Number(words.Number(check.Annotator));
            to.Number(check.Class + 1);
            to.Number(check.ActiveMs);
            to.Time(check.At, row.UpdatedAt.UtcTicks);
            to.Float(check.Score);
            to.Number(check.Order is { } order ? words.Number(order.Value) + 1 : 0);
        }
    }

    static ImmutableArray<RowCheck> Checks(DateTimeOffset rowAt, RowWords words, ref RowReader from)
    {
        var checks = new RowCheck[from.Number()];
        for (var i = 0; i < checks.Length; i++)
        {
            var kind = (CheckKind)from.Byte();
            checks[i] = new(words.Person(from.Number()), kind, from.Number() - 1, from.Number(), from.Time(rowAt.UtcTicks), from.Float(),
                from.Number() is > 0 and var order ? WorkOrderId.Parse(words.Rule(order - 1)) : null);
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(checks);
    }

    /// <summary>Appended later, so that rows of an earlier version end before.</summary>
    static ImmutableArray<RowOpinion> Versions(ImmutableArray<RowOpinion> opinions, ref RowReader from)
    {
        var all = new RowOpinion[opinions.Length];
        for (var i = 0; i < all.Length; i++) all[i] = opinions[i] with { Spec = from.Number(), Guideline = from.Number() };
        return ImmutableCollectionsMarshal.AsImmutableArray(all);
    }

    static void Write(RowDecision decision, TaskRow row, RowWords words, RowBytes to)
    {
        People(decision.Users, words, to);
        to.Number(decision.Model is null ? 0 : words.Number(decision.Model) + 1);
        to.Time(decision.At, row.UpdatedAt.UtcTicks);
        to.Number(words.Number(decision.Rule));
    }

    static RowDecision Decision(DeciderKind by, DateTimeOffset rowAt, RowWords words, ref RowReader from) => new(
        by, People(words, ref from), from.Number() is > 0 and var model ? words.Model(model - 1) : null,
        from.Time(rowAt.UtcTicks), words.Rule(from.Number()));

    static void Write(RowOpinion opinion, TaskRow row, RowWords words, RowBytes to)
    {
        var label = opinion.Label.IsNone ? LabelIs.None : opinion.Label == row.Label ? LabelIs.ThatOfTheRow
            : words.IsOf(opinion.Class, opinion.Label) ? LabelIs.ThatOfItsClass : LabelIs.Written;
        to.Byte((opinion.Counts ? 1 : 0) | (opinion.Returned ? 2 : 0) | (opinion.Stood is { } stood ? stood ? 2 : 1 : 0) << 2 | (int)label << 4);
        to.Number(words.Number(opinion.Annotator));
        to.Number(opinion.Class + 1);
        to.Number(opinion.ActiveMs);
        to.Time(opinion.At, row.UpdatedAt.UtcTicks);
        if (label is LabelIs.Written) to.Hash(opinion.Label);
    }

    static ImmutableArray<RowOpinion> Opinions(int count, DateTimeOffset rowAt, ContentHash ofRow, RowWords words, ref RowReader from)
    {
        if (count == 0) return [];
        var opinions = new RowOpinion[count];
        for (var i = 0; i < count; i++)
        {
            var first = from.Byte();
            var (who, answer, activeMs, at) = (words.Person(from.Number()), from.Number() - 1, from.Number(), from.Time(rowAt.UtcTicks));
            opinions[i] = new(who, Label((LabelIs)(first >> 4 & 3), answer, ofRow, words, ref from), answer, activeMs, at,
                (first & 1) != 0, (first >> 2 & 3) switch { 0 => null, var stood => stood == 2 }, (first & 2) != 0);
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(opinions);
    }

    static void Write(Assignment lease, TaskRow row, RowWords words, RowBytes to)
    {
        to.Byte((byte)lease.Kind | (lease.Returned ? 128 : 0));
        to.Text(lease.Id.Value);
        to.Number(words.Number(lease.Holder));
        to.Time(lease.GrantedAt, row.UpdatedAt.UtcTicks);
        to.Time(lease.EndsAt, row.UpdatedAt.UtcTicks);
        to.Number(lease.SpecVersion);
        to.Number(lease.GuidelineVersion);
    }

    static ImmutableArray<RowLease> Leases(DateTimeOffset rowAt, RowWords words, ref RowReader from)
    {
        if (from.Number() is not (> 0 and var count)) return [];
        var leases = new RowLease[count];
        for (var i = 0; i < count; i++)
        {
            var first = from.Byte();
            leases[i] = new(new(new(from.Text()), words.Person(from.Number()), (AssignmentKind)(first & 127),
                from.Time(rowAt.UtcTicks), from.Time(rowAt.UtcTicks), from.Number(), from.Number(), (first & 128) != 0));
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(leases);
    }

    /// <summary>Nobody and nothing said of anybody are different.</summary>
    static void People(ImmutableArray<UserId> people, RowWords words, RowBytes to)
    {
        to.Number(people.IsDefault ? 0 : people.Length + 1);
        if (people.IsDefault) return;
        foreach (var person in people) to.Number(words.Number(person));
    }

    static ImmutableArray<UserId> People(RowWords words, ref RowReader from)
    {
        var count = from.Number() - 1;
        if (count <= 0) return count < 0 ? default : [];
        var people = new UserId[count];
        for (var i = 0; i < count; i++) people[i] = words.Person(from.Number());
        return ImmutableCollectionsMarshal.AsImmutableArray(people);
    }

    static ContentHash Label(LabelIs how, int answer, ContentHash ofRow, RowWords words, ref RowReader from) => how switch
    {
        LabelIs.ThatOfItsClass => words.LabelOf(answer),
        LabelIs.Written => from.Hash(),
        LabelIs.ThatOfTheRow => ofRow,
        _ => default,
    };
}
