namespace Labelwise.Benchmarks;

/// <summary>What is said of many measurements.</summary>
static class Figures
{
    /// <summary>The load average of the last minute: what else the machine did.</summary>
    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>Processor time of all processes that this one started and that have ended; proc(5), cutime and cstime.</summary>
    public static TimeSpan ChildrenCpu => Ticks("self", 15, 16);

    /// <summary>Processor time of a process so far; utime and stime.</summary>
    public static TimeSpan CpuOf(int process) => Ticks($"{process}", 13, 14);

    static TimeSpan Ticks(string process, int first, int second)
    {
        const double perSecond = 100;  // USER_HZ
        var fields = File.ReadAllText($"/proc/{process}/stat");
        var numbers = fields[(fields.LastIndexOf(')') + 2)..].Split(' ');  // from the third field on
        return TimeSpan.FromSeconds((long.Parse(numbers[first - 2]) + long.Parse(numbers[second - 2])) / perSecond);
    }

    public static double Median(IReadOnlyCollection<double> values) => Quantile(values, 0.5);

    /// <summary>Rounded to thousandths.</summary>
    public static double Quantile(IReadOnlyCollection<double> values, double share) =>
        values.Count is 0 ? 0 : Math.Round(values.Order().ElementAt(Math.Min(values.Count - 1, (int)(values.Count * share))), 3);
}
