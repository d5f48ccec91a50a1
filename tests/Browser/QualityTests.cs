using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>A curator finds the annotator who confuses two classes, and looks at what they did.</summary>
public sealed class QualityTests(Chromium chromium)
{
    const int Pictures = 36;

    /// <summary>Every third of what is bad.</summary>
    static readonly int Confused = Enumerable.Range(0, Pictures).Count(IsConfused);

    static bool IsConfused(int number) => Crowd.Truth(number) is "bad" && number % 3 == 0;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Who_takes_bad_for_good_is_named_first_and_their_tasks_are_one_click_away(ColorScheme scheme)
    {
        Chromium.SkipIfAbsent();
        var (server, admin) = await Server.WithAdmin();
        await using var _ = server;
        var project = await admin.MakeProject(
            Given.Spec("quality", "good", "bad"), Pictures, pipeline: new { redundancy = new { min = 3, max = 3, targetConfidence = 0.5 }, review = new { rate = 0 }, order = "import" }, externalId: i => $"p-{i:000}");
        // All are there before the first answers: a task that nobody is left for goes to a reviewer.
        var team = new List<(string Email, bool Confuses)>();
        foreach (var name in new[] { "Ben", "Cleo", "Dora" }) team.Add((await admin.AddMember(project, name, "annotator"), name is "Cleo"));
        foreach (var (email, confuses) in team)
            await Crowd.AnswerAll(server.Url, email, project,
                seen => Crowd.NumberOf(seen) is var number && confuses && IsConfused(number) ? Crowd.Quality("good") : Crowd.Quality(Crowd.Truth(number)));
        await admin.Reviewed(project, Pictures);

        await using var ada = await Person.SignIn(chromium, server.Url, "ada@example.org", $"/projects/{project}/quality", scheme);
        var page = ada.Page;
        var standout = page.GetByRole(AriaRole.List, new() { Name = "Confusions that stand out" }).GetByRole(AriaRole.Listitem);
        await Expect(standout).ToHaveCountAsync(1);
        await Expect(standout).ToContainTextAsync($"Cleo answers “good” where it is “bad”: {Confused} of");
        await standout.GetByRole(AriaRole.Button, new() { Name = "Cleo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = $"{Confused} tasks decided as bad, answered good" })).ToBeVisibleAsync();
        await ada.Look("quality", scheme);

        await page.GetByRole(AriaRole.Link, new() { Name = $"{Confused} tasks decided as bad, answered good" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/work\\?", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Locator(".work-head").GetByRole(AriaRole.Status)).ToHaveTextAsync($"{Confused} tasks");
        await Expect(page.Locator(".tile").First).ToContainTextAsync("p-003badReviewed");
    }
}
