using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>A reviewer says what is wrong where it is wrong, and whoever mends it sees it there.</summary>
public sealed class ReviewMarkTests(Chromium chromium)
{
    static readonly object Boxes = new { media = "image", classes = new object[] { new { name = "eye", shape = "box" } }, properties = Array.Empty<object>() };

    [Fact]
    public async Task What_is_rejected_to_others_comes_to_somebody_who_has_not_had_it()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.GoodOrBad, pictures: 1, pipeline: Given.Pipeline(reviewed: 1));
        var (ben, cleo) = (await admin.AddMember(project, "Ben", "annotator"), await admin.AddMember(project, "Cleo", "annotator"));
        await home.AnswerAll(ben, project, _ => Crowd.Quality("good"));

        await using var rita = await home.Join(project, "Rita", "review", "reviewer");
        await rita.PictureOnScreen();
        await rita.Press("r");
        await Expect(rita.Dialog).ToContainTextAsync("The task goes back, with your comment.");
        await rita.Dialog.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync("Those are spots.");
        await rita.Dialog.GetByRole(AriaRole.Checkbox, new() { Name = "Let somebody else do it" }).CheckAsync();
        await Expect(rita.Dialog).ToContainTextAsync("Somebody who has not had the task yet gets it");
        await rita.Look("reject-to-others");
        await rita.Dialog.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await rita.ExpectSaved();

        await Api.Eventually(() => admin.Get($"/projects/{project}/tasks?state=QUEUED"), found => found["items"]!.AsArray().Count is 1);
        Assert.Equal(0, await home.AnswerAll(ben, project, _ => Crowd.Quality("good")));
        Assert.Equal(1, await home.AnswerAll(cleo, project, _ => Crowd.Quality("bad")));
    }

    [Fact]
    public async Task A_remark_pinned_to_a_shape_is_on_the_picture_of_whoever_mends_it_and_is_ticked_off()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Boxes, pictures: 1, pipeline: Given.Pipeline(reviewed: 1));
        var email = await admin.AddMember(project, "Ben", "annotator");
        await using var ben = await home.SignIn(email, $"/projects/{project}/label");
        await ben.PictureOnScreen();
        await Hand.Drag(ben.Page, (40, 40), (140, 120));
        await Hand.Drag(ben.Page, (180, 60), (240, 140));
        await ben.Finish("Enter");
        await ben.ExpectSaved();
        await ben.Page.GotoAsync("about:blank");

        await using (var rita = await home.Join(project, "Rita", "review", "reviewer"))
        {
            await rita.PictureOnScreen();
            await Expect(rita.Page.Locator(".objects li")).ToHaveCountAsync(2);
            await Hand.Click(rita.Page, (42, 80));
            await rita.Press("p");
            await Expect(rita.Dialog).ToBeVisibleAsync();
            await rita.Page.Keyboard.TypeAsync("The eye ends here.");
            await rita.Press("Enter");
            await Expect(rita.Page.Locator(".marks li")).ToContainTextAsync(["The eye ends here."]);
            await rita.Press("n");
            await rita.Press("p");
            await Expect(rita.Dialog).ToBeVisibleAsync();
            await rita.Page.Keyboard.TypeAsync("No eye at all.");
            await rita.Press("Enter");
            await Expect(rita.Page.Locator(".marks li")).ToHaveCountAsync(2);
            await rita.Press("a");  // nothing is accepted that has remarks
            await rita.Look("marks-review");
            await rita.Press("r");
            await rita.Dialog.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
            await Expect(rita.Page.Locator(".marks")).ToHaveCountAsync(0);
            await rita.ExpectSaved();
        }

        await ben.Page.GotoAsync($"/projects/{project}/label");
        await ben.PictureOnScreen();
        var marks = ben.Page.Locator(".marks li");
        await Expect(marks).ToContainTextAsync(["1 eyeThe eye ends here.", "2 eyeNo eye at all."]);
        await Expect(ben.Page.Locator(".objects li").First).ToContainTextAsync("1 eyeremark 1");
        await marks.Last.GetByRole(AriaRole.Button).ClickAsync();
        await ben.Press("Delete");
        await Expect(marks.Last).ToContainTextAsync("a shape that is gone");
        await ben.Page.RunAndWaitForResponseAsync(() => marks.Last.GetByRole(AriaRole.Checkbox).CheckAsync(), reply => reply.Url.EndsWith("/draft", StringComparison.Ordinal) && reply.Ok);
        await Expect(ben.Page.GetByText("1 of 2 seen to")).ToBeVisibleAsync();
        await ben.Look("marks-mend");
        await ben.Page.ReloadAsync();
        await ben.PictureOnScreen();
        await Expect(marks.Last.GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();

        // At another machine too.
        await ben.Page.GotoAsync("about:blank");
        await using (var elsewhere = await home.SignIn(email, $"/projects/{project}/label"))
        {
            await elsewhere.PictureOnScreen();
            await Expect(elsewhere.Page.GetByText("1 of 2 seen to")).ToBeVisibleAsync();
            await Expect(elsewhere.Page.Locator(".marks li").Last.GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        }
        await ben.Page.GotoAsync($"/projects/{project}/label");
        await ben.PictureOnScreen();
        await ben.Finish("Enter");
        await ben.ExpectSaved();
        var task = (await admin.Get($"/projects/{project}/tasks"))["items"]![0]!["id"];
        var review = (await admin.Get($"/tasks/{task}"))["reviews"]!.AsArray().Single()!;
        Assert.Equal(2, review["marks"]!.AsArray().Count);
        Assert.InRange((double)review["marks"]![0]!["at"]![0]!, 41, 43);
        Assert.Empty(ben.Faults);
    }
}
