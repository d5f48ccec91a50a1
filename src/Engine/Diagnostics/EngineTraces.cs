using System.Diagnostics;
using Labelwise.Engine.Calls;

namespace Labelwise.Engine.Diagnostics;

/// <summary>Traces of calls and storage. They cost nothing while nobody listens.</summary>
public static class EngineTraces
{
    /// <summary>Name of the activity source.</summary>
    public const string SourceName = "Labelwise.Engine";

    static readonly ActivitySource Source = new(SourceName);

    /// <summary>A span from the sending of a call to its end; null while nobody listens.</summary>
    internal static Activity? Sending(GrainCall call)
    {
        if (!Source.HasListeners()) return null;
        var caller = Activity.Current;
        var span = Source.StartActivity(call.Method.Label);
        span?.SetTag("grain", call.Target.GrainId.ToString());
        Activity.Current = caller;
        return span;
    }

    internal static Activity? Storage(string operation, string state) =>
        Source.HasListeners() ? Source.StartActivity($"{operation} {state}", ActivityKind.Client) : null;

    /// <summary>What runs now is part of this span.</summary>
    internal static void Resume(this Activity span) => Activity.Current = span;
}
