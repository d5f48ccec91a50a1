namespace Labelwise.Tests.Browser;

/// <summary>The server goes and comes back under people's hands.</summary>
public sealed class RestartTests(Chromium chromium)
{
    [Fact]
    public async Task Work_goes_on_over_a_restart_of_the_server()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.GoodOrBad, pictures: 6);
        await using var person = await home.Join(project, "Ben", "label", "annotator");
        await person.PictureOnScreen();
        await person.Prefetched();
        await home.Server.Stop();
        await person.Finish("1");
        await person.Finish("2");
        await person.ExpectWaiting(2);
        await home.Server.Start();
        await person.ExpectSaved();
        await person.Finish("1");
        await person.ExpectSaved();
        await admin.Has(project, annotations: 3);
        await person.LabelAll("1");
        await person.ExpectSaved();
        await admin.Has(project, annotations: 6);
    }

    /// <summary>Between the kills the person goes on with what is there, as far as it goes.</summary>
    [Fact]
    public async Task A_killed_server_costs_no_answer_and_shows_no_picture_twice()
    {
        const int Pictures = 12;
        Chromium.SkipIfAbsent();
        await using var server = await ServerProcess.Start("ada@example.org");
        await Api.Up(server.Url);
        var admin = await Api.SignIn(server.Url, "ada@example.org");
        var project = await admin.MakeProject(Given.GoodOrBad, Pictures);
        await using var person = await Person.SignIn(chromium, server.Url, await admin.AddMember(project, "Ben", "annotator"), $"/projects/{project}/label");
        var seen = new List<string>();
        foreach (var before in new[] { 1, 3 })
        {
            for (var i = 0; i < before; i++) seen.Add(await person.Finish("1"));
            await server.Kill();  // with answers and requests for more under way
            server.Serve();
        }
        seen.AddRange(await person.LabelAll("2"));
        await person.ExpectSaved();
        await admin.Has(project, Pictures);
        Assert.Equal(Pictures, seen.Distinct().Count());
        Assert.Equal(Pictures, seen.Count);
        Assert.Empty(person.Faults);
    }

    [Fact]
    public async Task A_review_is_still_there_after_the_page_or_the_server_started_again()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.GoodOrBad, pictures: 1, pipeline: Given.Pipeline(reviewed: 1));
        await using (var ben = await home.Join(project, "Ben", "label", "annotator"))
        {
            await ben.Finish("1");
            await ben.ExpectSaved();
        }
        await using var ada = await home.Ada($"/projects/{project}/review");
        var picture = await ada.PictureOnScreen();
        Assert.NotNull(picture);
        await ada.Page.ReloadAsync();
        Assert.Equal(picture, await ada.PictureOnScreen());
        await home.Server.Stop();
        await home.Server.Start();
        await ada.Page.ReloadAsync();
        Assert.Equal(picture, await ada.PictureOnScreen());
        await ada.Finish("a");
        await ada.ExpectSaved();
    }

    [Fact]
    public async Task A_key_pressed_the_moment_a_picture_appears_counts()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.GoodOrBad, pictures: 6);
        await using var person = await home.Arrive();
        await person.Page.AddInitScriptAsync(
            """
            new MutationObserver(changes => {
              const isPicture = node => node instanceof HTMLImageElement && node.closest('.picture-frame')
              if (changes.some(change => [...change.addedNodes].some(isPicture)))
                document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '1', code: 'Digit1', bubbles: true }))
            }).observe(document, { childList: true, subtree: true })
            """);
        await person.Page.GotoAsync($"/projects/{project}/label");
        await person.EnterPassword(await admin.AddMember(project, "Ben", "annotator"));
        await admin.Has(project, annotations: 6);
    }
}
