using System.CommandLine;
using System.Text.Json;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Client;

/// <summary><c>predict</c>: lets a model predict a project's tasks, registering it first if it is given as files.</summary>
static class PredictCommand
{
    public static Command Make(Surroundings around)
    {
        var (project, url) = (Connection.ProjectOption(), Connection.UrlOption());
        var model = new Option<string?>("--model") { Description = "Id or name of a registered model." };
        var version = new Option<int?>("--version") { Description = "Its version; the latest where not given." };
        var onnx = new Option<FileInfo?>("--onnx") { Description = "A model to register first, with --card." };
        var card = new Option<FileInfo?>("--card") { Description = "Its model card." };
        var command = new Command("predict", "Predict the tasks of a project.") { project, model, version, onnx, card, url };
        command.Validators.Add(result =>
        {
            if (result.GetValue(onnx) is null != result.GetValue(card) is null) result.AddError("--onnx and --card go together.");
            else if (result.GetValue(onnx) is null == result.GetValue(model) is null) result.AddError("Give --model, or --onnx with --card.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = Connection.SignedIn(around, parsed.GetValue(url));
            var id = await Connection.Project(client, parsed.GetRequiredValue(project), cancellation);
            var (which, number) = parsed.GetValue(onnx) is { } file
                ? await Register(client, await Bytes(file, cancellation), await Bytes(parsed.GetRequiredValue(card)!, cancellation), cancellation)
                : await Find(client, parsed.GetRequiredValue(model)!, parsed.GetValue(version), cancellation);
            var job = await client.Post($"projects/{id}/predictions", new { model = which, version = number }, cancellation);
            var ended = await Jobs.Follow(client, job.GetProperty("id").GetString()!, around, "Predicting", "tasks", cancellation);
            var result = ended.GetProperty("result");
            around.Give(parsed.GetValue(CommandLine.Json), ended, $"{result.GetProperty("predicted")} predicted, {result.GetProperty("failed")} failed.");
            return result.GetProperty("failed").GetInt64() is 0 ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    /// <returns>The model's id and version.</returns>
    public static async Task<(string Model, int Version)> Register(ApiClient client, byte[] onnx, byte[] card, CancellationToken cancellation)
    {
        var made = await client.Upload("models", () => new MultipartFormDataContent
        {
            { new ByteArrayContent(onnx), "model", "model.onnx" },
            { new ByteArrayContent(card), "card", "card.json" },
        }, cancellation);
        return (made.GetProperty("id").GetString()!, made.GetProperty("version").GetInt32());
    }

    /// <summary>A registered model by id or name, at its latest version where none is asked for.</summary>
    public static async Task<(string Model, int Version)> Find(ApiClient client, string idOrName, int? version, CancellationToken cancellation)
    {
        await foreach (var model in Connection.Items(client, "models", cancellation))
            if (model.GetProperty("id").GetString() == idOrName || model.GetProperty("name").GetString() == idOrName)
                return (model.GetProperty("id").GetString()!, version ?? model.GetProperty("versions").EnumerateArray().Max(v => v.GetProperty("version").GetInt32()));
        throw new CommandFailedException($"There is no model '{idOrName}' at {client.Url}.");
    }

    static async Task<byte[]> Bytes(FileInfo file, CancellationToken cancellation) =>
        file.Exists ? await File.ReadAllBytesAsync(file.FullName, cancellation) : throw new CommandFailedException($"There is no file '{file.FullName}'.");
}
