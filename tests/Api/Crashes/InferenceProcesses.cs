using System.Runtime.InteropServices;

namespace Labelwise.Tests.Api.Crashes;

/// <summary>The processes that a server infers in, and what a test does to them.</summary>
static class InferenceProcesses
{
    public static IEnumerable<int> Of(int server) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
        .Where(id => id > 0 && ParentOf(id) == server && Infers(id));

    public static bool Infers(int process) => Text($"/proc/{process}/cmdline").Contains("infer", StringComparison.Ordinal);

    public static bool IsAlive(int process, int server) =>
        ParentOf(process) == server && !Text($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    /// <returns>Empty where the process has ended.</returns>
    public static string Text(string path)
    {
        try { return File.ReadAllText(path); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return ""; }
    }

    [DllImport("libc", EntryPoint = "kill")]
    public static extern int Signal(int process, int signal);

    static int ParentOf(int process)
    {
        // After the name, which may hold anything but ends with the last parenthesis: state, then parent.
        var stat = Text($"/proc/{process}/stat");
        return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var parent, ..] ? int.Parse(parent) : 0;
    }
}
