using System.Buffers.Binary;
using System.Collections.Immutable;
using Labelwise.Domain;

namespace Labelwise.Grains.Tasks;

/// <summary>Writes what <see cref="TaskReader"/> reads.</summary>
sealed class TaskWriter
{
    /// <summary>What a word or hash begins with that was not there before; 0 stands for none, larger for those there.</summary>
    public const int New = 1, First = 2;

    readonly RowBytes bytes = new(512);
    readonly List<string> words = new(16);
    readonly List<ContentHash> hashes = new(4);
    long last = Known.Epoch;

    public byte[] Written => bytes.Written.ToArray();

    /// <summary>Forgets what it wrote before.</summary>
    public void Begin()
    {
        bytes.Clear();
        words.Clear();
        hashes.Clear();
        last = Known.Epoch;
    }

    public void Byte(byte value) => bytes.Byte(value);
    public void Flag(bool value) => bytes.Byte(value ? 1 : 0);
    public void Number(int value) => bytes.Number(value);
    public void Float(float value) => bytes.Float(value);
    public void Double(double value) => Large(BitConverter.DoubleToUInt64Bits(value));

    public void Large(ulong value)
    {
        Span<byte> eight = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(eight, value);
        bytes.Bytes(eight);
    }

    /// <summary>A text that may come again, or none.</summary>
    public void Word(string? word)
    {
        if (word is null) { Number(0); return; }
        if (Known.Find(word) is { } known) { Number(First + known); return; }
        if (words.IndexOf(word) is >= 0 and var place) { Number(First + Known.Words + place); return; }
        words.Add(word);
        Number(New);
        bytes.Text(word);
    }

    public void Hash(ContentHash hash)
    {
        if (hash.IsNone) { Number(0); return; }
        if (hashes.IndexOf(hash) is >= 0 and var place) { Number(First + place); return; }
        hashes.Add(hash);
        Number(New);
        bytes.Hash(hash);
    }

    public void Time(DateTimeOffset time)
    {
        bytes.Time(time, last);
        last = time.UtcTicks;
    }

    public void MaybeTime(DateTimeOffset? time)
    {
        Flag(time is not null);
        if (time is { } there) Time(there);
    }

    public void Maybe<T>(T? value, Action<TaskWriter, T> write) where T : class
    {
        Flag(value is not null);
        if (value is not null) write(this, value);
    }

    public void All<T>(ImmutableArray<T> values, Action<TaskWriter, T> write)
    {
        Number(values.IsDefault ? 0 : values.Length);
        if (values.IsDefault) return;
        foreach (var value in values) write(this, value);
    }

    /// <summary>What every task says and so none writes out. Its order is part of the format.</summary>
    internal static class Known
    {
        static readonly ImmutableArray<string> All =
        [
            "import", "predict", "lease", "return", "extend", "submit", "late", "skip", "release", "expire", "withdraw", "review-lease", "review-end", "review",
            "reject", "reopen", "decide", "recall", "policy", "model", "consensus", "agreement", "certificate", "certificate-broken", "image/jpeg", "image/png",
            "text/plain", "",
        ];

        static readonly Dictionary<string, int> Numbers = All.Select((word, i) => (word, i)).ToDictionary(w => w.word, w => w.i, StringComparer.Ordinal);

        /// <summary>What the first time counts on from: 2025-01-01.</summary>
        public static readonly long Epoch = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

        public static int Words => All.Length;
        public static int? Find(string word) => Numbers.TryGetValue(word, out var known) ? known : null;
        public static string Word(int number) => All[number];
    }
}

/// <summary>Reads what <see cref="TaskWriter"/> wrote.</summary>
ref struct TaskReader(ReadOnlySpan<byte> bytes)
{
    RowReader bytes = new(bytes);
    readonly List<string> words = new(16);
    readonly List<ContentHash> hashes = new(4);
    long last = TaskWriter.Known.Epoch;

    public readonly int Left => bytes.Left;

    public byte Byte() => bytes.Byte();
    public bool Flag() => bytes.Byte() != 0;
    public int Number() => bytes.Number();
    public float Float() => bytes.Float();
    public double Double() => BitConverter.UInt64BitsToDouble(Large());
    public ulong Large() => BinaryPrimitives.ReadUInt64LittleEndian(bytes.Take(sizeof(ulong)));

    public string? Word()
    {
        var number = bytes.Number();
        if (number == 0) return null;
        if (number >= TaskWriter.First + TaskWriter.Known.Words) return words[number - TaskWriter.First - TaskWriter.Known.Words];
        if (number >= TaskWriter.First) return TaskWriter.Known.Word(number - TaskWriter.First);
        words.Add(bytes.Text());
        return words[^1];
    }

    public ContentHash Hash()
    {
        var number = bytes.Number();
        if (number == 0) return default;
        if (number >= TaskWriter.First) return hashes[number - TaskWriter.First];
        hashes.Add(bytes.Hash());
        return hashes[^1];
    }

    public DateTimeOffset Time()
    {
        var time = bytes.Time(last);
        last = time.UtcTicks;
        return time;
    }

    public DateTimeOffset? MaybeTime() => Flag() ? Time() : null;
}
