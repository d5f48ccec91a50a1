using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;
using Labelwise.Grains;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Labelwise.Host.Http;

/// <summary>The JSON object that came with a request. Ask for each member, then whether it refuses: what nobody asked for
/// is unknown, and everything wrong is named at once.</summary>
public sealed class Body
{
    /// <summary>Most bytes of a JSON body; of one that holds a label document.</summary>
    public const int MostBytes = 1 << 20, MostLabelBytes = LabelLimits.JsonBytes + (64 << 10);

    /// <summary>A large body that comes more slowly than this is cut off, in bytes a second: it holds room that others wait for.</summary>
    const double LeastRate = 32 << 10;

    /// <summary>How much of a body that is too large is read and forgotten, in bytes: of one that is not read to its end a client may see a broken
    /// connection instead of the answer, and send it again.</summary>
    const long MostForgotten = 64 << 20;

    /// <summary>Read at once, in bytes.</summary>
    const int Piece = 16 << 10;

    static readonly TimeSpan SlowFor = TimeSpan.FromSeconds(10);

    readonly DocumentReader reader = new();
    readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    readonly HashSet<string> asked = new(StringComparer.Ordinal);

    /// <summary>What was sent.</summary>
    public byte[] Utf8 { get; }

    /// <summary>The whole document.</summary>
    public JsonElement Root { get; }

    Body(byte[] utf8)
    {
        Utf8 = utf8;
        using var document = reader.Parse(utf8.Length is 0 ? "{}"u8.ToArray() : utf8);
        if (document is null) return;
        Root = document.RootElement.Clone();
        foreach (var (name, value) in reader.Members(Root)) members.Add(name, value);
    }

    /// <summary>Reads the body; of none at all, an empty object.</summary>
    public static ValueTask<Outcome<Body>> Read(HttpContext http) => Read(http, MostBytes);

    /// <inheritdoc cref="Read(HttpContext)"/>
    public static ValueTask<Outcome<Body>> ReadWithLabels(HttpContext http) => Read(http, MostLabelBytes);

    static async ValueTask<Outcome<Body>> Read(HttpContext http, int most)
    {
        if ((await ReadBytes(http, most)).Refuses(out var why, out var utf8)) return why;
        var body = new Body(utf8);
        return body.reader.Violations is [{ Code: "malformed-json" }, ..] ? new MalformedJson() : body;
    }

