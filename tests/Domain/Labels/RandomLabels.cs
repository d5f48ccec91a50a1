using System.Collections.Immutable;
using Labelwise.Domain.Labels;
using Labelwise.Tests.Domain.Json;

namespace Labelwise.Tests.Domain.Labels;

/// <summary>Label documents of any form, whether or not some spec would take them.</summary>
static class RandomLabels
{
    public static LabelDocument Document(Random random) => new(
        [.. Enumerable.Range(0, random.Next(4)).Select(i => new LabeledObject(
            $"o{i}", $"class {random.Next(3)}", Shape(random), Values(random), random.Next(2) is 0 ? null : random.NextDouble()))],
        Values(random));

    static PropertyValues Values(Random random) => PropertyValues.Of(
        Enumerable.Range(0, random.Next(4)).Select(i => new KeyValuePair<string, PropertyValue>($"p{i} {RandomJson.Text(random)}", Value(random))));

    static PropertyValue Value(Random random) => random.Next(4) switch
    {
        0 => RandomJson.Text(random),
        1 => random.NextDouble() * random.Next(1_000),
        2 => random.Next(2) is 0,
        _ => ImmutableArray.CreateRange(Enumerable.Range(0, random.Next(3)).Select(_ => RandomJson.Text(random))),
    };

    static Shape? Shape(Random random) => random.Next(7) switch
    {
        0 => new Box(Px(random), Px(random), Px(random), Px(random)),
        1 => new RotatedBox(Px(random), Px(random), Px(random), Px(random), random.NextDouble() * 360 - 180),
        2 => new Polygon([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ =>
            new PolygonPart(Ring(random), [.. Enumerable.Range(0, random.Next(2)).Select(_ => Ring(random))]))]),
        3 => new Polyline(Ring(random)),
        4 => new Points([.. Ring(random).Select((at, i) => new Keypoint(random.Next(2) is 0 ? null : $"point {i}", at, random.Next(2) is 0))]),
        5 => new TextSpan(random.Next(100), random.Next(100)),
        _ => null,
    };

    static ImmutableArray<PointPx> Ring(Random random) =>
        [.. Enumerable.Range(0, random.Next(3, 7)).Select(_ => new PointPx(Px(random), Px(random)))];

    static double Px(Random random) => random.NextDouble() * 1_000;
}
