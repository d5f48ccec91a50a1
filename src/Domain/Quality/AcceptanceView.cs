using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality;

public enum AcceptanceState
{
    /// <summary>The pipeline does not let the model decide.</summary>
    Off,

    /// <summary>The model is too unsure, or has too few confident predictions, for any certificate.</summary>
    Unattainable,

    /// <summary>Audits are being gathered for the next look.</summary>
    Collecting,

    /// <summary>At least one certificate is in force.</summary>
    Certified,

    /// <summary>Later audits broke a certificate and none is left in force.</summary>
    Broken,

    /// <summary>All looks were taken and none certified: people decide.</summary>
    Exhausted,
}

/// <summary>What the model may decide, on what proof, and what is still missing.</summary>
/// <param name="Floor">Confidence from which audits are drawn.</param>
/// <param name="AuditsSettled">Audits settled of those that the next look counts (of the last one, where none is planned).</param>
/// <param name="AuditsOpen">The rest of them: with annotators, with a reviewer, or not handed out.</param>
/// <param name="AuditsAtLeast">Fewest audits with which the next look could certify: "61 of at least 163".</param>
/// <param name="AuditsPlanned">Audits that the next look counts; 0 where no look is planned.</param>
/// <param name="ShareAccepted">Share of predicted tasks at or above their class's threshold and not drawn as audits.</param>
[GenerateSerializer, Immutable, Alias("acceptance-view")]
public sealed record AcceptanceView(
    [property: Id(0)] AcceptanceState State, [property: Id(1)] double MaxError, [property: Id(2)] double Confidence,
    [property: Id(3)] double Floor, [property: Id(4)] int AuditsSettled, [property: Id(5)] int AuditsOpen,
    [property: Id(6)] int AuditsAtLeast, [property: Id(7)] int AuditsPlanned, [property: Id(8)] double AlphaSpent,
    [property: Id(9)] double ShareAccepted, [property: Id(10)] ImmutableArray<ClassAcceptance> Classes,
    [property: Id(11)] ImmutableArray<Certificate> Certificates, [property: Id(12)] ImmutableArray<Revocation> Broken,
    [property: Id(13)] ImmutableArray<Look> Looks, [property: Id(14)] ulong Seed)
{
    /// <inheritdoc cref="AcceptanceRules.Next" path="/param"/>
    public static AcceptanceView Of(AcceptanceTruth truth, PredictionHistogram predicted, IReadOnlyCollection<Audit> audits)
    {
        var (plan, policy, next) = (truth.Plan, truth.Plan.Policy, truth.NextLook);
        var cutoff = next?.Cutoff ?? truth.AuditsBelow;
        var counted = audits.Where(a => a.Rank < cutoff && plan.Holds(a.Confidence)).ToList();
        var classes = Enumerable.Range(0, predicted.Classes).Select(c => ClassAcceptance.Of(truth, predicted, audits, c)).ToImmutableArray();
        return new(
            StateOf(truth), policy.MaxError, policy.Confidence, plan.FloorConfidence,
            counted.Count(a => a.IsSettled), counted.Count(a => !a.IsSettled),
            next is null ? 0 : ClopperPearson.AuditsNeeded(policy.MaxError, next.AlphaOfPart), next?.Audits ?? 0,
            truth.AlphaSpent, (double)classes.Sum(c => c.Accepted) / Math.Max(1, predicted.Total),
            classes, truth.Standing, truth.Broken, truth.Looks, truth.Seed);
    }

    static AcceptanceState StateOf(AcceptanceTruth truth) =>
        !truth.Plan.Policy.Enabled ? AcceptanceState.Off
        : truth.Plan.Looks.IsEmpty ? AcceptanceState.Unattainable
        : !truth.Standing.IsEmpty ? AcceptanceState.Certified
        : !truth.Broken.IsEmpty ? AcceptanceState.Broken
        : truth.NextLook is null ? AcceptanceState.Exhausted
        : AcceptanceState.Collecting;
}

/// <param name="Threshold">Predictions of the class at or above it are accepted; null where none are.</param>
/// <param name="Pooled">Whether the certificate covers other classes too, because the class had too few audits of its own.</param>
/// <param name="Predicted">Tasks predicted this class.</param>
/// <param name="Accepted">Of those, at or above the threshold and not audited.</param>
/// <param name="Audits">Settled audits of the class, at any confidence.</param>
/// <param name="Errors">Those that differ.</param>
[GenerateSerializer, Immutable, Alias("class-acceptance")]
public sealed record ClassAcceptance(
    [property: Id(0)] int Class, [property: Id(1)] double? Threshold, [property: Id(2)] bool Pooled,
    [property: Id(3)] int Predicted, [property: Id(4)] int Accepted, [property: Id(5)] int Audits, [property: Id(6)] int Errors)
{
    internal static ClassAcceptance Of(
        AcceptanceTruth truth, PredictionHistogram predicted, IReadOnlyCollection<Audit> audits, int @class)
    {
        var certificate = truth.Standing.FirstOrDefault(c => c.Classes.Contains(@class));
        var settled = audits.Where(a => a.Class == @class && a.IsSettled).ToList();
        var accepted = certificate is null ? 0 : predicted.AtLeast(@class, certificate.Bin)
            - audits.Count(a => a.Class == @class && a.Rank < truth.AuditsBelow && certificate.Covers(@class, a.Confidence));
        return new(@class, certificate?.Threshold, certificate is { Classes.Length: > 1 }, predicted.AtLeast(@class, 0),
            Math.Max(0, accepted), settled.Count, settled.Count(a => a.Status is AuditStatus.Differs));
    }
}
