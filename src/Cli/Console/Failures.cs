namespace Labelwise.Cli.Console;

/// <summary>How a command ended.</summary>
static class ExitCode
{
    public const int Success = 0, Failure = 1, WrongUsage = 2;
}

/// <summary>A command cannot do what it was asked. The message is for the person who asked.</summary>
class CommandFailedException(string message, Exception? inner = null) : Exception(message, inner)
{
    public virtual int ExitCode => Console.ExitCode.Failure;

    /// <summary>For programs; as in the problems of the API.</summary>
    public virtual string Code => "failed";
}

/// <summary>A command was asked in a way that makes no sense.</summary>
sealed class WrongUsageException(string message, Exception? inner = null) : CommandFailedException(message, inner)
{
    public override int ExitCode => Console.ExitCode.WrongUsage;

    public override string Code => "wrong-usage";
}
