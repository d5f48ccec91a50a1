using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Labelwise.Host.Composition;

/// <summary>One line an event, whatever stands in it: nobody forges a second line, or moves an operator's terminal, with a
/// name or a file that they sent.</summary>
sealed class LogLines(TimeProvider time) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "labelwise";

    /// <summary>Of one line, in characters: enough for a stack trace.</summary>
    const int Longest = 16 << 10;

    /// <summary>The host tells of a start that failed, and throws the same at whoever starts it, who says it in words.</summary>
    const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";
    const int StartFailed = 11;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.Category is HostCategory && logEntry.EventId.Id is StartFailed) return;
        var line = $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {WordOf(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] "
            + $"{logEntry.Formatter(logEntry.State, logEntry.Exception)} {logEntry.Exception}";
        textWriter.WriteLine(OneLine(line));
    }

    static string OneLine(string text) => string.Create(Math.Min(text.TrimEnd().Length, Longest), text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = from[i] is '\r' or '\n' or '\u2028' or '\u2029' ? ' ' : char.IsControl(from[i]) ? '?' : from[i];
    });

    static string WordOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce", LogLevel.Debug => "dbug", LogLevel.Information => "info",
        LogLevel.Warning => "warn", LogLevel.Error => "fail", _ => "crit",
    };
}
