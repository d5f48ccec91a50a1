using System.Security.Cryptography;
using System.Text.Json;
using Labelwise.Cli.Client;

namespace Labelwise.Cli.Demo;

/// <summary>What a demo needs to know when it is started again. Kept in its data directory, for its owner's eyes.</summary>
/// <param name="AdminPassword">Of this demo alone.</param>
/// <param name="CrowdPassword">Of the simulated annotators and the reviewer.</param>
/// <param name="Job">The prediction run, once there is one.</param>
sealed record DemoRecord(string AdminPassword, string GuestPassword, string CrowdPassword, string? Job = null, bool HasAdmin = false)
{
    public const string FileName = "demo.json";

    /// <summary>Letters that nobody mistakes for one another.</summary>
    const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    public static DemoRecord Of(string data)
    {
        var file = Path.Combine(data, FileName);
        if (File.Exists(file)) return JsonSerializer.Deserialize<DemoRecord>(File.ReadAllBytes(file))!;
        var fresh = new DemoRecord(NewPassword(), NewPassword(), NewPassword());
        fresh.Save(data);
        return fresh;
    }

    public void Save(string data) => PrivateFile.Write(Path.Combine(data, FileName), JsonSerializer.SerializeToUtf8Bytes(this));

    static string NewPassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));
}
