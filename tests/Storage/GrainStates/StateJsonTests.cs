using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Serialization;
using Labelwise.Domain;
using Labelwise.Storage;
using Orleans;

namespace Labelwise.Tests.Storage.GrainStates;

public sealed class StateJsonTests
{
    [JsonDerivedType(typeof(Circle), "circle"), JsonDerivedType(typeof(Square), "square")]
    public abstract record Shape;
    public sealed record Circle(double Radius) : Shape;
    public sealed record Square(double Side) : Shape;

    public enum Kind { People, Model }

    public sealed record Everything(
        ImmutableArray<Shape> Shapes, ImmutableDictionary<string, Kind> Kinds, byte[] Bytes, ContentHash Hash,
        DateTimeOffset At, TimeSpan Lease, double Odd, string? Text = "default");

    public sealed class Mutable
    {
        public ImmutableArray<int> Rows { get; set; }
        public ImmutableSortedDictionary<int, string> Names { get; set; } = ImmutableSortedDictionary<int, string>.Empty;
    }

    [GenerateSerializer]
    public sealed record Derived([property: Id(0)] ImmutableArray<int> Counts)
    {
        [Id(1)] public double Weight { get; init; } = 1;
        public int Sum => Counts.Sum();
    }

    private readonly StateJson json = new();

    [Fact]
    public void A_state_of_every_kind_of_part_comes_back_equal()
    {
        var state = new Everything(
            [new Circle(0.1), new Square(3)], ImmutableDictionary<string, Kind>.Empty.Add("ä", Kind.Model),
            [0, 255], ContentHash.Of("x"u8), new(2025, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            TimeSpan.FromMinutes(15), double.NaN, Text: null);

        var back = json.Deserialize<Everything>(json.Serialize(state).Span);

        Assert.Equal(state.Shapes, back.Shapes);
        Assert.Equal(state.Kinds, back.Kinds);
        Assert.Equal(state.Bytes, back.Bytes);
        Assert.Equal((state.Hash, state.At, state.Lease), (back.Hash, back.At, back.Lease));
        Assert.True(double.IsNaN(back.Odd));
        Assert.Null(back.Text);
    }

    [Fact]
    public void An_array_nobody_assigned_comes_back_empty()
    {
        var back = json.Deserialize<Mutable>(json.Serialize(new Mutable()).Span);

        Assert.False(back.Rows.IsDefault);
        Assert.Empty(back.Rows);
    }

    [Fact]
    public void What_a_state_derives_from_its_members_is_not_kept()
    {
        var kept = json.Serialize(new Derived([1, 2]) { Weight = double.PositiveInfinity });

        Assert.Equal("""{"Counts":[1,2],"Weight":"Infinity"}""", Encoding.UTF8.GetString(kept.Span));
        Assert.Equal(3, json.Deserialize<Derived>(kept.Span).Sum);
    }

    [Fact]
    public void Choices_are_stored_by_name_and_fields_of_a_later_version_are_passed_over()
    {
        Assert.Equal("\"Model\"", Encoding.UTF8.GetString(json.Serialize(Kind.Model).Span));
        Assert.Equal(2, json.Deserialize<Square>("""{"Side":2,"Colour":"red"}"""u8).Side);
    }
}
