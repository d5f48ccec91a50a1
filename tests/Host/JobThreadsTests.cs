using System.Globalization;
using Labelwise.Host.Jobs;

namespace Labelwise.Tests.Host;

/// <summary>Without these, somebody's upload that unfolds to gigabytes would hold the threads that hand out work.</summary>
public sealed class JobThreadsTests
{
    [Fact]
    public async Task A_jobs_work_keeps_off_the_pool_also_after_it_awaited()
    {
        await using var work = new OffGrain();
        var where = await work.Run(async _ =>
        {
            var before = Thread.CurrentThread.IsThreadPoolThread;
            await Task.Yield();
            var between = Thread.CurrentThread.IsThreadPoolThread;
            await Task.Run(() => { });
            return (before, between, after: Thread.CurrentThread.IsThreadPoolThread);
        }, default);
        Assert.Equal((false, false, false), where);
    }

    [Fact]
    public async Task People_go_before_jobs_where_the_processor_is_short()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells a thread's niceness.");
        await using var work = new OffGrain();
        var own = Niceness();
        Assert.True(await work.Run(_ => Task.FromResult(Niceness()), default) > own || own == 19);
    }

    [Fact]
    public async Task More_jobs_than_threads_all_end_though_each_waits_for_another()
    {
        await using var work = new OffGrain();
        var all = Enumerable.Range(0, 8 * Environment.ProcessorCount)
            .Select(i => work.Run(async token => await work.Run(_ => Task.FromResult(i), token), default));
        Assert.Equal(Enumerable.Range(0, 8 * Environment.ProcessorCount), await Task.WhenAll(all));
    }

    /// <summary>Of the calling thread: the 19th word of its line, counted behind its name.</summary>
    static int Niceness()
    {
        var line = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }
}
