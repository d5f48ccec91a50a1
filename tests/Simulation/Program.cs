using System.Globalization;
using Labelwise.Tests.Simulation;
using Labelwise.Tests.Simulation.Plans;

// The test runner, or what looks at single seeds: replay SEED, shrink SEED, hash FROM COUNT, hunt FROM COUNT.
return args switch
{
    ["replay", var seed] => Replays.Replay(Number(seed)),
    ["shrink", var seed] => Replays.Shrink(Number(seed)),
    ["hash", var from, var count] => Replays.Hash(Number(from), int.Parse(count, CultureInfo.InvariantCulture)),
    ["hunt", var from, var count] => Replays.Hunt(Number(from), int.Parse(count, CultureInfo.InvariantCulture)),
    _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
        await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(
            args, Labelwise.Tests.Simulation.SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};

static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
