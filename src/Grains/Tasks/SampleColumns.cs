using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>A block's samples in some 75 bytes each instead of 300: one array of numbers, one of names, and each other word
/// once however many samples have it. A sample is made when somebody asks for it.</summary>
sealed class SampleColumns
{
    /// <summary>Content types, groups, licences and sources; the first stands for none.</summary>
    readonly List<string?> words = [null];
    Packed[] rows = [];
    byte[] names = [];
    string?[]? metadata;

    public int Count => rows.Length;

    public ImmutableArray<ImportRun> Imports { get; private set; } = [];

    public Sample this[int row]
    {
        get
        {
            ref readonly var p = ref rows[row];
            return new(p.Hash, Encoding.UTF8.GetString(NameOf(row)), words[p.Type]!, p.Width, p.Height, p.TextLength,
                words[p.Group], words[p.Licence], words[p.Source], metadata?[row]);
        }
    }

    public ImmutableArray<Sample> All
    {
        get
        {
            var all = ImmutableArray.CreateBuilder<Sample>(Count);
            for (var row = 0; row < Count; row++) all.Add(this[row]);
            return all.MoveToImmutable();
        }
    }

    /// <summary>Takes over what is on disk: what was there before, and what was appended.</summary>
    public void Take(BlockSamples stored)
    {
        var first = rows.Length;
        Imports = stored.Imports;
        var numbers = new Dictionary<string, ushort>(StringComparer.Ordinal);
        for (var word = 1; word < words.Count; word++) numbers[words[word]!] = (ushort)word;
        var packed = new Packed[stored.Samples.Length];
        rows.CopyTo(packed, 0);
        using var text = new MemoryStream();
        text.Write(names);
        for (var row = first; row < packed.Length; row++)
        {
            var s = stored.Samples[row];
            text.Write(Encoding.UTF8.GetBytes(s.ExternalId));
            packed[row] = new(s.Hash, s.Width, s.Height, s.TextLength, (int)text.Length,
                NumberOf(s.ContentType), NumberOf(s.Group), NumberOf(s.Licence), NumberOf(s.Source));
            if (s.Metadata is null) continue;
            metadata ??= new string?[TaskBlock.Size];
            metadata[row] = s.Metadata;
        }
        (rows, names) = (packed, text.ToArray());

        ushort NumberOf(string? word)
        {
            if (word is null) return 0;
            if (numbers.TryGetValue(word, out var known)) return known;
            words.Add(word);
            return numbers[word] = (ushort)(words.Count - 1);  // at most four words a row
        }
    }

    ReadOnlySpan<byte> NameOf(int row)
    {
        var start = row == 0 ? 0 : rows[row - 1].NameEnd;
        return names.AsSpan(start, rows[row].NameEnd - start);
    }

    /// <param name="NameEnd">Where the external id ends among all names, in bytes of UTF-8.</param>
    readonly record struct Packed(
        ContentHash Hash, int Width, int Height, int TextLength, int NameEnd, ushort Type, ushort Group, ushort Licence, ushort Source);
}
