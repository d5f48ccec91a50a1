using System.Text.Json;
using Labelwise.Cli.Client;
using Labelwise.Cli.Console;

namespace Labelwise.Cli.Demo.Story;

/// <summary>What happens in the demo, from an empty server to a sealed version. Every step looks whether it was done, so that
/// a demo that was stopped goes on.</summary>
sealed class DemoStory(string url, string data, DemoRecord record, Surroundings around, bool json)
{
    static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    DemoRecord record = record;

    public async Task Run(CancellationToken cancellation)
    {
        using var client = new ApiClient(url, null);
        await Connection.SignIn(client, Cast.Admin.Email, record.AdminPassword, cancellation);
        var project = await Project(client, cancellation);
        await People(client, project, cancellation);
        Invite(project);
        await Import(client, project, ..Harvest.FirstLoad, cancellation);
        if (await Sealed(client, project, cancellation)) Say("The version is sealed; the demo is over and the server goes on.");
        else await Work(client, project, cancellation);
    }

    async Task<string> Project(ApiClient client, CancellationToken cancellation)
    {
        await foreach (var known in Connection.Items(client, "projects", cancellation))
            if (known.GetProperty("name").GetString() == Setting.Name) return known.GetProperty("id").GetString()!;
        return (await client.Post("projects", Setting.Project, cancellation)).GetProperty("id").GetString()!;
    }

    async Task People(ApiClient client, string project, CancellationToken cancellation)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var user in Connection.Items(client, "users", cancellation)) ids[user.GetProperty("email").GetString()!] = user.GetProperty("id").GetString()!;
        await Seat(Cast.Guest, record.GuestPassword, "annotator");
        await Seat(Cast.Reviewer, record.CrowdPassword, "reviewer");
        foreach (var person in Cast.Annotators) await Seat(person, record.CrowdPassword, "annotator");

        async Task Seat(Person person, string password, string role)
        {
            if (!ids.TryGetValue(person.Email, out var user))
                user = (await client.Post("users", new { email = person.Email, name = person.Name, password }, cancellation)).GetProperty("id").GetString()!;
            await client.Post($"projects/{project}/members", new { user, roles = new[] { role } }, cancellation);
        }
    }

    void Invite(string project)
    {
        var page = $"{url}/projects/{project}";
        around.Give(json,
            new { page, admin = new { email = Cast.Admin.Email, password = record.AdminPassword }, guest = new { email = Cast.Guest.Email, password = record.GuestPassword } },
            $"""

            Open {page}
              to watch         sign in as {Cast.Admin.Email}   password {record.AdminPassword}
              to label along   sign in as {Cast.Guest.Email}   password {record.GuestPassword}  (another browser, or a private window)
            (both passwords are this demo's own, kept in {Path.Combine(data, DemoRecord.FileName)})

            What to look at: within seconds the counters move as {Cast.Annotators.Length} simulated annotators work. The model's word waits until
            enough blind audits certify that it errs in at most 8 of 100, which takes some minutes (the page counts them); from
            then on it decides what it is sure of, and people get what is doubtful. Finn is quick and careless: see the
            annotator table. At the end a version is sealed.
            """);
    }

    async Task Import(ApiClient client, string project, Range load, CancellationToken cancellation)
    {
        if ((await client.Get($"projects/{project}", cancellation)).GetProperty("tasks").GetInt32() >= load.End.Value) return;
        var zip = Path.Combine(data, "potatoes.zip");
        File.Delete(zip);
        await Harvest.Write(zip, load, around, cancellation);
        await Jobs.Follow(client, await ImportCommand.Send(client, project, zip, "images", cancellation), around, "Importing", "pictures", cancellation);
        File.Delete(zip);
    }

    async Task Predict(ApiClient client, string project, CancellationToken cancellation)
    {
        if (record.Job is null)
        {
            var (model, version) = await PredictCommand.Register(client, PotatoModel.Onnx, PotatoModel.Card, cancellation);
            var started = await client.Post($"projects/{project}/predictions", new { model, version }, cancellation);
            record = record with { Job = started.GetProperty("id").GetString() };
            record.Save(data);
        }
        await Jobs.Follow(client, record.Job!, around, "Predicting", "tasks", cancellation);
    }

    async Task Work(ApiClient client, string project, CancellationToken cancellation)
    {
        Say($"{Cast.Annotators.Length} annotators and a reviewer are at work.");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var crowd = new Crowd(url, project, record.CrowdPassword);
        var people = Cast.Annotators.Select(p => crowd.Annotate(p, over.Token)).Append(crowd.Review(Cast.Reviewer, over.Token)).ToList();
        var rest = Rest(client, project, over.Token);
        try { await await Task.WhenAny([.. people, rest]); }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll([.. people, rest]).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
        var version = await SealCommand.Seal(client, project, "First harvest", null, around, cancellation);
        Say($"Sealed version {version.GetProperty("version")}: {version.GetProperty("samples")} samples. Pull it: "
            + $"labelwise sign-in {Cast.Admin.Email} --url {url}, then labelwise pull --project {Setting.Name} --version {version.GetProperty("version")} --out potatoes --url {url}");
    }

    /// <summary>While people are at work on the first load: the others come, then the model's word on all.</summary>
    async Task Rest(ApiClient client, string project, CancellationToken cancellation)
    {
        await Import(client, project, Harvest.FirstLoad..Harvest.Pictures, cancellation);
        await Predict(client, project, cancellation);
        await UntilDecided(client, project, cancellation);
    }

    async Task UntilDecided(ApiClient client, string project, CancellationToken cancellation)
    {
        await ProgressLine.While(around, "Decided", "tasks", async line =>
        {
            for (; ; await Task.Delay(Between, cancellation))
            {
                var progress = await client.Get($"projects/{project}/progress", cancellation);
                var (done, all) = (progress.GetProperty("reviewed").GetInt32(), progress.GetProperty("tasks").GetInt32());
                line.Show(done, all);
                if (done == all) return true;
            }
        });
    }

    static async Task<bool> Sealed(ApiClient client, string project, CancellationToken cancellation)
    {
        await foreach (var _ in Connection.Items(client, $"projects/{project}/versions", cancellation)) return true;
        return false;
    }

    void Say(string sentence) => around.Error.WriteLine(sentence);
}
