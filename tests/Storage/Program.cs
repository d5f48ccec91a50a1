using Labelwise.Tests.Storage.Crashes;

// The test runner, or, when a crash test says so, the process that it kills.
return args switch
{
    [KilledWriter.Command, var folder] => await KilledWriter.Run(folder),
    _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
        await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(
            args, Labelwise.Tests.Storage.SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};