    static async ValueTask<Outcome<byte[]>> ReadBytes(HttpContext http, int most)
    {
        var request = http.Request;
        if (request.ContentLength is 0 || (request.ContentLength is null && !request.Headers.ContainsKey("Transfer-Encoding"))) return Array.Empty<byte>();
        if (!request.HasJsonContentType()) return new WrongMediaType("application/json");
        if (request.ContentLength > most)
        {
            await Forget(http);
            return new TooLarge(most);
        }
        if (most > MostBytes && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most;
        var isLarge = request.ContentLength > MostBytes;
        if (isLarge && !MayBeLarge(http, (int)request.ContentLength!.Value)) return new Overloaded();
        using var content = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, MostBytes));
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            while (await request.Body.ReadAsync(piece, http.RequestAborted) is > 0 and var read)
            {
                content.Write(piece, 0, read);
                if (content.Length > most) return new TooLarge(most);
                // Who does not say how much will come takes room once it is much.
                if (!isLarge && content.Length > MostBytes && !(isLarge = MayBeLarge(http, most))) return new Overloaded();
            }
        }
        finally { ArrayPool<byte>.Shared.Return(piece); }
        return content.Length == content.Capacity ? content.GetBuffer() : content.ToArray();
    }

    /// <summary>Lets a client that is sending already come to the end of it. One that asked first has sent nothing.</summary>
    static async ValueTask Forget(HttpContext http)
    {
        if (http.Request.ContentLength > MostForgotten || http.Request.Headers.ContainsKey("Expect")) return;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostForgotten;
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = new(LeastRate, SlowFor);
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
    }

    /// <summary>Takes room for a large body until its request has ended, and has it come quickly.</summary>
    static bool MayBeLarge(HttpContext http, int bytes)
    {
        if (!http.RequestServices.GetRequiredService<LargeBodies>().TryTake(http, bytes)) return false;
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = new(LeastRate, SlowFor);
        return true;
    }

    public bool Has(string name) => Find(name, out _);

    public string Text(string name, int max, string? otherwise = null) =>
        Take(name, otherwise, value => reader.Text(value, max));

    /// <summary>A name for people: not empty, no control characters.</summary>
    public string Name(string name, int max) => Take(name, null, value => reader.Name(value, max));

    public int Whole(string name, int min, int max, int? otherwise = null)
    {
        if (!Find(name, out var value)) return Otherwise(name, otherwise) ?? min;
        using (reader.At(name)) return reader.Whole(value, min, max) ?? min;
    }

    /// <returns>Null where it is left out or wrong.</returns>
    public long? WholeIfAny(string name, long min, long max)
    {
        if (!Find(name, out var value)) return null;
        using (reader.At(name)) return reader.Whole(value, min, max);
    }

    public bool Truth(string name, bool otherwise)
    {
        if (!Find(name, out var value)) return otherwise;
        using (reader.At(name)) return reader.Truth(value) ?? otherwise;
    }

    public T Choice<T>(string name, IReadOnlyDictionary<string, T> words) where T : struct
    {
        if (!Find(name, out var value)) { reader.RefuseMissing(name); return default; }
        using (reader.At(name)) return reader.Choice(value, words) ?? default;
    }

    public T Id<T>(string name) where T : struct, IId<T> => Find(name, out _) ? TryId<T>(name) ?? default : Missing<T>(name);

    /// <returns>Null where it is left out.</returns>
    public T? TryId<T>(string name) where T : struct, IId<T>
    {
        if (!Find(name, out var value)) return null;
        using var at = reader.At(name);
        return ReadId<T>(value);
    }

    public ImmutableArray<string> Texts(string name, int most, int longest) =>
        Items(name, most, value => reader.Text(value, longest)) is { } texts ? [.. texts.OfType<string>()] : [];

    public ImmutableArray<int> Wholes(string name, int most, int min, int max) =>
        Items(name, most, value => reader.Whole(value, min, max)) is { } numbers ? [.. numbers.OfType<int>()] : [];

    /// <returns>Null where it is left out.</returns>
    public ImmutableArray<T>? Ids<T>(string name, int most) where T : struct, IId<T> =>
        Items(name, most, value => ReadId<T>(value)) is { } ids ? [.. ids.OfType<T>()] : null;

    /// <summary>A document within the body, read by its own reader; undefined where it is left out.</summary>
    public JsonElement Document(string name, bool required)
    {
        if (Find(name, out var value)) return value;
        if (required) reader.RefuseMissing(name);
        return default;
    }

    public void Refuse(string name, string code, string message) => reader.RefuseAt(name, code, message);

    /// <summary>Whether anything is wrong with the body.</summary>
    /// <param name="within">What the readers of documents within it found, by the member they are in.</param>
    public bool Refuses([NotNullWhen(true)] out Refusal? why, params ReadOnlySpan<(string Member, ImmutableArray<Violation> Violations)> within)
    {
        foreach (var name in members.Keys)
            if (!asked.Contains(name))
                using (reader.At(name)) reader.RefuseUnknown(string.Join(", ", asked.Order(StringComparer.Ordinal)));
        var violations = reader.Violations.ToBuilder();
        foreach (var (member, found) in within)
            if (!found.IsDefaultOrEmpty) violations.AddRange(found.Select(v => v with { Pointer = $"/{member}{v.Pointer}" }));
        why = violations.Count is 0 ? null : Problems.Nonconforming(violations.ToImmutable());
        return why is not null;
    }

    string Take(string name, string? otherwise, Func<JsonElement, string?> read)
    {
        if (!Find(name, out var value)) return Otherwise(name, otherwise) ?? "";
        using (reader.At(name)) return read(value) ?? "";
    }

    IReadOnlyList<T>? Items<T>(string name, int most, Func<JsonElement, T> read)
    {
        if (!Find(name, out var value)) return null;
        using var at = reader.At(name);
        return [.. reader.Items(value, most).Select(item => read(item.Value))];
    }

    T? ReadId<T>(JsonElement value) where T : struct, IId<T>
    {
        if (reader.Text(value, IId<T>.MaxLength) is not { } text) return null;
        if (T.TryParse(text, null, out var id)) return id;
        reader.Refuse("not-an-id", "This is no id.");
        return null;
    }

    T Missing<T>(string name) where T : struct
    {
        reader.RefuseMissing(name);
        return default;
    }

    T Otherwise<T>(string name, T otherwise)
    {
        if (otherwise is null) reader.RefuseMissing(name);
        return otherwise;
    }

    bool Find(string name, out JsonElement value)
    {
        asked.Add(name);
        return members.TryGetValue(name, out value) && value.ValueKind is not JsonValueKind.Null;
    }
}
