using System.Collections.Immutable;
using Labelwise.Domain.Tasks;

namespace Labelwise.Domain.Quality;

public enum AcceptanceState
{
    /// <summary>The pipeline does not let the model decide.</summary>
    Off,

    /// <summary>The model is too unsure, or has too few confident predictions, for any certificate.</summary>
    Unattainable,

    /// <summary>Audits are being gathered.</summary>
    Collecting,

    /// <summary>At least one certificate is in force.</summary>
    Certified,

    /// <summary>Later audits broke a certificate and none is left in force.</summary>
    Broken,

    /// <summary>Audits found too many errors for any certificate: people decide.</summary>
    Exhausted,
}

/// <summary>What the model may decide, on what proof, and what is still missing.</summary>
/// <param name="Floor">Confidence from which audits are drawn.</param>
/// <param name="AuditsSettled">Audits settled of the parts that have no certificate yet; of all, where none is open.</param>
/// <param name="AuditsOpen">Those of them with annotators or with a reviewer.</param>
/// <param name="AuditsAtLeast">Fewest audits with which a part could be certified: "61 of at least 163"; 0 where none is open.</param>
/// <param name="AuditsPlanned">Audits that the open parts are expected to take; 0 where none is open.</param>
/// <param name="Alpha">Chance that any certificate is false.</param>
/// <param name="ShareAccepted">Share of predicted tasks at or above their class's threshold and not drawn as audits.</param>
/// <param name="Due">Whether what is known would change what the model may decide: it is about to.</param>
[GenerateSerializer, Immutable, Alias("acceptance-view")]
public sealed record AcceptanceView(
    [property: Id(0)] AcceptanceState State, [property: Id(1)] double MaxError, [property: Id(2)] double Confidence,
    [property: Id(3)] double Floor, [property: Id(4)] int AuditsSettled, [property: Id(5)] int AuditsOpen,
    [property: Id(6)] int AuditsAtLeast, [property: Id(7)] int AuditsPlanned, [property: Id(8)] double Alpha,
    [property: Id(9)] double ShareAccepted, [property: Id(10)] ImmutableArray<ClassAcceptance> Classes,
    [property: Id(11)] ImmutableArray<Certificate> Certificates, [property: Id(12)] ImmutableArray<Revocation> Broken,
    [property: Id(13)] ImmutableArray<Look> Looks, [property: Id(14)] ulong Seed, [property: Id(15)] bool Due)
{
    /// <inheritdoc cref="AcceptanceRules.Next" path="/param"/>
    public static AcceptanceView Of(AcceptanceTruth truth, PredictionHistogram predicted, IReadOnlyCollection<Audit> audits, DateTimeOffset now)
    {
        var (plan, policy) = (truth.Plan, truth.Plan.Policy);
        var open = plan.Parts.Where(truth.IsOpen).ToImmutableArray();
        var counted = audits.Where(a => plan.Holds(a.Confidence) && (open.IsEmpty || open.Any(p => p.Classes.Contains(a.Class)))).ToList();
        var classes = Enumerable.Range(0, predicted.Classes).Select(c => ClassAcceptance.Of(truth, predicted, audits, c)).ToImmutableArray();
        return new(
            StateOf(truth, open), policy.MaxError, policy.Confidence, plan.FloorConfidence,
            counted.Count(a => a.IsSettled), counted.Count(a => a.Status is AuditStatus.Drawn or AuditStatus.Disputed),
            open.IsEmpty ? 0 : open.Min(p => AuditEvidence.Fewest(policy.MaxError, p.Tests[0].Alpha)), open.Sum(p => p.Audits),
            plan.Parts.Sum(p => p.Tests.Sum(t => t.Alpha)), (double)classes.Sum(c => c.Accepted) / Math.Max(1, predicted.Total),
            classes, truth.Standing, truth.Broken, truth.Looks, truth.Seed, AcceptanceRules.Next(truth, predicted, audits, now) is not null);
    }

    static AcceptanceState StateOf(AcceptanceTruth truth, ImmutableArray<PlannedPart> open) =>
        !truth.Plan.Policy.Enabled ? AcceptanceState.Off
        : truth.Plan.Parts.IsEmpty ? AcceptanceState.Unattainable
        : !truth.Standing.IsEmpty ? AcceptanceState.Certified
        : !truth.Broken.IsEmpty ? AcceptanceState.Broken
        : open.IsEmpty ? AcceptanceState.Exhausted
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
            - audits.Count(a => a.Class == @class && certificate.Covers(@class, a.Confidence));
        return new(@class, certificate?.Threshold, certificate is { Classes.Length: > 1 }, predicted.AtLeast(@class, 0),
            Math.Max(0, accepted), settled.Count, settled.Count(a => a.Status is AuditStatus.Differs));
    }
}
