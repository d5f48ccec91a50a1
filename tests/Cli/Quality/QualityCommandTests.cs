using System.Text.Json;

namespace Labelwise.Tests.Cli.Quality;

/// <summary>Truth inference from a file, without a server.</summary>
public sealed class QualityCommandTests : IDisposable
{
    readonly Terminal terminal = new();

    public void Dispose() => terminal.Dispose();

    [Fact]
    public async Task Every_task_of_the_answers_gets_one_label_with_its_confidence()
    {
        await File.WriteAllTextAsync(terminal.Path("answers.csv"), "worker,task,label,at\na,t1,cat,1\nb,t1,cat,2\nc,t1,dog,3\na,\"t,2\",dog,4\n");
        Assert.Equal(0, await terminal.Run("quality", terminal.Path("answers.csv"), "--out", terminal.Path("labels.csv"), "--method", "mv", "--json"));
        Assert.Equal(["task,label,confidence", "t1,cat,0.666667", "\"t,2\",dog,1"], await File.ReadAllLinesAsync(terminal.Path("labels.csv")));
        using var answer = JsonDocument.Parse(terminal.Out);
        Assert.Equal((2, 3, 4), (Number("tasks"), Number("annotators"), Number("answers")));

        int Number(string name) => answer.RootElement.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Two_who_are_often_right_outweigh_three_who_are_often_wrong()
    {
        var lines = new List<string> { "task,worker,label" };
        for (var task = 0; task < 60; task++)
        {
            var truth = "abc"[task % 3];
            lines.AddRange([$"{task},good1,{truth}", $"{task},good2,{truth}"]);
            // Each of the three errs on most tasks, and on the first of all they err alike.
            for (var bad = 0; bad < 3; bad++) lines.Add($"{task},bad{bad},{(task is 0 ? 'b' : (task + bad) % 4 is 0 ? truth : "abc"[(task + 1 + bad % 2) % 3])}");
        }
        await File.WriteAllLinesAsync(terminal.Path("answers.csv"), lines);
        Assert.Equal(0, await terminal.Run("quality", terminal.Path("answers.csv"), "--out", terminal.Path("labels.csv")));
        var labels = (await File.ReadAllLinesAsync(terminal.Path("labels.csv")))[1..].Select(l => l.Split(',')).ToArray();
        Assert.All(labels, l => Assert.Equal("abc"[int.Parse(l[0]) % 3].ToString(), l[1]));
    }

    [Theory]
    [InlineData("auto"), InlineData("mv"), InlineData("onecoin"), InlineData("ds"), InlineData("ds-sampled"), InlineData("glad"), InlineData("mace"), InlineData("hardtasks"), InlineData("kinds")]
    public async Task Every_method_finds_what_most_agree_on_and_who_does_not(string method)
    {
        var answers = from task in Enumerable.Range(0, 40) from worker in Enumerable.Range(0, 5) select $"{task},w{worker},{"abc"[(task + (worker is 4 ? 1 : 0)) % 3]}";
        await File.WriteAllLinesAsync(terminal.Path("answers.csv"), answers.Prepend("task,worker,label").Append("0,w0,c"));
        Assert.Equal(0, await terminal.Run("quality", terminal.Path("answers.csv"), "--out", terminal.Path("labels.csv"), "--method", method,
            "--annotators", terminal.Path("people.csv"), "--confusions", terminal.Path("cells.csv")));
        Assert.Contains("1 further answers", terminal.Error, StringComparison.Ordinal);
        var labels = (await File.ReadAllLinesAsync(terminal.Path("labels.csv")))[1..].Select(l => l.Split(',')).ToArray();
        Assert.All(labels, l => Assert.Equal("abc"[int.Parse(l[0]) % 3].ToString(), l[1]));
        var people = (await File.ReadAllLinesAsync(terminal.Path("people.csv")))[1..].Select(l => l.Split(',').Skip(1).Select(double.Parse).ToArray()).ToArray();
        Assert.All(people, p => Assert.True(p[0] is 40 && p[2] < p[1] && p[1] < p[3]));
        Assert.All(people[..4], p => Assert.True(p[1] > people[4][3]));
        Assert.Equal(1 + 5 * 9, (await File.ReadAllLinesAsync(terminal.Path("cells.csv"))).Length);
    }

    [Fact]
    public async Task Blanks_around_fields_and_lines_within_quotes_are_read_as_people_mean_them()
    {
        await File.WriteAllTextAsync(terminal.Path("answers.csv"), "\uFEFFtask, worker, label\r\n1, a, cat\r\n1,b,cat \r\n\"2\n\n3\",a,\"big\n\"\"dog\"\"\"\r\n");
        Assert.Equal(0, await terminal.Run("quality", terminal.Path("answers.csv"), "--out", terminal.Path("labels.csv"), "--method", "mv"));
        Assert.Equal("task,label,confidence\n1,cat,1\n\"2\n\n3\",\"big\n\"\"dog\"\"\",1\n", await File.ReadAllTextAsync(terminal.Path("labels.csv")));
    }

    [Fact]
    public async Task Where_all_answers_are_one_label_it_is_said_that_confidences_say_nothing()
    {
        await File.WriteAllTextAsync(terminal.Path("answers.csv"), "task,worker,label\n1,a,cat\n2,b,cat\n");
        Assert.Equal(0, await terminal.Run("quality", terminal.Path("answers.csv"), "--out", terminal.Path("labels.csv")));
        Assert.Contains("All answers are 'cat'", terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tarot")]
    public async Task A_method_that_is_not_there_is_refused_naming_those_that_are(string method)
    {
        await File.WriteAllTextAsync(terminal.Path("answers.csv"), "task,worker,label\n1,a,x\n");
        Assert.Equal(2, await terminal.Run("quality", terminal.Path("answers.csv"), "--out", terminal.Path("labels.csv"), "--method", method));
        Assert.Contains("auto, mv, onecoin, ds, ds-sampled, glad, mace", terminal.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(terminal.Path("labels.csv")));
    }

    [Theory]
    [InlineData("task,label\n1,x\n", "worker")]
    [InlineData("task,worker,label\n1,a\n", "Line 2")]
    [InlineData("task,worker,label\n1,a,x\n1,,x\n", "Line 3")]
    [InlineData("task,worker,label\n1,a,\"x\n", "Line 2")]
    [InlineData("", "no answer")]
    public async Task A_file_that_cannot_be_read_is_refused_with_the_line(string csv, string named)
    {
        await File.WriteAllTextAsync(terminal.Path("answers.csv"), csv);
        Assert.Equal(1, await terminal.Run("quality", terminal.Path("answers.csv"), "--out", terminal.Path("labels.csv")));
        Assert.Contains(named, terminal.Error, StringComparison.Ordinal);
    }
}
