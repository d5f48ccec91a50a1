using System.CommandLine;
using Labelwise.Cli.Client;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Load;

/// <summary><c>load</c>: how many tasks a second a server leases and takes back.</summary>
static class LoadCommand
{
    public static Command Make(Surroundings around)
    {
        var tasks = Positive("--tasks", "Tasks of the project that it makes for itself.", 10_000);
        var annotators = Positive("--annotators", "Annotators who work at once.", 16);
        var seconds = Positive("--seconds", "How long they work, once all is set up.", 10);
        var email = new Option<string>("--email") { Description = $"An administrator, whose password is in {Surroundings.Password}.", Required = true };
        var url = Connection.UrlOption();
        var command = new Command("load", "Measure leasing and submitting against a server.") { tasks, annotators, seconds, email, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new ApiClient(Connection.UrlOf(around, parsed.GetValue(url)), null);
            await Connection.SignIn(client, parsed.GetRequiredValue(email), around.ReadPassword(), cancellation);
            var site = await LoadSite.Make(client, parsed.GetValue(tasks), parsed.GetValue(annotators), around, cancellation);
            try
            {
                around.Error.WriteLine($"{site.Tokens.Length} annotators work for {parsed.GetValue(seconds)} s.");
                var measured = await LoadRun.Measure(client.Url, site, TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation);
                around.Give(parsed.GetValue(CommandLine.Json), measured,
                    $"{measured.CyclesPerSecond} cycles/s, p50 {measured.P50Ms} ms, p99 {measured.P99Ms} ms, {measured.Refusals} refusals ({measured.Cycles} cycles)");
                return measured.Cycles > 0 ? ExitCode.Success : ExitCode.Failure;
            }
            finally { await site.Leave(client); }
        });
        return command;
    }

    static Option<int> Positive(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} is 1 at least.");
        });
        return option;
    }
}
