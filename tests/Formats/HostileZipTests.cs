using System.IO.Compression;
using System.Text;
using Labelwise.Formats.Uploads;

namespace Labelwise.Tests.Formats;

public sealed class HostileZipTests
{
    [Theory]
    [InlineData("../x.png"), InlineData("a/../../x.png"), InlineData("/x.png"), InlineData("..\\x.png"), InlineData("C:\\x.png"), InlineData("C:/x.png")]
    [InlineData("x\0.jpg"), InlineData("a//b.png"), InlineData("./a.png"), InlineData("CON"), InlineData("a/nul.png"), InlineData("COM1.jpg")]
    public void A_name_that_leads_elsewhere_is_refused_by_name_and_the_others_go_in(string name)
    {
        using var upload = Zips.Open(Zips.Of((name, "evil"), ("ok.png", "good")));
        var items = Zips.All(upload);
        Assert.Equal(RecordFaults.BadName, Assert.Single(items[0].Faults).Code);
        Assert.Equal("ok.png", items[1].Record!.ExternalId);
    }

    [Fact]
    public void A_name_of_5000_bytes_is_refused_and_not_repeated_in_full()
    {
        using var upload = Zips.Open(Zips.Of((new string('a', 5000), "x"), ("ok.png", "good")));
        var fault = Assert.Single(upload.Read(0).Faults);
        Assert.Equal(RecordFaults.LongName, fault.Code);
        Assert.True(fault.File.Length < 300);
        Assert.NotNull(upload.Read(1).Record);
    }

    [Fact]
    public void Of_two_names_that_differ_in_case_alone_the_first_goes_in()
    {
        using var upload = Zips.Open(Zips.Of(("A.png", "1"), ("a.png", "2"), ("A.png", "3")));
        var items = Zips.All(upload);
        Assert.NotNull(items[0].Record);
        Assert.All(items.Skip(1), item => Assert.Equal(RecordFaults.DuplicateName, Assert.Single(item.Faults).Code));
    }

    [Fact]
    public void An_encrypted_entry_is_refused_by_name()
    {
        using var upload = Zips.Open(Zips.WithDirectoryByte(Zips.Of(("a.png", "secret")), 8, 1));
        Assert.Equal(RecordFaults.Encrypted, Assert.Single(upload.Read(0).Faults).Code);
    }

    [Fact]
    public void A_symbolic_link_is_refused_by_name()
    {
        using var upload = Zips.Open(Zips.WithDirectoryByte(Zips.Of(("a.png", "/etc/passwd")), 41, 0xA1));
        Assert.Equal(RecordFaults.Link, Assert.Single(upload.Read(0).Faults).Code);
    }

    [Fact]
    public void A_packing_that_is_not_read_is_refused_by_name()
    {
        using var upload = Zips.Open(Zips.WithDirectoryByte(Zips.Of(("a.png", "x")), 10, 12));
        Assert.Equal(RecordFaults.Method, Assert.Single(upload.Read(0).Faults).Code);
    }

    [Fact]
    public void An_entry_with_more_bytes_than_it_declares_is_not_read_beyond_them()
    {
        using var upload = Zips.Open(Zips.WithDirectoryByte(Zips.Of(("a.png", new string('a', 200))), 24, 10));
        Assert.Equal(RecordFaults.LyingSize, Assert.Single(upload.Read(0).Faults).Code);
    }

    [Fact]
    public void An_entry_whose_bytes_changed_on_the_way_is_refused()
    {
        using var upload = Zips.Open(Zips.WithDirectoryByte(Zips.Of(("a.png", "some bytes")), 16, 0));
        Assert.Equal(RecordFaults.Damaged, Assert.Single(upload.Read(0).Faults).Code);
    }

    [Fact]
    public void A_zip_cut_short_anywhere_is_refused_as_damaged_and_nothing_throws()
    {
        var whole = Zips.Of(("a.png", "first"), ("b.png", "second"), ("manifest.jsonl", "{}")).ToArray();
        for (var length = 0; length < whole.Length; length++)
            Assert.Equal(UploadRefusals.ZipDamaged, Zips.Refused(new MemoryStream(whole[..length])).Code);
    }

