using System.CommandLine;
using Labelwise.Cli.Console;
using Labelwise.Domain;
using Labelwise.Host;
using Labelwise.Host.Accounts;
using Labelwise.Storage;

namespace Labelwise.Cli.Serving;

/// <summary><c>user add</c>: an account in a data directory that no server has open.</summary>
static class UserCommand
{
    const string Admin = "admin", Member = "member", FirstTenant = "main";

    public static Command Make(Surroundings around)
    {
        var email = new Argument<string>("EMAIL");
        var role = new Option<string>("--role") { Description = $"{Admin} or {Member}.", DefaultValueFactory = _ => Member };
        role.AcceptOnlyFromAmong(Admin, Member);
        var name = new Option<string?>("--name") { Description = "How others see them; the e-mail address where not given." };
        var tenant = new Option<string>("--tenant") { Description = "Whose installation they belong to.", DefaultValueFactory = _ => FirstTenant };
        var data = ServeCommand.DataOption();
        var add = new Command("add", $"Make an account; the password comes from {Surroundings.Password} or standard input.") { email, role, name, tenant, data };
        add.SetAction(async (parsed, cancellation) =>
        {
            if (!TenantId.TryParse(parsed.GetValue(tenant), null, out var of)) throw new WrongUsageException($"'{parsed.GetValue(tenant)}' cannot name a tenant.");
            var address = parsed.GetRequiredValue(email);
            var user = new NewUser(address, parsed.GetValue(name) ?? address, around.ReadPassword(), parsed.GetValue(role) is Admin, of);
            var made = await Add(ServeCommand.OptionsOf(parsed.GetValue(data), null), user);
            around.Give(parsed.GetValue(CommandLine.Json), new { id = made.Id.Value, email = made.Email, admin = made.Admin }, $"{made.Email} has an account ({made.Id}).");
            return ExitCode.Success;
        });
        return new("user", "Accounts, while no server runs.") { add };
    }

    static async Task<Grains.Accounts.AccountFacts> Add(ServerOptions options, NewUser user)
    {
        try
        {
            return (await LabelwiseServer.AddUser(options, user)).Refuses(out var why, out var made) ? throw new CommandFailedException(Words(why)) : made;
        }
        catch (StoreException e) { throw new CommandFailedException(e.Message, e); }
    }

    static string Words(Refusal why) => why is DoesNotConform { Violations: [var first, ..] } ? first.Message : why.Message;
}
