namespace Labelwise.Tests.Api;

/// <summary>Questions over HTTP: who asks, who sees, who answers, and what the task does meanwhile.</summary>
public sealed class QuestionTests
{
    [Fact]
    public async Task A_question_goes_from_its_asker_to_a_curator_and_back()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(1));
        await using var hub = await Hub.Open(server, team.Annotator.Token!);
        await hub.Invoke("watch", team.Project);
        var held = await team.Next();

        var question = new { text = "Half green: bad?", task = (string)held["id"]!, @object = "o1", lease = (string)held["lease"]!["id"]! };
        var asked = await team.Annotator.Post($"/projects/{team.Project}/questions", question, "k1");
        Assert.Equal((201, "open", true), (asked.Status, (string?)asked.Json!["state"], (bool)asked.Json["waits"]!));
        Assert.Equal("o1", (string?)asked.Json["about"]!["object"]);
        Assert.Equal((string)asked.Json["id"]!, (string)(await team.Annotator.Post($"/projects/{team.Project}/questions", question, "k1")).Json!["id"]!);
        Assert.Empty((await team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1 })).Json!["tasks"]!.AsArray());

        var inbox = (await team.Curator.Get($"/projects/{team.Project}/questions?state=open")).Json!["items"]!.AsArray();
        var path = $"/questions/{inbox.Single()!["id"]}";
        Assert.NotNull(inbox[0]!["about"]!["sample"]!["thumbnailUrl"]);
        var answer = await team.Curator.Post($"{path}/answers", new { text = "Yes: any green is bad." });
        Assert.Equal((200, "answered", false), (answer.Status, (string?)answer.Json!["state"], (bool)answer.Json["waits"]!));

        var mine = (await team.Annotator.Get($"/projects/{team.Project}/questions?mine=true&task={held["id"]}")).Json!["items"]!.AsArray().Single()!;
        Assert.Equal("Yes: any green is bad.", (string?)mine["messages"]![1]!["text"]);
        Assert.True((bool)mine["messages"]![1]!["answers"]!);
        while ((await hub.Event()).Name is not "questionChanged") { }
        await Patience.Until(() => team.Annotator.Post($"/projects/{team.Project}/tasks/next", new { count = 1 }), next => next.Json!["tasks"]!.AsArray() is [{ } back] && (string?)back["id"] == (string?)held["id"]);
        Assert.Equal(200, (await team.Annotator.Post($"{path}/close", new { })).Status);
        Assert.Equal((409, "question-closed"), (await team.Curator.Post($"{path}/answers", new { text = "More." })) is var late ? (late.Status, late.Code!) : default);
    }

    [Fact]
    public async Task Questions_are_their_askers_and_the_curators_and_about_what_one_had_in_hand()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(2));
        var held = await team.Next();
        var asked = await team.Annotator.Post($"/projects/{team.Project}/questions", new { text = "Which green?", passage = "How a potato is told." });
        Assert.Equal((201, 1), (asked.Status, (int)asked.Json!["about"]!["passage"]!["guidelineVersion"]!));
        Assert.Equal(200, (await team.Reviewer.Get($"/questions/{asked.Json["id"]}")).Status);
        Assert.Equal(403, (await team.Modeler.Get($"/questions/{asked.Json["id"]}")).Status);
        Assert.Single((await team.Reviewer.Get($"/projects/{team.Project}/questions")).Json!["items"]!.AsArray());
        Assert.Empty((await team.Reviewer.Get($"/projects/{team.Project}/questions?mine=true")).Json!["items"]!.AsArray());
        var curators = await team.Curator.Post($"/projects/{team.Project}/questions", new { text = "Any green?", passage = "How a potato is told." });
        Assert.Equal(404, (await team.Annotator.Get($"/questions/{curators.Json!["id"]}")).Status);
        Assert.Equal(404, (await team.Annotator.Post($"/questions/{curators.Json["id"]}/answers", new { text = "Yes." })).Status);
        var other = (string)held["id"]! == $"{team.Project}-0" ? 1 : 0;
        Assert.Equal(404, (await team.Annotator.Post($"/projects/{team.Project}/questions", new { text = "?", task = $"{team.Project}-{other}" })).Status);
        Assert.Equal(422, (await team.Annotator.Post($"/projects/{team.Project}/questions", new { text = "About what?" })).Status);
        Assert.Equal(422, (await team.Annotator.Post($"/projects/{team.Project}/questions", new { text = " ", passage = "x" })).Status);
    }

    [Fact]
    public async Task A_long_list_of_questions_comes_in_pages_the_latest_first()
    {
        await using var server = await Server.Start();
        var team = await Team.Make(server);
        for (var i = 0; i < 5; i++)
            Assert.Equal(201, (await team.Annotator.Post($"/projects/{team.Project}/questions", new { text = $"{i}?", passage = "How" })).Status);
        var seen = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = (await team.Curator.Get($"/projects/{team.Project}/questions?limit=2{(next is "" ? "" : $"&cursor={next}")}")).Json!;
            seen.AddRange(page["items"]!.AsArray().Select(q => (string)q!["messages"]![0]!["text"]!));
            next = (string?)page["next"];
        }
        Assert.Equal(["4?", "3?", "2?", "1?", "0?"], seen);
        Assert.Equal(422, (await team.Curator.Get($"/projects/{team.Project}/questions?cursor=zz")).Status);
    }
}
