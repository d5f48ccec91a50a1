using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Labelwise.Tests.Browser;

/// <summary>The client in Korean: every page, and what the server refuses.</summary>
public sealed class LanguageTests(Chromium chromium)
{
    static readonly Regex Hangul = new("[가-힣]", RegexOptions.None, TimeSpan.FromSeconds(1));

    [Fact]
    public async Task Every_page_speaks_Korean_and_so_does_a_refusal()
    {
        await using var home = await Home.Open(chromium, "김하늘");
        var admin = home.Admin;
        var project = await admin.MakeProject(Given.Spec("품질", "좋음", "나쁨"), 14, name: "감자", pipeline: Given.OneOpinion, guideline: "# 껍질을 보세요");
        await FillIn(home, project);
        await using var person = await home.Arrive();
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
            "overview:", "work:/work", "quality:/quality", "bench:/models", "guideline:/guideline", "spec:/setup/spec", "guideline-editor:/setup/guideline", "pipeline:/setup/pipeline", "practice:/setup/practice", "gold:/setup/gold", "questions:/setup/questions", "orders:/setup/orders", "vendor:/vendor",
            "members:/setup/members", "import:/setup/import", "auto-accept:/setup/auto-accept", "versions:/setup/versions", "activity:/setup/activity",
        }.Select(p => p.Replace(":", $":/projects/{project}", StringComparison.Ordinal))];
        foreach (var one in pages)
        {
            var (name, path) = (one.Split(':')[0], one.Split(':')[1]);
            await page.GotoAsync(path);
            await Expect(page.Locator("main h1").First).ToHaveTextAsync(Hangul);
            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ko");
            await person.Look($"ko-{name}");
        }
        await page.GotoAsync($"/projects/{project}/quality");
        await person.Look("ko-consensus", at: page.GetByRole(AriaRole.Region, new() { Name = "모든 의견을 함께 저울질한 결과" }));
        await page.GotoAsync($"/projects/{project}/setup/versions");
        await page.GetByRole(AriaRole.Button, new() { Name = "자세히" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "내용" })).ToBeVisibleAsync();
        await person.Look("ko-version");
        await page.GotoAsync($"/projects/{project}/label");
        await Expect(page.Locator(".stage.picture img")).ToBeVisibleAsync();
        await person.Look("ko-label");
    }

    /// <summary>Two people of a vendor have answered some of a work order; one answer is a known one, and some are sealed.</summary>
    static async Task FillIn(Home home, string project)
    {
        var admin = home.Admin;
        string[] people = [await admin.AddMember(project, "이바다", "annotator", "reviewer"), await admin.AddMember(project, "박소나무", "annotator")];
        var users = (await admin.Get("/users"))["items"]!.AsArray().ToDictionary(u => (string)u!["email"]!, u => (string)u!["id"]!);
        var vendor = (string)(await admin.Post("/vendors", new { name = "라벨 공방" }))["id"]!;
        await admin.Put($"/vendors/{vendor}/members", new { users = people.Select(email => users[email]) });
        await admin.Put($"/vendors/{vendor}/managers", new { users = new[] { (string)(await admin.Get("/me"))["id"]! } });
        var order = await admin.Post($"/projects/{project}/work-orders", new { name = "첫 묶음", vendor, unitPrice = "50", currency = "KRW", quantity = 8, due = "2127-02-01T00:00:00Z" });
        await admin.Post($"/projects/{project}/assignments", new { filter = new { }, to = new { workOrder = (string)order["id"]! }, kind = "label" });
        foreach (var email in people) await home.AnswerAll(email, project, name => new { objects = Array.Empty<object>(), properties = new { 품질 = Crowd.Truth(Crowd.NumberOf(name)) is "good" ? "좋음" : "나쁨" } }, 5);
        var decided = (await Api.Eventually(() => admin.Get($"/projects/{project}/tasks?state=REVIEWED"), found => found["items"]!.AsArray().Count >= 3))["items"]!.AsArray();
        await admin.Put($"/tasks/{decided[0]!["id"]}/gold", new { note = "분명합니다." });
        await admin.Post($"/projects/{project}/versions", new { name = "첫 납품" });
        await Api.Eventually(() => admin.Get($"/projects/{project}/versions"), found => found["items"]!.AsArray().Count is 1);
    }
}
