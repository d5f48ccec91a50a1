using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Client;

/// <summary><c>evaluate</c>: measures a model, or predictions made elsewhere, on a sealed version.</summary>
static class EvaluateCommand
{
    public static Command Make(Surroundings around)
    {
        var (project, url) = (Connection.ProjectOption(), Connection.UrlOption());
        var on = new Option<int>("--on") { Description = "Number of the sealed version.", Required = true };
        var split = new Option<string?>("--split") { Description = "One of its splits; all of it where not given." };
        var model = new Option<string?>("--model") { Description = "Id or name of a registered model." };
        var version = new Option<int?>("--version") { Description = "The model's version; the latest where not given." };
        var predictions = new Option<FileInfo?>("--predictions") { Description = "A jsonl file, each line {externalId, labels, confidence}." };
        var name = new Option<string?>("--name") { Description = "What to call the candidate that --predictions are of; the file's name where not given." };
        var property = new Option<string?>("--property") { Description = "Which property of the sample --predictions are measured on." };
        var command = new Command("evaluate", "Measure a model, or predictions made elsewhere, on a sealed version.") { project, on, split, model, version, predictions, name, property, url };
        command.Validators.Add(result =>
        {
            if (result.GetValue(model) is null == result.GetValue(predictions) is null) result.AddError("Give --model or --predictions.");
            else if (result.GetValue(predictions) is null && (result.GetValue(name) ?? result.GetValue(property)) is not null) result.AddError("--name and --property go with --predictions.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = Connection.SignedIn(around, parsed.GetValue(url));
            var id = await Connection.Project(client, parsed.GetRequiredValue(project), cancellation);
            var (number, part) = (parsed.GetRequiredValue(on), parsed.GetValue(split));
            var started = parsed.GetValue(predictions) is { } file
                ? await Send(client, id, file, parsed.GetValue(name), number, part, parsed.GetValue(property), cancellation)
                : await Start(client, id, await PredictCommand.Find(client, parsed.GetValue(model)!, parsed.GetValue(version), cancellation), number, part, cancellation);
            var ended = await Jobs.Follow(client, started.GetProperty("id").GetString()!, around, "Measuring", "samples", cancellation);
            var measured = await client.Get($"evaluations/{ended.GetProperty("result").GetProperty("evaluation").GetString()}", cancellation);
            around.Give(parsed.GetValue(CommandLine.Json), measured, Told(measured));
            return ExitCode.Success;
        });
        return command;
    }

    static Task<JsonElement> Start(ApiClient client, string project, (string Model, int Version) model, int version, string? split, CancellationToken cancellation)
    {
        var body = new Dictionary<string, object> { ["project"] = project, ["version"] = version, ["modelVersion"] = model.Version };
        if (split is not null) body["split"] = split;
        return client.Post($"models/{Uri.EscapeDataString(model.Model)}/evaluations", body, cancellation);
    }

    static async Task<JsonElement> Send(
        ApiClient client, string project, FileInfo file, string? name, int version, string? split, string? property, CancellationToken cancellation)
    {
        if (!file.Exists) throw new CommandFailedException($"There is no file '{file.FullName}'.");
        return await client.Upload($"projects/{project}/evaluations", () =>
        {
            var form = new MultipartFormDataContent { { new StringContent(version.ToString(CultureInfo.InvariantCulture)), "version" }, { new StringContent(name ?? Path.GetFileNameWithoutExtension(file.Name)), "name" } };
            if (split is not null) form.Add(new StringContent(split), "split");
            if (property is not null) form.Add(new StringContent(property), "property");
            form.Add(new StreamContent(file.OpenRead()), "file", file.Name);
            return form;
        }, cancellation);
    }

    /// <summary>What is measured over all classes, a line each.</summary>
    static string Told(JsonElement evaluation)
    {
        var of = evaluation.GetProperty("of");
        var lines = evaluation.GetProperty("measures").EnumerateArray().Where(m => !m.TryGetProperty("class", out var name) || name.ValueKind is JsonValueKind.Null)
            .Select(m => $"  {m.GetProperty("metric").GetString(),-12} {Number(m, "value")}{(m.TryGetProperty("low", out var low) && low.ValueKind is JsonValueKind.Number ? $"  ({Number(m, "low")} to {Number(m, "high")})" : "")}");
        var missing = evaluation.TryGetProperty("failures", out var failures) && failures.GetInt32() is > 0 and var none ? $", {none} of them without a prediction" : "";
        return $"{of.GetProperty("name").GetString()} on {of.GetProperty("samples")} samples of version {of.GetProperty("version")}{missing}:\n{string.Join('\n', lines)}";

        static string Number(JsonElement measure, string name) => measure.GetProperty(name).GetDouble().ToString("0.0000", CultureInfo.InvariantCulture);
    }
}
