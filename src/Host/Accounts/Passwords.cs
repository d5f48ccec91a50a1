using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Labelwise.Host.Accounts;

/// <summary>Hashes passwords as ASP.NET Core Identity does (PBKDF2, salted), a bounded number at a time: the work is meant
/// to be slow, and must not slow everybody else.</summary>
public sealed class Passwords : IDisposable
{
    /// <summary>Shortest and longest password, in characters.</summary>
    public const int Shortest = 8, Longest = 256;

    static readonly object Nobody = new();
    readonly PasswordHasher<object> hasher;
    readonly SemaphoreSlim turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    readonly string hashOfNobody;

    /// <param name="iterations">Of PBKDF2; null for Identity's own number.</param>
    public Passwords(int? iterations = null)
    {
        var options = new PasswordHasherOptions();
        if (iterations is { } count) options.IterationCount = count;
        hasher = new(Options.Create(options));
        hashOfNobody = hasher.HashPassword(Nobody, Tokens.New());
    }

    public Task<string> Hash(string password) => InTurn(() => hasher.HashPassword(Nobody, password));

    /// <param name="hash">Null where there is no account: takes as long, and is never right.</param>
    public async Task<bool> Verify(string? hash, string password)
    {
        var result = await InTurn(() => hasher.VerifyHashedPassword(Nobody, hash ?? hashOfNobody, password));
        return hash is not null && result is not PasswordVerificationResult.Failed;
    }

    public void Dispose() => turns.Dispose();

    async Task<T> InTurn<T>(Func<T> work)
    {
        await turns.WaitAsync();
        try { return await Task.Run(work); }
        finally { turns.Release(); }
    }
}
