using System.Text;
using Labelwise.Domain.Tasks;
using Labelwise.Formats.Uploads;
using Labelwise.Grains.Imports;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Tasks;
using Orleans.Runtime;

namespace Labelwise.Tests.Host;

public sealed class ImportTests
{
    [Fact]
    public async Task Every_good_record_becomes_a_task_and_every_bad_one_is_named()
    {
        await using var server = await Server.Start(Uploads.ImageSpec);
        var id = await server.Import("one", UploadFormat.Images, Uploads.Zip(
            ("a.png", "0 a"), ("b.png", "bad"), ("../c.png", "1"), ("d.png", "1 d"),
            ("manifest.jsonl", """
                {"file":"a.png","externalId":"A","group":"g","licence":"CC0-1.0","labels":{"properties":{"kind":"dog"}}}
                {"file":"d.png","labels":{"properties":{"kind":"unicorn"}}}
                """)));
        var job = await server.End(JobKind.Import, id);
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal(("2", "0", "2"), (job.Result["added"], job.Result["unchanged"], job.Result["refused"]));
        Assert.Equal(["b.png image-damaged", "../c.png bad-entry-name", "manifest.jsonl unknown-option"],
            job.Errors.Select(e => $"{e.File} {e.Code}").OrderBy(e => e[0] is 'm' ? 2 : e[0] is '.' ? 1 : 0));
        var samples = await server.Samples();
        Assert.Equal([("A", "g", "CC0-1.0", 8), ("d.png", null, null, 8)], samples.Select(s => (s.ExternalId, s.Group, s.Licence, s.Width)));
        var origin = await server.Block(0).Origin(0);
        Assert.Equal((new ModelRef("import", 1), 1, 0.5), (origin!.Prediction!.Model, origin.Prediction.Class, origin.Prediction.Confidence));
        Assert.Null((await server.Block(0).Origin(1))!.Prediction);
    }

    [Fact]
    public async Task The_same_import_again_changes_nothing_and_other_bytes_under_an_id_are_refused_by_name()
    {
        await using var server = await Server.Start(Uploads.TextSpec);
        await server.End(JobKind.Import, await server.Import("one", UploadFormat.Text, Uploads.Texts(Enumerable.Range(0, 1500))));
        var again = await server.End(JobKind.Import, await server.Import("two", UploadFormat.Text, Uploads.Texts(Enumerable.Range(0, 1510))));
        Assert.Equal(("10", "1500", "0"), (again.Result["added"], again.Result["unchanged"], again.Result["refused"]));
        await server.Restart();
        var other = await server.End(JobKind.Import, await server.Import("three", UploadFormat.Text,
            Encoding.UTF8.GetBytes("""{"externalId":"t7","text":"another"}""" + "\n" + Uploads.Text(8) + "\n" + Uploads.Text(9999) + "\n" + Uploads.Text(9999))));
        Assert.Equal(("1", "2", "1"), (other.Result["added"], other.Result["unchanged"], other.Result["refused"]));
        Assert.Equal((1, "external-id-taken"), (Assert.Single(other.Errors).Line!.Value, other.Errors[0].Code));
        Assert.Equal(1511, (await server.Samples()).DistinctBy(s => s.ExternalId).Count());
        Assert.Equal([7, -1, 1509], await server.Grains.GetGrain<ICatalogGrain>("p1").Find(["t7", "nobody", "t1509"]));
    }

    [Fact]
    public async Task A_full_disk_ends_an_import_in_words_and_it_is_whole_once_there_is_room()
    {
        await using var server = await Server.Start(Uploads.TextSpec);
        await server.Block(0).Samples();
        server.Storage.FullFor = "samples";
        var full = await server.End(JobKind.Import, await server.Import("one", UploadFormat.Text, Uploads.Texts(Enumerable.Range(0, 20))));
        Assert.Equal((JobState.Failed, "storage-full"), (full.State, full.Failure!.Code));
        Assert.Contains("disk is full", full.Failure.Message, StringComparison.Ordinal);
        server.Storage.FullFor = null;
        Assert.Equal(JobState.Succeeded, (await server.End(JobKind.Import, await server.Import("two", UploadFormat.Text, Uploads.Texts(Enumerable.Range(0, 20))))).State);
        Assert.Equal(20, (await server.Samples()).DistinctBy(s => s.ExternalId).Count());
    }

