using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain.Json;

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

    static readonly Dictionary<string, Kind> Kinds = new(StringComparer.Ordinal) { ["hash"] = Kind.Hash, ["kfold"] = Kind.Fold };

    public static SplitReading Read(JsonElement document)
    {
        var reader = new DocumentReader();
        var plan = Read(reader, reader.Members(document).ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal));
        return reader.IsClean ? new(plan, []) : new(null, reader.Violations);
    }

    static SplitPlan? Read(DocumentReader reader, Dictionary<string, JsonElement> members)
    {
        if (!reader.IsClean) return null;
        Kind? by = null;
        if (Take("by") is { } word) using (reader.At("by")) by = reader.Choice(word, Kinds);
        else reader.RefuseMissing("by");
        var seed = Take("seed") is { } given ? Seed(reader, given) : "";
        SplitPlan? plan = by switch
        {
            Kind.Hash => new HashSplit(Shares(reader, Take("shares")), seed),
            Kind.Fold => Folds(reader, Take("k"), Take("stratify"), seed),
            _ => null,
        };
        if (by is not null)
            foreach (var name in members.Keys)
                using (reader.At(name)) reader.RefuseUnknown(by is Kind.Hash ? "by, seed, shares" : "by, k, seed, stratify");
        return plan;

        JsonElement? Take(string name) => members.Remove(name, out var value) ? value : null;
    }

    static string Seed(DocumentReader reader, JsonElement seed)
    {
        using var at = reader.At("seed");
        if (seed.ValueKind is JsonValueKind.Number && seed.GetRawText() is { Length: <= LongestName } number) return number;
        if (seed.ValueKind is JsonValueKind.String) return reader.Text(seed, LongestName) ?? "";
        reader.Refuse("wrong-type", $"'seed' must be a number or a text of at most {LongestName} characters.");
        return "";
    }

    static ImmutableArray<SplitShare> Shares(DocumentReader reader, JsonElement? shares)
    {
        using var at = reader.At("shares");
        if (shares is not { ValueKind: JsonValueKind.Object } given)
        {
            reader.Refuse("required", "'shares' must be an object such as {\"train\":0.8,\"test\":0.2}.");
            return [];
        }
        var read = ImmutableArray.CreateBuilder<SplitShare>();
        var right = true;
        foreach (var (name, value) in reader.Members(given))
        {
            if (name.Length is 0 or > LongestName) reader.Refuse("out-of-range", $"A split's name has 1 to {LongestName} characters.");
            if (value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var share) && share is > 0 and <= 1) read.Add(new(name, share));
            else
            {
                right = false;
                reader.Refuse("out-of-range", $"The share of '{name}' must be above 0 and at most 1.");
            }
        }
        var sum = read.Sum(s => s.Share);
        if (read.Count > MostShares) reader.Refuse("out-of-range", $"There may be at most {MostShares} splits.");
        if (right && Math.Abs(sum - 1) > 1e-6) reader.Refuse("out-of-range", $"The shares must add up to 1, not {sum:0.######}.");
        return read.ToImmutable();
    }

    static FoldSplit Folds(DocumentReader reader, JsonElement? k, JsonElement? stratify, string seed)
    {
        var (folds, stratified) = (0, false);
        if (k is { } count) using (reader.At("k")) folds = reader.Whole(count, 2, FoldSplit.MostFolds) ?? 0;
        else reader.RefuseAt("k", "required", $"'k' must be a whole number from 2 to {FoldSplit.MostFolds}.");
        if (stratify is { } truth) using (reader.At("stratify")) stratified = reader.Truth(truth) ?? false;
        return new(folds, stratified, seed);
    }

    enum Kind { Hash, Fold }
}
