using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Labelwise.Tests.Security.Fuzz;

/// <summary>Makes requests from the API's document: as it says, then wrong in a few places. One seed gives one sequence.</summary>
/// <param name="ours">What the caller may name, by the name of the parameter.</param>
/// <param name="theirs">What another tenant has.</param>
sealed class Attempts(int seed, IReadOnlyList<ApiRoute> routes, IReadOnlyList<string> actors, IReadOnlyDictionary<string, string> ours, IReadOnlyDictionary<string, string> theirs)
{
    const string RawBegin = "\"@raw:", RawEnd = "@\"";

    readonly Random random = new(seed);

    public Attempt Next()
    {
        var route = Pick(routes);
        // Seldom so wrong that nothing behind the first check is reached.
        var path = route.Parameters("path").Aggregate(route.Pattern, (path, name) => path.Replace($"{{{name}}}", PathPart(name), StringComparison.Ordinal));
        var (body, type) = BodyOf(route);
        return new(route, Pick(actors), path + QueryOf(route), body, type, HeadersOf(route));
    }

    string PathPart(string name) => random.Next(10) switch
    {
        0 => theirs[name],
        1 => Pick(Hostile.PathParts),
        2 => Pick(ours.Values.Concat(theirs.Values).ToList()),
        _ => ours[name],
    };

    string QueryOf(ApiRoute route)
    {
        var names = route.Parameters("query").Where(_ => random.Next(3) is 0).ToList();
        if (random.Next(15) is 0) names.Add(Pick(["access_token", "annotator__password__startswith", "state[]", "%00", "sort", "limit"]));
        if (names.Count > 0 && random.Next(15) is 0) names.Add(names[0]);
        return names.Count is 0 ? "" : "?" + string.Join('&', names.Select(n => $"{n}={(random.Next(6) is 0 ? Pick(theirs.Values.ToList()) : Pick(Hostile.Query))}"));
    }

    List<(string, string)> HeadersOf(ApiRoute route)
    {
        var headers = new List<(string, string)>();
        if (route.Verb is "POST" && random.Next(4) is 0) headers.Add(("Idempotency-Key", random.Next(3) is 0 ? Pick(Hostile.Headers) : $"key-{random.Next(20)}"));
        if (route.Verb is "PUT" && random.Next(3) is 0) headers.Add(("If-Match", Pick(Hostile.Headers)));
        if (random.Next(20) is 0) headers.Add((Pick(["If-None-Match", "Range", "Origin", "Cookie", "X-Labelwise-Client", "Accept-Encoding", "X-Forwarded-For", "Accept"]), Pick(Hostile.Headers)));
        return headers;
    }

    (byte[]?, string?) BodyOf(ApiRoute route)
    {
        if (route.BodyType is not { } type) return random.Next(10) is 0 ? (Encoding.UTF8.GetBytes(Pick(Hostile.Json)), Pick(Hostile.ContentTypes)) : (null, null);
        if (type is "multipart/form-data") return Form(route);
        var text = random.Next(12) is 0 ? Pick(Hostile.Json) : Mutated(route.Example!.DeepClone());
        if (type is "application/x-ndjson") text = string.Join(Pick(["\n", "\r\n", "\n\n", "\r"]), Enumerable.Range(0, random.Next(4)).Select(_ => Mutated(route.Example!.DeepClone())).Append(text));
        var bytes = random.Next(25) switch
        {
            0 => Encoding.UTF8.GetBytes(text)[..random.Next(Encoding.UTF8.GetByteCount(text))],
            1 => Encoding.Unicode.GetBytes(text),
            2 => [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(text)],
            3 => [.. Encoding.UTF8.GetBytes(text), 0xff, 0xc0],
            4 => [],
            _ => Encoding.UTF8.GetBytes(text),
        };
        return (bytes, random.Next(25) is 0 ? Pick(Hostile.ContentTypes) : type);
    }