    [Fact]
    public void A_zip_with_any_one_byte_changed_is_read_or_refused_and_nothing_throws()
    {
        var whole = Zips.Of(("a.png", "first"), ("b.png", "second"), ("manifest.jsonl", """{"file":"a.png","externalId":"A"}""")).ToArray();
        var read = 0;
        for (var at = 0; at < whole.Length; at++)
            foreach (var value in (ReadOnlySpan<byte>)[0, 1, 0x7F, 0xFF])
            {
                var bytes = whole.ToArray();
                bytes[at] = value;
                var opening = UploadFormats.Open(new MemoryStream(bytes), UploadFormat.Images, "x", Domain.Specs.MediaKind.Image);
                Assert.True(opening.Upload is null != opening.Refusal is null);
                if (opening.Upload is { } upload) read += Zips.All(upload).Count;
            }
        Assert.True(read > 0);
    }

    [Fact]
    public void A_bomb_is_refused_from_its_directory()
    {
        var zeros = new byte[1 << 20];
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            for (var i = 0; i < 40; i++)
                using (var entry = archive.CreateEntry($"{i}.png").Open()) entry.Write(zeros);
        Assert.Equal(UploadRefusals.ZipBomb, Zips.Refused(zip).Code);
    }

    [Fact]
    public void More_entries_than_the_limit_are_refused_before_they_are_read()
    {
        var end = new byte[22 + 76];  // a zip64 end of directory that speaks of a million entries, its locator, and the end
        BitConverter.TryWriteBytes(end, 0x06064b50u);
        BitConverter.TryWriteBytes(end.AsSpan(32), 1_000_000L);
        BitConverter.TryWriteBytes(end.AsSpan(56), 0x07064b50u);
        BitConverter.TryWriteBytes(end.AsSpan(76), 0x06054b50u);
        end.AsSpan(80, 4).Fill(0);
        end.AsSpan(84, 12).Fill(0xFF);
        var refused = Zips.Refused(new MemoryStream(end));
        Assert.Equal(UploadRefusals.TooLarge, refused.Code);
        Assert.Contains(UploadLimits.Entries.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_not_UTF8_is_refused_in_words()
    {
        var zip = Zips.Of(("qqqq.png", "x"), ("ok.png", "y")).ToArray();
        for (var i = 0; i + 4 <= zip.Length; i++)
            if (zip.AsSpan(i, 4).SequenceEqual("qqqq"u8)) Encoding.Latin1.GetBytes("àéîõ").CopyTo(zip, i);
        using var upload = Zips.Open(new MemoryStream(zip));
        Assert.Equal(RecordFaults.BadName, Assert.Single(upload.Read(0).Faults).Code);
    }

    [Fact]
    public void Every_escape_of_the_slip_collection_is_refused_by_name_and_the_good_file_goes_in()
    {
        using var upload = Zips.Open(File.OpenRead(Shared.Find("data/photos/hostile/zip-slip.zip")));
        var items = Zips.All(upload);
        Assert.Equal(["ok.png"], items.Where(i => i.Record is not null).Select(i => i.Record!.ExternalId));
        Assert.Equal(5, items.Count(i => i.Faults is [{ Code: RecordFaults.BadName or RecordFaults.Link }]));
    }

    [Fact]
    public void Overlapping_entries_are_refused_from_the_directory() =>
        Assert.Equal(UploadRefusals.ZipOverlap, Zips.Refused(File.OpenRead(Shared.Find("data/photos/hostile/zip-bomb-overlapped.zip"))).Code);

    [Fact]
    public void A_quarter_gigabyte_behind_a_declared_kilobyte_is_not_unpacked()
    {
        using var upload = Zips.Open(File.OpenRead(Shared.Find("data/photos/hostile/zip-lying-size.zip")));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(RecordFaults.LyingSize, Assert.Single(upload.Read(0).Faults).Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }
}
