using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>A whole day at the keyboard: keys mean the same wherever the focus happens to be, and text stays text.</summary>
public sealed class KeyTests(Chromium chromium)
{
    [Fact]
    public async Task No_picture_is_asked_of_two_people_where_one_opinion_is_enough()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.GoodOrBad, pictures: 12);
        var path = $"/projects/{project}/label";
        await using var ben = await home.SignIn(await admin.AddMember(project, "Ben", "annotator"), path);
        await using var cleo = await home.SignIn(await admin.AddMember(project, "Cleo", "annotator"), path);
        // Each holds some before the quicker one begins, or nothing might be left for the other.
        Assert.All(await Task.WhenAll(ben.PictureOnScreen(), cleo.PictureOnScreen()), Assert.NotNull);
        var seen = await Task.WhenAll(ben.LabelAll("1"), cleo.LabelAll("2"));
        Assert.Equal(12, seen[0].Concat(seen[1]).Distinct().Count());
        Assert.Empty(seen[0].Intersect(seen[1]));
        Assert.All(seen, one => Assert.NotEmpty(one));
    }

    [Fact]
    public async Task Keys_work_wherever_the_focus_is()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.GoodOrBad, pictures: 8);
        await using var ben = await home.Join(project, "Ben", "label", "annotator");
        var page = ben.Page;
        await ben.PictureOnScreen();
        ILocator[] focused =
        [
            page.GetByRole(AriaRole.Radio, new() { Name = "bad" }), page.GetByRole(AriaRole.Button, new() { Name = "Guideline" }),
            page.GetByRole(AriaRole.Checkbox, new() { Name = "Number key submits at once" }), page.GetByRole(AriaRole.Link, new() { Name = "All projects" }),
        ];
        foreach (var element in focused)
        {
            await ben.PictureOnScreen();
            await element.FocusAsync();
            await ben.Finish("1");
        }
        await page.Locator(".stage.picture").ClickAsync();
        await ben.Finish("2");
        await ben.ExpectSaved();
        await admin.Has(project, annotations: focused.Length + 1);
    }

    [Fact]
    public async Task What_is_typed_into_a_field_is_text_and_no_command()
    {
        await using var home = await Home.Open(chromium);
        var admin = home.Admin;
        var spec = new
        {
            media = "image", classes = Array.Empty<object>(),
            properties = new object[]
            {
                new { name = "quality", type = "option", options = new[] { "good", "bad" }, required = true },
                new { name = "remark", type = "text", required = false },
            },
        };
        var project = await admin.MakeProject(spec, pictures: 2);
        await using var ben = await home.Join(project, "Ben", "label", "annotator");
        var picture = await ben.PictureOnScreen();
        var remark = ben.Page.GetByLabel("remark").Last;
        await remark.FocusAsync();
        await ben.Page.Keyboard.TypeAsync("x 1 g ? d");
        await Expect(remark).ToHaveValueAsync("x 1 g ? d");
        await Expect(ben.Dialog).ToHaveCountAsync(0);
        await Expect(ben.Page.GetByRole(AriaRole.Radio, new() { Name = "good" })).Not.ToBeCheckedAsync();
        await Expect(ben.Page.GetByRole(AriaRole.Complementary, new() { Name = "Guideline" })).ToHaveCountAsync(0);
        Assert.Equal(picture, await ben.PictureOnScreen());

        await ben.Press("Escape");
        await ben.Press("ArrowUp");
        await ben.Finish("2", "Control+Enter");
        await ben.ExpectSaved();
        await admin.Has(project, annotations: 1);
    }
}
