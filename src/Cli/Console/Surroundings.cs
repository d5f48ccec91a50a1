namespace Labelwise.Cli.Console;

/// <summary>What a command sees of the machine it runs on.</summary>
/// <param name="Out">For results alone.</param>
/// <param name="Error">For everything else: progress, warnings, refusals.</param>
/// <param name="Variable">Of the environment, by name.</param>
/// <param name="Folder">Where what belongs to this user is kept.</param>
/// <param name="IsInteractive">Whether a person watches <paramref name="Error"/>.</param>
sealed record Surroundings(TextWriter Out, TextWriter Error, TextReader In, Func<string, string?> Variable, string Folder, bool IsInteractive)
{
    public const string Password = "LABELWISE_PASSWORD", Token = "LABELWISE_TOKEN", Url = "LABELWISE_URL";

    public static Surroundings Ours() => new(
        System.Console.Out, System.Console.Error, System.Console.In, Environment.GetEnvironmentVariable,
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "labelwise"),
        !System.Console.IsErrorRedirected);

    /// <summary>The password in the environment, else the first line of the input.</summary>
    /// <exception cref="WrongUsageException">Neither has one.</exception>
    public string ReadPassword()
    {
        if (Variable(Password) is { Length: > 0 } given) return given;
        if (IsInteractive && !System.Console.IsInputRedirected) Error.Write("Password: ");
        return In.ReadLine() is { Length: > 0 } typed ? typed : throw new WrongUsageException($"Give the password in {Password} or on standard input.");
    }
}
