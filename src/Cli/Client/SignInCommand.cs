using System.CommandLine;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Client;

/// <summary><c>sign-in</c>: keeps a session for the commands that follow.</summary>
static class SignInCommand
{
    public static Command Make(Surroundings around)
    {
        var email = new Argument<string>("EMAIL");
        var url = Connection.UrlOption();
        var command = new Command("sign-in", $"Sign in to a server; the password comes from {Surroundings.Password} or standard input.") { email, url };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new ApiClient(Connection.UrlOf(around, parsed.GetValue(url)), null);
            var session = await Connection.SignIn(client, parsed.GetRequiredValue(email), around.ReadPassword(), cancellation);
            var (address, expires) = (session.GetProperty("user").GetProperty("email").GetString()!, session.GetProperty("expiresAt").GetDateTimeOffset());
            new StoredSessions(around.Folder).Keep(client.Url, new(client.Token!, expires, address));
            around.Give(parsed.GetValue(CommandLine.Json), new { email = address, url = client.Url, expiresAt = expires }, $"Signed in to {client.Url} as {address} until {expires:u}.");
            return ExitCode.Success;
        });
        return command;
    }
}
