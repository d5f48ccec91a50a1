using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>Whatever happens to network, page, server or sign-in: what a person answered is kept, once.</summary>
public sealed class LossTests(Chromium chromium) : IAsyncLifetime
{
    Home home = null!;
    Api admin = null!;
    string project = null!;
    Person person = null!;

    public async ValueTask InitializeAsync()
    {
        home = await Home.Open(chromium);
        admin = home.Admin;
        project = await admin.MakeProject(Given.GoodOrBad, pictures: 6);
        person = await home.Join(project, "Ben", "label", "annotator");
        await person.PictureOnScreen();
    }

    public async ValueTask DisposeAsync()
    {
        if (person is not null) await person.DisposeAsync();
        if (home is not null) await home.DisposeAsync();
    }

    [Fact]
    public async Task Answers_given_without_a_network_are_sent_once_when_it_is_back()
    {
        await Expect(person.Page.Locator(".hints")).ToContainTextAsync("0 done here");
        await person.Prefetched();
        await person.Profile.SetOfflineAsync(true);
        await person.Finish("1");
        await person.Finish("2");
        await person.ExpectWaiting(2);
        var banner = person.Page.GetByText("The server cannot be reached.");
        await Expect(banner).ToBeVisibleAsync();
        await person.Look("offline");
        await person.Profile.SetOfflineAsync(false);
        await person.ExpectSaved();
        await Expect(banner).ToHaveCountAsync(0);
        await admin.Has(project, annotations: 2);
        await person.Finish("1");
        await person.ExpectSaved();
        await admin.Has(project, annotations: 3);
    }

    [Fact]
    public async Task An_answer_whose_reply_was_lost_is_one_annotation()
    {
        var lost = 0;
        await person.Page.RouteAsync("**/submit", async route =>
        {
            if (Interlocked.Increment(ref lost) > 1) { await route.ContinueAsync(); return; }
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await person.Finish("1");
        await Api.Eventually(() => Task.FromResult(lost), attempts => attempts >= 2);
        await person.ExpectSaved();
        await admin.Has(project, annotations: 1);
    }

    [Fact]
    public async Task A_page_loaded_again_shows_the_same_picture_with_what_was_chosen()
    {
        await person.Press("Alt+Enter");  // a number only chooses from now on
        await person.Finish("1", "Enter");
        var picture = await person.PictureOnScreen();
        var bad = person.Page.GetByRole(AriaRole.Radio, new() { Name = "bad" });
        await person.Page.RunAndWaitForResponseAsync(() => person.Press("2"), reply => reply.Url.EndsWith("/draft", StringComparison.Ordinal) && reply.Ok);
        await Expect(bad).ToBeCheckedAsync();
        await person.Page.ReloadAsync();
        Assert.Equal(picture, await person.PictureOnScreen());
        await Expect(bad).ToBeCheckedAsync();
        await person.ExpectSaved();
        await admin.Has(project, annotations: 1);
    }

    [Fact]
    public async Task A_page_closed_at_once_after_an_answer_still_delivers_it_when_it_opens_again()
    {
        await person.Page.RouteAsync("**/submit", route => route.AbortAsync());
        var picture = await person.PictureOnScreen();
        // Within one act: nothing that the page begins later can still happen.
        await person.Page.EvaluateAsync("() => { window.isOld = true; document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '1', code: 'Digit1', bubbles: true })); location.reload() }");
        await person.Page.WaitForFunctionAsync("() => window.isOld !== true");  // the old page is loaded, and says that one waits, until it goes
        await person.ExpectWaiting(1);
        Assert.NotEqual(picture, await person.PictureOnScreen());
        await person.Page.UnrouteAllAsync();
        await person.ExpectSaved();
        await admin.Has(project, annotations: 1);
    }

    [Fact]
    public async Task A_sign_in_that_has_ended_is_asked_for_over_the_page_and_the_answer_goes_out()
    {
        await person.Prefetched();
        await person.Settled();  // what is still asked for would ask for a sign-in before there is an answer
        var ended = await person.Profile.APIRequest.DeleteAsync("/api/v1/sessions/current", new()
        {
            Headers = new Dictionary<string, string> { ["X-Labelwise-Client"] = "web", ["Origin"] = home.Url.GetLeftPart(UriPartial.Authority) },
        });
        Assert.Equal(204, ended.Status);
        await person.Finish("1");
        await Expect(person.Dialog).ToContainTextAsync("Please sign in again");
        var picture = await person.PictureOnScreen();
        await person.EnterPassword();
        await Expect(person.Dialog).ToHaveCountAsync(0);
        await person.ExpectSaved();
        Assert.Equal(picture, await person.PictureOnScreen());
        await admin.Has(project, annotations: 1);
        await person.Finish("2");
        await person.ExpectSaved();
        await admin.Has(project, annotations: 2);
    }
}