    /// <summary>The example with the ids that exist in it, wrong in up to three places.</summary>
    string Mutated(JsonNode example)
    {
        var root = new JsonObject { ["root"] = example };
        Aim(root);
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var places = Places(root).ToList();
            Change(places[random.Next(places.Count)]);
        }
        var text = root["root"]?.ToJsonString() ?? "null";
        return Unraw(text);
    }

    /// <summary>Puts ids that exist where the example has made-up ones.</summary>
    void Aim(JsonNode node)
    {
        foreach (var (parent, name, index) in Places(node).ToList())
        {
            var (key, value) = (name ?? "", name is null ? parent[index] : parent[name]);
            if (value is not JsonValue || value.GetValueKind() is not System.Text.Json.JsonValueKind.String) continue;
            var known = key is "user" ? "user" : key is "model" ? "model" : name is null && ((string)value!).Contains('-', StringComparison.Ordinal) ? "task" : null;
            if (known is not null) Set((parent, name, index), (random.Next(4) is 0 ? theirs : ours)[known]);
        }
    }

    static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode? node) => node switch
    {
        JsonObject members => members.ToList().SelectMany(m => Places(m.Value).Prepend((members, m.Key, -1))),
        JsonArray items => Enumerable.Range(0, items.Count).SelectMany(i => Places(items[i]).Prepend((items, null, i))),
        _ => [],
    };

    void Change((JsonNode Parent, string? Name, int Index) place)
    {
        switch (random.Next(6))
        {
            case 0 when place is { Parent: JsonObject members, Name: not "root" and { } name }: members.Remove(name); break;
            case 1 when place.Parent is JsonObject members: members[$"{RawBegin[1..]}{Array.IndexOf(Hostile.Names, Pick(Hostile.Names)) + 1000}{RawEnd[..1]}"] = 1; break;
            case 2 when place.Parent is JsonArray items: items.Add(items[0]?.DeepClone()); break;
            case 3: Set(place, Pick(theirs.Values.ToList())); break;
            default: Set(place, $"{RawBegin[1..]}{random.Next(Hostile.Json.Length).ToString(CultureInfo.InvariantCulture)}{RawEnd[..1]}"); break;
        }
    }

    static void Set((JsonNode Parent, string? Name, int Index) place, string value)
    {
        if (place.Name is { } name) place.Parent[name] = value;
        else place.Parent[place.Index] = value;
    }

    /// <summary>Puts in what a JSON writer would refuse to write.</summary>
    static string Unraw(string text)
    {
        for (var i = 0; i < Hostile.Json.Length; i++) text = text.Replace($"{RawBegin}{i}{RawEnd}", Hostile.Json[i], StringComparison.Ordinal);
        for (var i = 0; i < Hostile.Names.Length; i++) text = text.Replace($"{RawBegin}{i + 1000}{RawEnd}", $"\"{Hostile.Names[i]}\"", StringComparison.Ordinal);
        return text;
    }

    (byte[], string) Form(ApiRoute route)
    {
        var isModel = route.Pattern.EndsWith("/models", StringComparison.Ordinal);
        var form = new MemoryStream();
        if (isModel)
        {
            Part("card", "card.json", random.Next(4) is 0 ? Noise() : Encoding.UTF8.GetBytes(Mutated(JsonNode.Parse(World.Card("our-net"))!)));
            Part("model", FileName(), random.Next(3) is 0 ? Noise() : Broken(Inference.OnnxFile.MeanOfChannels(3, 8, 8)));
        }
        else
        {
            Part("format", null, Encoding.UTF8.GetBytes(Pick(["images", "images", "text", "jsonl", "coco", "", "nosuch", "\ud800"])));
            Part("file", FileName(), Pick<Func<byte[]>>([Noise, () => Broken(Pictures.Zip(2)), () => Encoding.UTF8.GetBytes(Mutated(Line()) + "\n" + Mutated(Line()))])());
        }
        if (random.Next(8) is 0) Part(Pick(["format", "file", "model", "card", "extra", ""]), null, Noise());
        form.Write(Encoding.ASCII.GetBytes(random.Next(15) is 0 ? "\r\n--b" : "\r\n--b--\r\n"));
        return (form.ToArray(), random.Next(25) is 0 ? Pick(Hostile.ContentTypes) : "multipart/form-data; boundary=b");

        void Part(string name, string? file, byte[] content) =>
            form.Write([.. Encoding.UTF8.GetBytes($"\r\n--b\r\nContent-Disposition: form-data; name=\"{name}\"{(file is null ? "" : $"; filename=\"{file}\"")}\r\n\r\n"), .. content]);
        string FileName() => Pick(random.Next(3) is 0 ? Hostile.FileNames : ["x.zip", "x.jsonl", "x.png"]);
        static JsonNode Line() => JsonNode.Parse("""{"externalId":"x-1","text":"potato","group":"g","licence":"CC-BY-4.0","source":"s","metadata":{"a":"b"},"labels":{"objects":[],"properties":{"quality":"good"}}}""")!;
    }

    byte[] Noise()
    {
        var noise = new byte[random.Next(2000)];
        random.NextBytes(noise);
        return noise;
    }

    /// <summary>With a few bytes changed, or its end cut off.</summary>
    byte[] Broken(byte[] file)
    {
        if (random.Next(3) is 0) return file;
        for (var i = random.Next(4); i > 0; i--) file[random.Next(file.Length)] = (byte)random.Next(256);
        return random.Next(4) is 0 ? file[..random.Next(file.Length)] : file;
    }

    T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
