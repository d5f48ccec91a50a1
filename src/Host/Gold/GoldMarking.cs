using System.Collections.Immutable;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Gold;
using Labelwise.Grains.Imports;
using Labelwise.Grains.Tasks;
using Labelwise.Host.Http;

namespace Labelwise.Host.Gold;

/// <summary>Known answers as they are brought, one task after another.</summary>
static class GoldMarking
{
    /// <summary>Most answers of one request, and longest external id.</summary>
    const int MostAnswers = 1_000, LongestId = 1024;

    public sealed record Brought(int Record, string ExternalId, LabelDocument Labels, string Note);

    public static IGoldGrain Tasks(ProjectCall call) => call.Grains.GetGrain<IGoldGrain>(call.Project.Id.Value);

    /// <returns>Why not.</returns>
    public static async Task<Refusal?> Mark(ProjectCall call, TaskId task, LabelDocument? labels, string note, ulong fingerprint)
    {
        var known = (await Tasks(call).Tasks()).Contains(task.Index);
        if (!known && (await Tasks(call).Add([task.Index])).Refuses(out var full, out _)) return full;
        var outcome = await call.Grains.GetGrain<ITaskGrain>(task.Value).MarkGold(new(call.Key, call.Caller.User, fingerprint, default, -1, note, []), labels);
        if (!outcome.Refuses(out var why, out _)) return null;
        if (!known) await Tasks(call).Remove([task.Index]);
        return why;
    }

    /// <summary>The records that can be read; what is wrong with the others.</summary>
    public static (List<Brought> Answers, List<GoldImportError> Errors) Read(JsonElement document)
    {
        var (answers, errors, all) = (new List<Brought>(), new List<GoldImportError>(), new DocumentReader());
        if (document.ValueKind is JsonValueKind.Undefined) return (answers, errors);
        var record = 0;
        foreach (var item in all.Items(document, MostAnswers))
        {
            var reader = new DocumentReader();
            var read = Read(++record, item.Value, reader, out var externalId);
            if (read is not null) answers.Add(read);
            errors.AddRange(reader.Violations.Select(v => new GoldImportError(record, externalId, v.Code, $"{v.Pointer}: {v.Message}")));
        }
        errors.AddRange(all.Violations.Select(v => new GoldImportError(record, null, v.Code, v.Message)));
        return (answers, errors);
    }

    static Brought? Read(int record, JsonElement document, DocumentReader reader, out string? externalId)
    {
        (externalId, var labels, var note) = (null, (LabelDocument?)null, "");
        foreach (var (name, value) in reader.Members(document))
            switch (name)
            {
                case "externalId": externalId = reader.Name(value, LongestId); break;
                case "labels":
                    var parsed = LabelDocument.Parse(value);
                    foreach (var violation in parsed.Violations) reader.Refuse(violation.Code, $"{violation.Pointer}: {violation.Message}");
                    labels = parsed.Labels;
                    break;
                case "note": note = reader.Text(value, Domain.Tasks.GoldAnswer.LongestNote)?.Trim() ?? ""; break;
                default: reader.RefuseUnknown("externalId, labels, note"); break;
            }
        if (!reader.IsClean) return null;
        if (externalId is null) reader.RefuseMissing("externalId");
        if (labels is null) reader.RefuseMissing("labels");
        return reader.IsClean ? new(record, externalId!, labels!, note) : null;
    }

    /// <summary>One after the other; each under a key of its own, so that a repeat finishes what a lost reply left half done.</summary>
    /// <returns>How many were taken.</returns>
    public static async Task<int> Take(ProjectCall call, IReadOnlyList<Brought> answers, List<GoldImportError> errors)
    {
        var places = await call.Grains.GetGrain<ICatalogGrain>(call.Project.Id.Value).Find([.. answers.Select(a => a.ExternalId)]);
        var accepted = 0;
        foreach (var (answer, place) in answers.Zip(places))
        {
            if (place < 0)
            {
                errors.Add(new(answer.Record, answer.ExternalId, "unknown-external-id", $"The project has no sample '{answer.ExternalId}'."));
                continue;
            }
            if (await Mark(call, new(call.Project.Id, place), answer.Labels, answer.Note, 0) is not { } why) accepted++;
            else if (why is DoesNotConform { Violations: var violations }) errors.AddRange(violations.Select(v => new GoldImportError(answer.Record, answer.ExternalId, v.Code, $"{v.Pointer}: {v.Message}")));
            else errors.Add(new(answer.Record, answer.ExternalId, why.Code, why.Message));
        }
        return accepted;
    }
}
