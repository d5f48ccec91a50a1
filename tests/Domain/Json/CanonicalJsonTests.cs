using System.Text;
using System.Text.Json;
using Labelwise.Domain.Json;

namespace Labelwise.Tests.Domain.Json;

public sealed class CanonicalJsonTests
{
    /// <remarks>RFC 8785 section 3.2.2 to 3.2.4, the sample object and its canonical form.</remarks>
    [Fact]
    public void The_RFCs_sample_document_gets_the_bytes_the_RFC_prints()
    {
        const string Document = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        Assert.Equal(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            Canonical(Document));
    }

    /// <remarks>RFC 8785 section 3.2.3.</remarks>
    [Fact]
    public void Members_are_sorted_by_UTF16_code_units_as_the_RFC_shows()
    {
        const string Document = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
             "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """;
        using var sorted = JsonDocument.Parse(Canonical(Document));
        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face",
             "Hebrew Letter Dalet With Dagesh"],
            sorted.RootElement.EnumerateObject().Select(member => member.Value.GetString()));
    }

    /// <remarks>RFC 8785 appendix B.</remarks>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Numbers_are_written_as_the_RFCs_table_says(ulong bits, string expected) =>
        Assert.Equal(expected, Written(BitConverter.UInt64BitsToDouble(bits)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_number_is_never_written(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CanonicalWriter().Number(value));

    [Fact]
    public void Half_of_a_surrogate_pair_is_never_written() =>
        Assert.Throws<EncoderFallbackException>(() => new CanonicalWriter().Text("\ud800"));

    [Fact]
    public void Every_number_reads_back_as_the_same_number() => Seeds.Hold(
        seed =>
        {
            var value = BitConverter.Int64BitsToDouble(new Random(seed).NextInt64(long.MinValue, long.MaxValue));
            return !double.IsFinite(value) || double.Parse(Written(value)) == value;
        }, 2_000);

    [Fact]
    public void Canonical_bytes_are_their_own_canonical_form() => Seeds.Hold(seed =>
    {
        var once = Canonical(RandomJson.Document(new Random(seed)));
        return Canonical(once) == once;
    });

    [Fact]
    public void Canonical_form_says_the_same_as_the_document() => Seeds.Hold(seed =>
    {
        var document = RandomJson.Document(new Random(seed));
        using var before = JsonDocument.Parse(document);
        using var after = JsonDocument.Parse(Canonical(document));
        return JsonElement.DeepEquals(before.RootElement, after.RootElement);
    });

    [Theory]
    [InlineData("""{"lease":1,"lease":2}""", "/lease", "duplicate-member")]
    [InlineData("""{"a":[0,{"b/c":{"~":1,"~":2}}]}""", "/a/1/b~1c/~0", "duplicate-member")]
    [InlineData("""[1e999]""", "/0", "not-finite")]
    [InlineData("""[-1e999]""", "/0", "not-finite")]
    [InlineData("""["\ud800"]""", "/0", "not-unicode")]
    [InlineData("""{"x":{"\udc00":1}}""", "/x", "not-unicode")]
    [InlineData("""{"a":NaN}""", "", "malformed-json")]
    [InlineData("""{"a":1,}""", "", "malformed-json")]
    [InlineData("""{"a":1} {}""", "", "malformed-json")]
    [InlineData("", "", "malformed-json")]
    public void A_hostile_document_is_refused_at_its_place(string document, string pointer, string code)
    {
        var reading = CanonicalJson.Of(Encoding.UTF8.GetBytes(document));
        Assert.True(reading.Utf8.IsEmpty);
        var violation = Assert.Single(reading.Violations);
        Assert.Equal((pointer, code), (violation.Pointer, violation.Code));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        var reading = CanonicalJson.Of(new byte[] { (byte)'[', (byte)'"', 0xff, 0xfe, (byte)'"', (byte)']' });
        Assert.NotEmpty(reading.Violations);
    }

    [Theory]
    [InlineData(JsonLimits.Depth, true)]
    [InlineData(JsonLimits.Depth + 1, false)]
    [InlineData(100_000, false)]
    public void Nesting_ends_at_its_limit(int depth, bool accepted)
    {
        var document = Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));
        Assert.Equal(accepted, CanonicalJson.Of(document).Violations.IsEmpty);
    }

    [Fact]
    public void An_element_parsed_by_someone_more_lenient_is_held_to_the_same_depth()
    {
        using var lenient = JsonDocument.Parse(
            new string('[', 500) + new string(']', 500), new JsonDocumentOptions { MaxDepth = 1_000 });
        Assert.Equal("too-deep", Assert.Single(CanonicalJson.Of(lenient.RootElement).Violations).Code);
    }

    [Fact]
    public void Of_countless_violations_the_first_are_named_and_the_rest_counted()
    {
        var document = $"[{string.Join(',', Enumerable.Repeat("1e999", 1_000))}]";
        var violations = CanonicalJson.Of(Encoding.UTF8.GetBytes(document)).Violations;
        Assert.Equal(JsonLimits.Violations + 1, violations.Length);
        Assert.Contains($"{1_000 - JsonLimits.Violations} more", violations[^1].Message, StringComparison.Ordinal);
    }

    static string Canonical(string document)
    {
        var reading = CanonicalJson.Of(Encoding.UTF8.GetBytes(document));
        Assert.Empty(reading.Violations);
        return Encoding.UTF8.GetString(reading.Utf8.Span);
    }

    static string Written(double value)
    {
        var writer = new CanonicalWriter();
        writer.Number(value);
        return Encoding.ASCII.GetString(writer.Written);
    }
}
