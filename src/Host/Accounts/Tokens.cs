using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Labelwise.Domain;

namespace Labelwise.Host.Accounts;

/// <summary>Secrets handed out: opaque, 256 random bits, known to their bearer alone.</summary>
public static class Tokens
{
    const int Bytes = 32;

    /// <summary>Longest text that could be one, in characters.</summary>
    public const int MostCharacters = 64;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <returns>What we keep of a token: its SHA-256, from which it cannot be found.</returns>
    public static ContentHash HashOf(string token)
    {
        Span<byte> bytes = stackalloc byte[3 * MostCharacters];
        return token.Length <= MostCharacters ? ContentHash.Of(bytes[..Encoding.UTF8.GetBytes(token, bytes)]) : default;
    }
}