    [Fact]
    public async Task Damaged_hints_of_the_queue_are_made_anew()
    {
        await using var server = await Server.Start(Uploads.TextSpec);
        await server.End(JobKind.Import, await server.Import("one", UploadFormat.Text, Uploads.Texts(Enumerable.Range(0, 20))));
        await server.Restart();  // a stop keeps them
        var queue = server.Grains.GetGrain<IQueueGrain>("p1");
        await queue.Totals();
        var kept = new GrainState<QueueSnapshot>();
        await server.Storage.ReadStateAsync("queue", queue.GetGrainId(), kept);
        Assert.True(kept.RecordExists);
        // The grain, who knows nothing of it, finds its own next write refused.
        await server.Storage.WriteStateAsync("queue", queue.GetGrainId(), new GrainState<string> { State = "no snapshot", ETag = kept.ETag });
        await server.Restart();
        queue = server.Grains.GetGrain<IQueueGrain>("p1");
        while ((await queue.Totals()).Tasks != 20) await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    /// <summary>All go at once: the queue may have gone before it could hear the last word of a block.</summary>
    [Fact]
    public async Task Counts_that_lack_a_blocks_last_word_before_a_stop_are_made_anew()
    {
        await using var server = await Server.Start(Uploads.TextSpec);
        await server.End(JobKind.Import, await server.Import("one", UploadFormat.Text, Uploads.Texts(Enumerable.Range(0, 20))));
        await server.Restart();
        var queue = server.Grains.GetGrain<IQueueGrain>("p1");
        await queue.Totals();
        var kept = new GrainState<QueueSnapshot>();
        await server.Storage.ReadStateAsync("queue", queue.GetGrainId(), kept);
        Assert.True(kept.State is { Clean: true, Stopped: true });
        kept.State = kept.State with { Blocks = [.. kept.State.Blocks.Select(b => b with { Tasks = 19 })] };
        await server.Storage.WriteStateAsync("queue", queue.GetGrainId(), kept);
        await server.Restart();
        queue = server.Grains.GetGrain<IQueueGrain>("p1");
        while ((await queue.Totals()).Tasks != 20) await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_fails_the_import_in_words()
    {
        await using var server = await Server.Start(Uploads.ImageSpec);
        var job = await server.End(JobKind.Import, await server.Import("one", UploadFormat.Images, "no zip"u8.ToArray()));
        Assert.Equal((JobState.Failed, UploadRefusals.ZipDamaged), (job.State, job.Failure!.Code));
        Assert.Empty(await server.Samples());
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task However_often_it_is_interrupted_each_record_is_one_task(int seed)
    {
        const int records = 2600, bad = 26;
        await using var server = await Server.Start(Uploads.TextSpec);
        var lines = Enumerable.Range(0, records).Select(i => i % 100 is 99 ? "{broken" : Uploads.Text(i));
        var upload = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        server.Storage.Fail(seed, 0.25);
        string? id = null;
        while (id is null)
        {
            try { id = await server.Import("one", UploadFormat.Text, upload); }
            catch (Orleans.Runtime.OrleansException) { }  // the caller repeats what was not acknowledged
        }
        var random = new Random(seed);
        for (var crash = 0; crash < 3; crash++)
        {
            await Task.Delay(random.Next(120), TestContext.Current.CancellationToken);
            server.Storage.Mend();
            await server.Restart();
            server.Storage.Fail(seed * 100 + crash, 0.25);
            await server.Look(JobKind.Import, id);
        }
        server.Storage.Mend();
        var job = await server.End(JobKind.Import, id);
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal(($"{records - bad}", "0", $"{bad}"), (job.Result["added"], job.Result["unchanged"], job.Result["refused"]));
        Assert.Equal(bad, job.ErrorCount);
        var samples = await server.Samples();
        Assert.Equal(records - bad, samples.Count);
        Assert.Equal(records - bad, samples.DistinctBy(s => s.ExternalId).Count());
    }

    [Fact]
    public async Task A_cancelled_import_keeps_what_it_brought_and_stays_cancelled()
    {
        await using var server = await Server.Start(Uploads.TextSpec);
        var id = await server.Import("one", UploadFormat.Text, Uploads.Texts(Enumerable.Range(0, 30_000)));
        var cancelled = await server.Grains.Job(JobKind.Import, id).Cancel();
        Assert.Equal(JobState.Cancelled, cancelled!.State);
        var tasks = (await server.Samples()).Count;
        await server.Restart();
        Assert.Equal(JobState.Cancelled, (await server.Grains.Job(JobKind.Import, id).View())!.State);
        Assert.Equal(tasks, (await server.Samples()).Count);
        Assert.Equal([id], await server.Grains.GetGrain<IJobListGrain>("p1").Newest());
    }

    [Fact]
    public async Task A_job_that_nobody_started_is_not_there()
    {
        await using var server = await Server.Start(Uploads.TextSpec);
        Assert.Null(await server.Grains.GetGrain<IImportGrain>(JobId.Of(JobKind.Import, server.Project, "none")).View());
    }
}
