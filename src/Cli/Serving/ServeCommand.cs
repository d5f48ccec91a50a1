using System.CommandLine;
using System.Net.Sockets;
using Labelwise.Cli.Console;
using Labelwise.Host;
using Labelwise.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;

namespace Labelwise.Cli.Serving;

/// <summary><c>serve</c>: the server.</summary>
static class ServeCommand
{
    public static Option<string?> DataOption() => new("--data") { Description = "Folder of everything the server keeps (./data)." };

    public static Option<string?> UrlOption() => new("--url") { Description = "Where it listens (http://127.0.0.1:5080)." };

    public static Command Make(Surroundings around)
    {
        var (data, url) = (DataOption(), UrlOption());
        var command = new Command("serve", "Run the server.") { data, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = OptionsOf(parsed.GetValue(data), parsed.GetValue(url));
            await Run(options, around, parsed.GetValue(CommandLine.Json), app => Task.CompletedTask, cancellation);
            return ExitCode.Success;
        });
        return command;
    }

    /// <exception cref="WrongUsageException">A setting cannot be read.</exception>
    public static ServerOptions OptionsOf(string? data, string? url)
    {
        ServerOptions options;
        try { options = Settings.Read(new Dictionary<string, string?> { ["data"] = data, ["url"] = url }); }
        catch (FormatException e) { throw new WrongUsageException(e.Message, e); }
        foreach (var address in options.Url.Split(';'))
            if (!address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !address.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
                throw new WrongUsageException($"'{address}' is no address to listen at; one is like http://127.0.0.1:5080.");
        return options with { Inference = InferCommand.Ours() };
    }

    /// <summary>Serves until it is stopped.</summary>
    /// <param name="started">Runs once it listens; may run on for as long as it serves.</param>
    public static async Task Run(ServerOptions options, Surroundings around, bool json, Func<WebApplication, Task> started, CancellationToken cancellation)
    {
        await using var app = await Start(options, cancellation);
        var parts = await Parts.Of(app, options, cancellation);
        around.Give(json, parts, parts.InWords());
        await started(app);
        await app.WaitForShutdownAsync(cancellation);
    }

    static async Task<WebApplication> Start(ServerOptions options, CancellationToken cancellation)
    {
        WebApplication? app = null;
        try
        {
            app = LabelwiseServer.Build(options);
            await app.StartAsync(cancellation);
            return app;
        }
        catch (Exception e) when (e is StoreException or IOException or SocketException or FormatException or InvalidOperationException)
        {
            // What did start is stopped in order before the process ends.
            if (app is not null)
            {
                await app.StopAsync(CancellationToken.None);
                await app.DisposeAsync();
            }
            throw new CommandFailedException(Words(e, options), e);
        }
    }

    static string Words(Exception e, ServerOptions options) => e switch
    {
        { InnerException: AddressInUseException } => $"Another program listens at {options.Url}. Stop it, or choose another address with --url.",
        SocketException => $"This machine does not let us listen at {options.Url}: {e.Message}. Choose another address with --url.",
        _ => e.Message,
    };
}
