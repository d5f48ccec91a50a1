using Labelwise.Cli.Console;

namespace Labelwise.Cli.Pulling;

/// <summary>A copy is not what was sealed. Nothing of it was overwritten.</summary>
/// <param name="Name">Of what is wrong: a file of the copy, or a part the server sent.</param>
sealed record Fault(string Name, string Message);

sealed class TamperedException(IReadOnlyList<Fault> faults)
    : CommandFailedException("This copy is not the version that was sealed:" + string.Concat(faults.Take(MostNamed).Select(f => $"\n  {f.Name}: {f.Message}"))
        + (faults.Count > MostNamed ? $"\n  … and {faults.Count - MostNamed} more" : ""))
{
    const int MostNamed = 50;

    public override string Code => "tampered";
}
