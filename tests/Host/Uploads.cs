using System.IO.Compression;
using System.Text;

namespace Labelwise.Tests.Host;

static class Uploads
{
    public const string TextSpec = """{"media":"text","classes":[],"properties":[{"name":"kind","type":"option","options":["cat","dog","owl"],"required":true}]}""";
    public const string ImageSpec = """{"media":"image","classes":[],"properties":[{"name":"kind","type":"option","options":["cat","dog","owl"],"required":true}]}""";

    public static byte[] Zip(params IEnumerable<(string Name, string Content)> files)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
                using (var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open()) entry.Write(Encoding.UTF8.GetBytes(content));
        return zip.ToArray();
    }

    public static byte[] Texts(IEnumerable<int> numbers) => Encoding.UTF8.GetBytes(string.Join('\n', numbers.Select(Text)));

    public static string Text(int number) => $$"""{"externalId":"t{{number}}","text":"text {{number}}"}""";
}
