using Labelwise.Cli;
using Labelwise.Cli.Console;

namespace Labelwise.Tests.Cli;

/// <summary>Runs commands as a shell would, in this process.</summary>
sealed class Terminal : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("labelwise-cli-").FullName;

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>What a command finds on its standard input.</summary>
    public string In { get; set; } = "";

    public string Out { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public async Task<int> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var around = new Surroundings(output, TextWriter.Synchronized(error), new StringReader(In), Variables.GetValueOrDefault, Path("config"), IsInteractive: false);
        var code = await CommandLine.Run(arguments, around, TestContext.Current.CancellationToken);
        (Out, Error) = (output.ToString(), error.ToString());
        return code;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
