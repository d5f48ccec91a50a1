using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;

namespace Labelwise.Tests.Domain.Specs;

/// <summary>Valid specs of images, and label documents that conform to them.</summary>
static class RandomSpecs
{
    public static readonly SampleFacts Image = SampleFacts.Image(640, 480);

    static readonly string[] Shapes = ["none", "box", "rotatedBox", "polygon", "polyline", "points"];

    /// <summary>Ids that count up, as a test's own id source.</summary>
    public static Func<string> Ids(string prefix = "id")
    {
        var next = 0;
        return () => $"{prefix}{next++}";
    }

    public static DataSpec Spec(Random random)
    {
        var classes = Enumerable.Range(0, random.Next(1, 5)).Select(i => $$"""
            {"name":"Class {{i}}","shape":"{{Shapes[random.Next(Shapes.Length)]}}","properties":[{{Properties(random, "own ")}}]}
            """);
        return Read($$"""{"media":"image","classes":[{{string.Join(',', classes)}}],"properties":[{{Properties(random, "")}}]}""");
    }

    public static DataSpec Read(string json, DataSpec? previous = null, string prefix = "id")
    {
        var reading = DataSpec.Parse(Encoding.UTF8.GetBytes(json), Ids(prefix), previous);
        Assert.Equal("", reading.Violations.Listed());
        return reading.Spec!;
    }

    static string Properties(Random random, string prefix)
    {
        var all = new[]
        {
            $$"""{"name":"{{prefix}}kind","type":"option","options":["good","bad"],"required":true}""",
            $$"""{"name":"{{prefix}}why","type":"text","required":true,"when":{"{{prefix}}kind":"bad"} }""",
            $$"""{"name":"{{prefix}}marks","type":"options","options":["x","y","z"],"max":2}""",
            $$"""{"name":"{{prefix}}weight","type":"number","min":-1,"max":1}""",
            $$"""{"name":"{{prefix}}sure","type":"boolean","required":true}""",
            $$"""{"name":"{{prefix}}next to","type":"reference"}""",
        };
        return string.Join(',', all.Take(random.Next(all.Length + 1)));
    }

    public static LabelDocument Conforming(DataSpec spec, Random random)
    {
        var ids = Enumerable.Range(0, random.Next(4)).Select(i => $"o{i}").ToList();
        return new(
            [.. ids.Select(id => Object(id, spec.Classes[random.Next(spec.Classes.Length)], [.. ids.Where(other => other != id)], random))],
            Answers(spec.Properties, ids, random));
    }

    static LabeledObject Object(string id, ClassRule rule, List<string> others, Random random) =>
        new(id, rule.Name, Shape(rule.Shape, random), Answers(rule.Properties, others, random));

    static PropertyValues Answers(ImmutableArray<PropertyRule> rules, List<string> others, Random random)
    {
        var answers = new List<KeyValuePair<string, PropertyValue>>();
        var bad = random.Next(2) is 0;
        foreach (var rule in rules)
        {
            if (!rule.When.IsEmpty && !bad) continue;
            if (!rule.Required && random.Next(2) is 0) continue;
            PropertyValue? answer = rule.Type switch
            {
                PropertyType.Option => bad ? "bad" : "good",
                PropertyType.Options => ImmutableArray.CreateRange(new[] { "x", "y", "z" }.Where(_ => random.Next(2) is 0).Take(2)),
                PropertyType.Text => Json.RandomJson.Text(random),
                PropertyType.Number => random.NextDouble() * 2 - 1,
                PropertyType.Boolean => random.Next(2) is 0,
                _ => others.Count > 0 ? new TextValue(others[random.Next(others.Count)]) : null,
            };
            if (answer is not null) answers.Add(new(rule.Name, answer));
        }
        return PropertyValues.Of(answers);
    }

    static Shape? Shape(ShapeKind kind, Random random)
    {
        var (x, y) = (random.NextDouble() * 400 + 50, random.NextDouble() * 300 + 50);
        return kind switch
        {
            ShapeKind.Box => new Box(x, y, 20, 30),
            ShapeKind.RotatedBox => new RotatedBox(x, y, 20, 30, random.NextDouble() * 360),
            ShapeKind.Polygon => new Polygon([new([new(x, y), new(x + 40, y), new(x, y + 40)], [[new(x + 5, y + 5), new(x + 9, y + 5), new(x + 5, y + 9)]])]),
            ShapeKind.Polyline => new Polyline([new(x, y), new(x + 5, y - 5)]),
            ShapeKind.Points => new Points([new(null, new(x, y), random.Next(2) is 0)]),
            _ => null,
        };
    }
}
