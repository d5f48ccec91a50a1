using System.Collections.Immutable;
using System.Text.Json;

namespace Labelwise.Domain.Splits;

/// <summary>What reading a split document gave: the plan, or everything that is wrong with it.</summary>
public readonly record struct SplitReading(SplitPlan? Plan, ImmutableArray<Violation> Violations);

/// <summary>
/// The split as a version's request carries it: {"by":"hash","shares":{"train":0.8,"test":0.2},"seed"?} or
/// {"by":"kfold","k":5,"stratify"?:true,"seed"?}.
/// </summary>
public static class SplitDocument
{
    public const int MostShares = 100, LongestName = 100;

    public static SplitReading Read(JsonElement document)
    {
        var violations = ImmutableArray.CreateBuilder<Violation>();
        if (document.ValueKind is not JsonValueKind.Object) return Wrong("", "wrong-type", "A split is a JSON object.");
        var by = document.TryGetProperty("by", out var kind) && kind.ValueKind is JsonValueKind.String ? kind.GetString() : null;
        string[] known = by switch { "hash" => ["by", "shares", "seed"], "kfold" => ["by", "k", "stratify", "seed"], _ => [] };
        if (known.Length == 0) return Wrong("/by", "unknown-value", "'by' must be hash or kfold.");

        var reader = new MemberReader(document, "");
        reader.Only(known);
        violations.AddRange(reader.Violations);
        var seed = Seed(document, violations);
        SplitPlan plan = by == "hash" ? new HashSplit(Shares(document, violations), seed) : Folds(document, seed, violations);
        return violations.Count > 0 ? new(null, violations.ToImmutable()) : new(plan, []);

        SplitReading Wrong(string pointer, string code, string message) => new(null, [new(pointer, code, message)]);
    }

    static string Seed(JsonElement document, ImmutableArray<Violation>.Builder violations)
    {
        if (!document.TryGetProperty("seed", out var seed)) return "";
        if (seed.ValueKind is JsonValueKind.String && seed.GetString() is { Length: <= LongestName } text) return text;
        if (seed.ValueKind is JsonValueKind.Number) return seed.GetRawText();
        violations.Add(new("/seed", "wrong-type", $"'seed' must be a number or a text of at most {LongestName} characters."));
        return "";
    }

    static ImmutableArray<SplitShare> Shares(JsonElement document, ImmutableArray<Violation>.Builder violations)
    {
        if (!document.TryGetProperty("shares", out var shares) || shares.ValueKind is not JsonValueKind.Object)
        {
            violations.Add(new("/shares", "required", "'shares' must be an object such as {\"train\":0.8,\"test\":0.2}."));
            return [];
        }
        var read = ImmutableArray.CreateBuilder<SplitShare>();
        foreach (var member in shares.EnumerateObject())
        {
            var pointer = $"/shares/{member.Name.Replace("~", "~0").Replace("/", "~1")}";
            if (member.Name.Length is 0 or > LongestName)
                violations.Add(new(pointer, "out-of-range", $"A split's name has 1 to {LongestName} characters."));
            if (read.Any(s => s.Name == member.Name))
                violations.Add(new(pointer, "duplicate-member", $"'{member.Name}' is given twice."));
            if (member.Value.ValueKind is JsonValueKind.Number && member.Value.TryGetDouble(out var share) && share is > 0 and <= 1)
                read.Add(new(member.Name, share));
            else violations.Add(new(pointer, "out-of-range", $"The share of '{member.Name}' must be above 0 and at most 1."));
        }
        var sum = read.Sum(s => s.Share);
        if (read.Count > MostShares) violations.Add(new("/shares", "out-of-range", $"There may be at most {MostShares} splits."));
        if (violations.Count == 0 && Math.Abs(sum - 1) > 1e-6)
            violations.Add(new("/shares", "out-of-range", $"The shares must add up to 1, not {sum:0.######}."));
        return read.ToImmutable();
    }

    static FoldSplit Folds(JsonElement document, string seed, ImmutableArray<Violation>.Builder violations)
    {
        var reader = new MemberReader(document, "");
        var k = reader.Whole("k", 0, 2, FoldSplit.MostFolds);
        var stratify = reader.Truth("stratify", false);
        violations.AddRange(reader.Violations);
        if (k == 0 && reader.Violations.All(v => v.Pointer != "/k"))
            violations.Add(new("/k", "required", $"'k' must be a whole number from 2 to {FoldSplit.MostFolds}."));
        return new(k, stratify, seed);
    }
}
