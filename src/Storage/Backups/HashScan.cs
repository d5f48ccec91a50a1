using System.Text;
using Labelwise.Domain;

namespace Labelwise.Storage.Backups;

/// <summary>Finds every content hash that a JSON text names, whatever its shape: to tell what nobody refers to, too many
/// are better than too few.</summary>
public static class HashScan
{
    private const int Digits = 2 * ContentHash.Bytes;

    public static void AddTo(ISet<ContentHash> found, ReadOnlySpan<byte> json)
    {
        for (int quote; (quote = json.IndexOf((byte)'"')) >= 0;)
        {
            json = json[(quote + 1)..];
            if (json.Length <= Digits || json[Digits] != (byte)'"') continue;
            if (json[..Digits].ContainsAnyExcept("0123456789abcdef"u8)) continue;
            found.Add(ContentHash.Parse(Encoding.ASCII.GetString(json[..Digits])));
        }
    }
}
