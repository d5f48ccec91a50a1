using System.Text;
using Labelwise.Domain;

namespace Labelwise.Host.Http;

/// <summary>Ids that follow from who asks and under which key, so that a repeated command makes the same things.</summary>
public sealed class DerivedIds(UserId user, CommandKey key)
{
    int given;

    /// <returns>16 letters and digits, 80 bits; the same sequence for the same user and key.</returns>
    public string Next() => IdLetters.Of(ContentHash.Of(Encoding.UTF8.GetBytes($"{user.Value}\n{key.Value}\n{given++}")));
}

/// <summary>Ids as text: Crockford's base 32, which nobody misreads.</summary>
public static class IdLetters
{
    const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    const int Length = 16;

    public static string Of(ContentHash hash) => string.Create(Length, hash, static (text, hash) =>
    {
        var bits = ((UInt128)hash.A << 64) | hash.B;
        for (var i = 0; i < text.Length; i++, bits >>= 5) text[i] = Alphabet[(int)(bits & 31)];
    });

    /// <returns>One that was never given before.</returns>
    public static string Fresh() => Of(ContentHash.From(System.Security.Cryptography.RandomNumberGenerator.GetBytes(ContentHash.Bytes)));
}
