using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Models;
using Labelwise.Grains.Models;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Host.Http;
using Labelwise.Host.Projects;

namespace Labelwise.Host.Models;

/// <summary>Models of a tenant: registered by its admins and by whoever is modeler in one of its projects.</summary>
static class ModelRoutes
{
    const string Example = """{"id":"potato-cnn","name":"potato-cnn","versions":[{"version":1,"createdAt":"2027-01-01T08:00:00+00:00","sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","provider":"CPU","card":{"name":"potato-cnn","task":"classification","property":"quality","classes":["good","bad"]},"trainedOn":{"project":"8h7g6f5e4d3c2b1a","projectName":"Potatoes","version":3,"split":"train"},"misfit":{"code":"classes-not-in-spec","detail":"The property 'quality' has no option of these names: 'bad'. Classes are matched by name.","classes":["bad"]}}]}""";

    public static void Map(Routes routes)
    {
        routes.SignedIn("POST /models", Register, new("Registers a model: a form with 'model' (ONNX) and 'card' (JSON). The same name again is its next version.")
        {
            BodyType = "multipart/form-data", Status = 201,
            Answer = """{"id":"potato-cnn","version":1,"name":"potato-cnn","classes":["good","bad"],"provider":"CPU"}""",
            Refusals =
            [
                (400, "malformed-request"), (403, "forbidden"), (413, "too-large"), (415, "wrong-media-type"), (422, "does-not-conform"),
                (422, "model-damaged"), (422, "model-external-data"), (422, "model-custom-operators"), (422, "model-too-large"), (422, "model-not-loaded"), (422, "card-contradicts-model"),
            ],
        });
        routes.SignedIn("GET /models", List, new("The models of the tenant; with 'project', also whether each may predict its samples.")
        {
            Query = ["project"], Answer = $$"""{"items":[{{Example}}],"next":null}""", Refusals = [(403, "forbidden"), (404, "not-found")],
        });
        routes.SignedIn("GET /models/{model}", Get, new("A model with its versions.") { Answer = Example, Refusals = [(403, "forbidden"), (404, "not-found")] });
    }

    static async Task<IResult> Register(Call call)
    {
        if (await MayNot(call)) return Refused;
        if ((await Http.Upload.Read(call, [], ["model", "card"])).Refuses(out var why, out var upload)) return why.ToHttp();
        using var _ = upload;
        if (upload.Files["card"].SizeBytes > ModelCardDocument.MostBytes) return new TooLarge(ModelCardDocument.MostBytes).ToHttp();
        var document = await upload.Files["card"].Staged.ReadAll(call.Aborted);
        var reading = ModelCardDocument.Read(document);
        if (reading.Card is not { } card)
            return Problems.Nonconforming([.. reading.Violations.Select(v => v with { Pointer = $"/card{v.Pointer}" })]).ToHttp();
        return await call.Once(call.Fingerprint(upload.Content), async ids =>
        {
            var model = upload.Files["model"];
            // Held against its card before it is kept: a refused model leaves nothing.
            if (await Check(call, model, card) is { } wrong) return wrong.ToHttp();
            await model.Staged.Keep(call.Service<IBlobStore>(), call.Aborted);
            var command = new RegisterModel(card.Name, model.Hash, model.SizeBytes, Encoding.UTF8.GetString(document), call.Caller.User);
            var grain = call.Grains.Model(call.Caller.Tenant, ModelNames.IdOf(card.Name));
            if ((await grain.Register(command)).Refuses(out var why, out var version)) return why.ToHttp();
            return Answers.Created($"/api/v1/models/{version.Model.Model}", RegisteredModelAnswer.Of(version), ApiJson.Api.RegisteredModelAnswer);
        });
    }

    static async Task<IResult> List(Call call)
    {
        if (await MayNotSee(call)) return Refused;
        var query = new Query(call.Http);
        var wanted = query.Id<ProjectId>("project");
        if (query.Refuses(out var why)) return why.ToHttp();
        var seen = await ProjectLists.Of(call.Caller);
        var project = seen.FirstOrDefault(p => p.Id == wanted);
        if (wanted is not null && project is null) return new NotFound().ToHttp();
        var ids = await call.Grains.GetGrain<IModelListGrain>(call.Caller.Tenant.Value).Models();
        var models = await Task.WhenAll(ids.Select(id => call.Grains.Model(call.Caller.Tenant, id).View()));
        return Answers.Ok(new([.. models.OfType<ModelView>().Select(m => ModelAnswer.Of(m, project, seen))]), ApiJson.Api.PageModelAnswer);
    }

    static async Task<IResult> Get(Call call)
    {
        if (await MayNotSee(call)) return Refused;
        var id = call.Route("model");
        return id.Length <= IId<UserId>.MaxLength && await call.Grains.Model(call.Caller.Tenant, id).View() is { } model
            ? Answers.Ok(ModelAnswer.Of(model, null, await ProjectLists.Of(call.Caller)), ApiJson.Api.ModelAnswer) : new NotFound().ToHttp();
    }

    public static IResult Refused => new Forbidden("Models are for admins and for modelers of a project; its curators see them.").ToHttp();

    /// <summary>Whether this is neither an admin nor a modeler of any project.</summary>
    public static Task<bool> MayNot(Call call) => IsNone(call, ProjectRoles.Modeler);

    /// <summary>Whether this is nobody who stands before the bench of a project: no admin, modeler or curator.</summary>
    static Task<bool> MayNotSee(Call call) => IsNone(call, ProjectRoles.Modeler | ProjectRoles.Curator);

    static async Task<bool> IsNone(Call call, ProjectRoles roles) => !call.Caller.Account.Admin
        && !(await ProjectLists.Of(call.Caller)).Any(p => (p.RolesOf(call.Caller.User) & roles) is not ProjectRoles.None);

    /// <returns>Null when it can be opened and does as its card says.</returns>
    static async Task<Refusal?> Check(Call call, UploadedFile model, ModelCard card)
    {
        var opening = await call.Service<IModels>().Open(await model.Staged.ReadAll(call.Aborted), card, call.Aborted);
        if (opening.Refuses(out var why, out var predictor)) return why;
        await predictor.DisposeAsync();
        return null;
    }
}
