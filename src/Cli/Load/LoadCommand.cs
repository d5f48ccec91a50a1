using System.CommandLine;
using Labelwise.Cli.Client;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Load;

/// <summary><c>load</c>: how many tasks a second a server leases and takes back.</summary>
static class LoadCommand
{
    const double MostPerSecond = 1_000_000;

    public static Command Make(Surroundings around)
    {
        var tasks = Positive("--tasks", "Tasks of the project that it makes for itself.", 10_000);
        var annotators = Positive("--annotators", "Annotators who work at once.", 16);
        var seconds = Positive("--seconds", "How long they work, once all is set up.", 10);
        var warmup = new Option<int>("--warmup")
        {
            HelpName = "SECONDS", Description = "Work so long before anything is measured, while the server's code is still being compiled.", DefaultValueFactory = _ => 0,
        };
        warmup.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0) result.AddError("--warmup is 0 at least.");
        });
        var rate = new Option<double?>("--rate")
        {
            HelpName = "CYCLES_PER_SECOND",
            Description = "Offer so many cycles a second however long the server takes (open loop): latencies count from when a cycle was meant to start, "
                + "so that none is left out while the server stalls. Without it each annotator begins the next cycle when the last is answered "
                + "(closed loop), and latencies count from there.",
        };
        rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is not (null or > 0 and <= MostPerSecond)) result.AddError($"--rate is more than 0 and {MostPerSecond} at most.");
        });
        var email = new Option<string>("--email") { Description = $"An administrator, whose password is in {Surroundings.Password}.", Required = true };
        var url = Connection.UrlOption();
        var command = new Command("load", "Measure leasing and submitting against a server.") { tasks, annotators, seconds, warmup, rate, email, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new ApiClient(Connection.UrlOf(around, parsed.GetValue(url)), null);
            await Connection.SignIn(client, parsed.GetRequiredValue(email), around.ReadPassword(), cancellation);
            var site = await LoadSite.Make(client, parsed.GetValue(tasks), parsed.GetValue(annotators), around, cancellation);
            try
            {
                var offered = parsed.GetValue(rate);
                if (parsed.GetValue(warmup) is > 0 and var before)
                {
                    around.Error.WriteLine($"{site.Tokens.Length} annotators warm the server up for {before} s.");
                    await LoadRun.Measure(client.Url, site, offered, TimeSpan.FromSeconds(before), cancellation);
                }
                around.Error.WriteLine($"{site.Tokens.Length} annotators work for {parsed.GetValue(seconds)} s, {(offered is null ? "as fast as they are answered" : $"offered {offered} cycles/s")}.");
                var measured = await LoadRun.Measure(client.Url, site, offered, TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation);
                around.Give(parsed.GetValue(CommandLine.Json), measured, measured.InWords);
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
