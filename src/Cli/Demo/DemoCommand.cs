using System.CommandLine;
using Labelwise.Cli.Client;
using Labelwise.Cli.Console;
using Labelwise.Cli.Demo.Story;
using Labelwise.Cli.Demo.Training;
using Labelwise.Cli.Serving;
using Labelwise.Domain;
using Labelwise.Host;
using Labelwise.Host.Accounts;
using Labelwise.Storage;
using Microsoft.AspNetCore.Builder;

namespace Labelwise.Cli.Demo;

/// <summary><c>demo</c>: a server with a project to watch, and a seat in it.</summary>
static class DemoCommand
{
    const string UsualData = "./data/demo";

    public static Command Make(Surroundings around)
    {
        var (data, url) = (ServeCommand.DataOption(), ServeCommand.UrlOption());
        data.Description = $"Folder of the demo ({UsualData}); started again, it goes on.";
        var command = new Command("demo", "Run a server with a demo project: potatoes, a model, and a crowd at work.") { data, url, TrainCommand.Make(around) };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = ServeCommand.OptionsOf(parsed.GetValue(data) ?? UsualData, parsed.GetValue(url)) with { OffersSetup = false };
            var record = await WithAdmin(options, DemoRecord.Of(options.Data));
            var json = parsed.GetValue(CommandLine.Json);
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var story = Task.CompletedTask;
            try
            {
                await ServeCommand.Run(options, around, json, app =>
                {
                    app.Lifetime.ApplicationStopping.Register(stopping.Cancel);
                    story = Tell(Reachable(app.Urls.First()), options.Data, record, around, json, stopping.Token);
                    return Task.CompletedTask;
                }, cancellation);
            }
            finally
            {
                await stopping.CancelAsync();
                await story;
            }
            return ExitCode.Success;
        });
        return command;
    }

    static async Task Tell(string url, string data, DemoRecord record, Surroundings around, bool json, CancellationToken cancellation)
    {
        try { await new DemoStory(url, data, record, around, json).Run(cancellation); }
        catch (OperationCanceledException) { /* the server stops */ }
        catch (CommandFailedException) when (cancellation.IsCancellationRequested) { /* likewise */ }
        catch (CommandFailedException e) { around.Error.WriteLine($"The demo cannot go on; the server does: {e.Message}"); }
    }

    static async Task<DemoRecord> WithAdmin(ServerOptions options, DemoRecord record)
    {
        if (record.HasAdmin) return record;
        try
        {
            var user = new NewUser(Cast.Admin.Email, Cast.Admin.Name, record.AdminPassword, Admin: true, TenantId.Parse("main"));
            if ((await LabelwiseServer.AddUser(options, user)).Refuses(out var why, out _) && why.Code is not "email-taken") throw new CommandFailedException(why.Message);
        }
        catch (StoreException e) { throw new CommandFailedException(e.Message, e); }
        var known = record with { HasAdmin = true };
        known.Save(options.Data);
        return known;
    }

    /// <summary>An address to call where the server listens on all of them.</summary>
    static string Reachable(string url) => url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "127.0.0.1", StringComparison.Ordinal);
}
