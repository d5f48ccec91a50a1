using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Json;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Orleans.Runtime;

namespace Labelwise.Grains.Models;

sealed class ModelGrain([PersistentState("model")] IPersistentState<ModelRecord> model, IPredictionSource predictions, TimeProvider time)
    : Grain, IModelGrain
{
    public async Task<Outcome<ModelVersion>> Register(RegisterModel command)
    {
        var (card, violations) = ModelCardDocument.Read(Encoding.UTF8.GetBytes(command.Card));
        if (card is null) return new DoesNotConform(violations, "bad-model-card");
        if (card.Name != command.Name) throw new ArgumentException("The name is the card's.", nameof(command));
        var canonical = CanonicalJson.Of(Encoding.UTF8.GetBytes(command.Card));
        if (canonical.Utf8.IsEmpty) return new DoesNotConform(canonical.Violations, "bad-model-card");
        var document = Encoding.UTF8.GetString(canonical.Utf8.Span);
        if (model.State.Versions.FirstOrDefault(v => v.Onnx == command.Onnx && v.Card == document) is { } known)
        {
            await List();
            return known;
        }
        var files = new ModelFiles(command.Onnx, ContentHash.Of(canonical.Utf8.Span), card);
        if ((await predictions.Load(files)).Refuses(out var why, out var loaded)) return why;
        return await Keep(new(new(Id, model.State.Versions.Length + 1), command.Onnx, command.OnnxBytes, document, loaded.Provider, command.By, time.GetUtcNow()), card.Name);
    }

    public Task<ModelView?> View() => Task.FromResult(
        model.State.Versions.IsEmpty ? null : new ModelView(Id, model.State.Name, model.State.Versions));

    public Task<ModelVersion?> Version(int version) => Task.FromResult(
        version >= 1 && version <= model.State.Versions.Length ? model.State.Versions[version - 1] : null);

    async Task<ModelVersion> Keep(ModelVersion version, string name)
    {
        var before = model.State;
        model.State = new() { Name = name, Versions = before.Versions.Add(version) };
        try { await model.WriteStateAsync(); }
        catch { model.State = before; DeactivateOnIdle(); throw; }
        await List();
        return version;
    }

    Task List() => GrainFactory.GetGrain<IModelListGrain>(Tenant.Value).Add(Id);

    TenantId Tenant => TenantId.Parse(this.GetPrimaryKeyString().Split('/')[0]);

    string Id => this.GetPrimaryKeyString().Split('/')[1];
}

sealed class ModelListGrain([PersistentState("models")] IPersistentState<ModelList> list) : Grain, IModelListGrain
{
    public async Task Add(string model)
    {
        var before = list.State;
        var at = before.Models.BinarySearch(model, StringComparer.Ordinal);
        if (at >= 0) return;
        list.State = new() { Models = before.Models.Insert(~at, model) };
        try { await list.WriteStateAsync(); }
        catch { list.State = before; DeactivateOnIdle(); throw; }
    }

    public Task<ImmutableArray<string>> Models() => Task.FromResult(list.State.Models);
}
