using System.Text;
using Labelwise.Domain;

namespace Labelwise.Host.Http;

static class Fingerprints
{
    const int LongestOnStack = 512;

    public static ulong Of(string method, string path, ReadOnlySpan<byte> content)
    {
        var most = Encoding.UTF8.GetMaxByteCount(method.Length + path.Length) + ContentHash.Bytes;
        Span<byte> whole = most <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[most];
        ContentHash.Of(content).CopyTo(whole);
        var length = ContentHash.Bytes + Encoding.UTF8.GetBytes(method, whole[ContentHash.Bytes..]);
        length += Encoding.UTF8.GetBytes(path, whole[length..]);
        return ContentHash.Of(whole[..length]).A;
    }
}
