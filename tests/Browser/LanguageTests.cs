using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>The client in Korean: every page, and what the server refuses.</summary>
public sealed class LanguageTests(Chromium chromium)
{
    static readonly Regex Hangul = new("[가-힣]", RegexOptions.None, TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_page_speaks_Korean_and_so_does_a_refusal(ColorScheme scheme)
    {
        Chromium.SkipIfAbsent();
        var (server, admin) = await Server.WithAdmin("김하늘");
        await using var _ = server;
        var project = await admin.MakeProject(Given.Spec("품질", "좋음", "나쁨"), 8, name: "감자", pipeline: Given.Pipeline(reviewed: 0.5), guideline: "# 껍질을 보세요");
        await admin.AddMember(project, "이바다", "annotator", "reviewer");
        await using var person = await Person.Arrive(chromium, server.Url, scheme);
        var page = person.Page;
        await page.AddInitScriptAsync("localStorage.setItem('labelwise.language', 'ko')");
        await page.GotoAsync("/");
        await page.GetByLabel("이메일").FillAsync("ada@example.org");
        await page.GetByLabel("비밀번호").FillAsync("not this one");
        await page.GetByRole(AriaRole.Button, new() { Name = "로그인" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("이메일 주소나 비밀번호가 틀렸습니다.");
        await page.GetByLabel("비밀번호").FillAsync(Server.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "로그인" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "프로젝트" })).ToBeVisibleAsync();

        string[] pages = ["projects:/", "profile:/profile", .. new[]
        {
            "overview:", "work:/work", "quality:/quality", "bench:/models", "guideline:/guideline", "spec:/setup/spec", "guideline-editor:/setup/guideline", "pipeline:/setup/pipeline", "questions:/setup/questions", "orders:/setup/orders",
            "members:/setup/members", "import:/setup/import", "auto-accept:/setup/auto-accept", "versions:/setup/versions", "activity:/setup/activity",
        }.Select(p => p.Replace(":", $":/projects/{project}", StringComparison.Ordinal))];
        foreach (var one in pages)
        {
            var (name, path) = (one.Split(':')[0], one.Split(':')[1]);
            await page.GotoAsync(path);
            await Expect(page.Locator("main h1").First).ToHaveTextAsync(Hangul);
            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ko");
            await person.Look($"ko-{name}", scheme);
        }
        await page.GotoAsync($"/projects/{project}/label");
        await Expect(page.Locator(".stage.picture img")).ToBeVisibleAsync();
        await person.Look("ko-label", scheme);
    }
}
