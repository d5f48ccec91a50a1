using System.Globalization;

namespace Labelwise.Domain.Json;

/// <summary>Writes a double as ECMAScript does: the fewest digits that read back as the same number.</summary>
/// <remarks>ECMA-262 section 6.1.6.1.20 (Number::toString), which RFC 8785 section 3.2.2.3 asks for.</remarks>
public static class EcmaNumber
{
    /// <summary>Most characters a number takes: sign, 17 digits, point and leading zeros or an exponent.</summary>
    public const int MaxLength = 32;

    /// <summary>Largest magnitude below which every whole double is an exact long, 2^53.</summary>
    const double MaxExactWhole = 9007199254740992;

    /// <summary>From this power of ten on, ECMAScript writes an exponent.</summary>
    const int MaxPlainPower = 21;

    /// <summary>Leading zeros after the point, beyond which ECMAScript writes an exponent.</summary>
    const int MaxLeadingZeros = 5;

    /// <param name="ascii">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">NaN and infinities have no JSON form.</exception>
    public static int Write(double value, Span<byte> ascii)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "JSON has no such number.");
        if (Math.Abs(value) < MaxExactWhole && Math.Floor(value) == value)
        {
            ((long)value).TryFormat(ascii, out var length, default, CultureInfo.InvariantCulture);  // -0 becomes 0
            return length;
        }

        Span<byte> shortest = stackalloc byte[MaxLength];
        value.TryFormat(shortest, out var written, "R", CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[MaxLength];
        var (count, power) = Split(shortest[..written], digits);
        return Lay(value < 0, digits[..count], power, ascii);
    }

    /// <summary>Takes text such as -12.5E-07 apart: value = 0.DIGITS × 10^power, no zero at either end.</summary>
    static (int Count, int Power) Split(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        var (count, power, afterPoint) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is (byte)'.') afterPoint = true;
            else if (c is (byte)'E')
            {
                power += int.Parse(text[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            else if (c is >= (byte)'0' and <= (byte)'9')
            {
                var leadingZero = count is 0 && c is (byte)'0';
                if (!leadingZero) digits[count++] = c;
                if (!leadingZero && !afterPoint) power++;
                if (leadingZero && afterPoint) power--;
            }
        }
        while (count > 0 && digits[count - 1] is (byte)'0') count--;
        return (count, power);
    }

    static int Lay(bool negative, ReadOnlySpan<byte> digits, int power, Span<byte> ascii)
    {
        var at = 0;
        if (negative) ascii[at++] = (byte)'-';
        if (power is > 0 and <= MaxPlainPower)
        {
            var whole = Math.Min(power, digits.Length);
            at += Copy(digits[..whole], ascii[at..]);
            for (var i = whole; i < power; i++) ascii[at++] = (byte)'0';
            if (whole == digits.Length) return at;
            ascii[at++] = (byte)'.';
            return at + Copy(digits[whole..], ascii[at..]);
        }
        if (power is <= 0 and >= -MaxLeadingZeros)
        {
            at += Copy("0."u8, ascii[at..]);
            for (var i = power; i < 0; i++) ascii[at++] = (byte)'0';
            return at + Copy(digits, ascii[at..]);
        }

        ascii[at++] = digits[0];
        if (digits.Length > 1)
        {
            ascii[at++] = (byte)'.';
            at += Copy(digits[1..], ascii[at..]);
        }
        ascii[at++] = (byte)'e';
        ascii[at++] = power > 0 ? (byte)'+' : (byte)'-';
        Math.Abs(power - 1).TryFormat(ascii[at..], out var length, default, CultureInfo.InvariantCulture);
        return at + length;
    }

    static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }
}
