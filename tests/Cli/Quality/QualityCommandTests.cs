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
        var people = (await File.ReadAllLinesAsync(terminal.Path("people.csv")))[1..].Select(l => l.Split(',')[1..5].Select(double.Parse).ToArray()).ToArray();
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
    [InlineData("task,worker,label\n1,a,x\n1,,x\n2,b\n", "Line 4: it has only 2 fields")]
    [InlineData("task,annotator,label\n1,a,x\n", "and has 'task', 'annotator', 'label'")]
    [InlineData("task,worker,label\n1,a,\"x\n", "Line 2")]
    [InlineData("", "no answer")]
    public async Task A_file_that_cannot_be_read_is_refused_with_the_line(string csv, string named)
    {
        await File.WriteAllTextAsync(terminal.Path("answers.csv"), csv);
        Assert.Equal(1, await terminal.Run("quality", terminal.Path("answers.csv"), "--out", terminal.Path("labels.csv")));
        Assert.Contains(named, terminal.Error, StringComparison.Ordinal);
    }

    /// <summary>Three agree on most; the fourth says one thing. Columns by tabs, times and known labels: on paper t0 is b.</summary>
    [Fact]
    public async Task What_is_asked_beside_the_labels_is_told_from_standard_input_to_files_and_standard_output()
    {
        var rows = from task in Enumerable.Range(0, 30) from worker in Enumerable.Range(0, 4) select $"{(worker is 3 ? 'a' : "ab"[task % 2])}\tt{task}\tw{worker}\t{worker + 1}000";
        terminal.In = string.Join('\n', rows.Prepend("label\ttask\tworker\tms"));
        await File.WriteAllTextAsync(terminal.Path("truth.csv"), "task,label\nt0,b\nt1,b\nt2,a\nt99,a\nt3,never\n");
        Assert.Equal(0, await terminal.Run("quality", "-", "--out", "-", "--method", "ds", "--truth", terminal.Path("truth.csv"),
            "--annotators", terminal.Path("people.csv"), "--pairs", terminal.Path("pairs.csv"), "--posteriors", terminal.Path("chances.csv")));
        Assert.StartsWith($"task,label,confidence{Environment.NewLine}t0,a,", terminal.Out, StringComparison.Ordinal);
        Assert.Contains("1 tasks of the known labels were answered by nobody", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("right in 50.0", terminal.Error, StringComparison.Ordinal);
        var people = (await File.ReadAllLinesAsync(terminal.Path("people.csv"))).Select(l => l.Split(',')).ToArray();
        Assert.Equal(["worker", "answers", "accuracy", "lower", "upper", "others", "othersLower", "othersUpper", "known", "knownLower", "knownUpper", "medianMs", "flags"], people[0]);
        Assert.Equal(("0.5", "one-class"), (people[1][8], people[4][12]));
        Assert.InRange(double.Parse(people[2][11]), 1800, 2200);
        Assert.True(double.Parse(people[1][6]) > double.Parse(people[4][7]));
        var pairs = (await File.ReadAllLinesAsync(terminal.Path("pairs.csv"))).ToArray();
        Assert.Equal(7, pairs.Length);
        Assert.StartsWith("w0,w1,30,1,1,", pairs[1], StringComparison.Ordinal);
        Assert.StartsWith("w0,w3,30,0.5,0,", pairs[3], StringComparison.Ordinal);
        Assert.StartsWith("task,a,b", (await File.ReadAllLinesAsync(terminal.Path("chances.csv")))[0], StringComparison.Ordinal);

        Assert.Equal(1, await terminal.Run("quality", "-", "--out", "-", "--truth", terminal.Path("nowhere.csv")));
        Assert.Contains("There is no file", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(2, await terminal.Run("quality", "-", "--out", "-", "--json"));
        Assert.Equal(1, await terminal.Run("quality", "-", "--out", terminal.Path("no/folder.csv")));
        Assert.Contains("There is no folder", terminal.Error, StringComparison.Ordinal);
    }

    /// <summary>Four err in a quarter of the tasks, each by themselves; a fifth hands in what the fourth said.</summary>
    [Fact]
    public async Task Who_copies_whom_is_told_and_nobody_else_is_flagged()
    {
        var random = new Random(3);
        var lines = new List<string> { "task,worker,label" };
        for (var task = 0; task < 300; task++)
        {
            var said = Enumerable.Range(0, 4).Select(_ => "abc"[(task + (random.NextDouble() < 0.75 ? 0 : 1 + random.Next(2))) % 3]).ToArray();
            lines.AddRange(said.Append(said[3]).Select((label, worker) => $"{task},w{worker},{label}"));
        }
        terminal.In = string.Join('\n', lines);
        Assert.Equal(0, await terminal.Run("quality", "-", "--out", "-", "--method", "onecoin", "--annotators", terminal.Path("people.csv"), "--pairs", terminal.Path("pairs.csv")));
        var people = (await File.ReadAllLinesAsync(terminal.Path("people.csv")))[1..].Select(l => l.Split(',')[12]).ToArray();
        Assert.Equal(["", "", "", "copying", "copying"], people);
        var copied = (await File.ReadAllLinesAsync(terminal.Path("pairs.csv")))[1..].Select(l => l.Split(',')).Single(l => (l[0], l[1]) is ("w3", "w4"));
        Assert.InRange(int.Parse(copied[5]), 20, 120);
        Assert.Equal(copied[5], copied[6]);
    }

    [Fact]
    public async Task Agreement_is_told_beside_the_labels()
    {
        await File.WriteAllTextAsync(terminal.Path("answers.csv"), "task,worker,label\n1,a,x\n1,b,x\n2,a,x\n2,b,y\n3,a,y\n3,b,y\n4,a,x\n");
        Assert.Equal(0, await terminal.Run("quality", terminal.Path("answers.csv"), "--out", terminal.Path("labels.csv"), "--method", "mv", "--json"));
        using var answer = JsonDocument.Parse(terminal.Out);
        var agreement = answer.RootElement.GetProperty("agreement");
        // Three units; one pair of six values apart: 1 - 5 * 2 / (2 * 3 * 3).
        Assert.Equal((3, 0.4444), (agreement.GetProperty("items").GetInt32(), agreement.GetProperty("alpha").GetDouble()));
        Assert.Equal(2, answer.RootElement.GetProperty("interval").GetArrayLength());
    }
}
