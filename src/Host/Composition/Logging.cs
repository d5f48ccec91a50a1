using Microsoft.Extensions.Logging.Console;

namespace Labelwise.Host.Composition;

static class Logging
{
    /// <summary>One line an event, on standard error: what the program itself has to say goes to standard output.</summary>
    public static void AddLabelwiseLog(this ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Orleans", LogLevel.Warning);
        // By which Orleans finds a silo for a grain: three lines each time. What came of it, Orleans says itself.
        logging.AddFilter("Polly", LogLevel.None);
        // A refusal is no failure, and says so to who is refused; what does fail, HubFailures tells.
        logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None);
        logging.AddConsole(console => console.FormatterName = LogLines.FormatName);
        logging.AddConsoleFormatter<LogLines, ConsoleFormatterOptions>();
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
