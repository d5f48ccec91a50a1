namespace Labelwise.Formats.Zip;

/// <summary>The checksum of zip entries, eight bytes a step.</summary>
/// <remarks>ISO 3309, polynomial 0xEDB88320 reflected; slicing-by-8, Kounavis and Berry 2005.</remarks>
static class Crc32
{
    const int Slices = 8;

    static readonly uint[][] Tables = Make();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= Slices)
        {
            var low = crc ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            crc = Tables[7][low & 0xFF] ^ Tables[6][(low >> 8) & 0xFF] ^ Tables[5][(low >> 16) & 0xFF] ^ Tables[4][low >> 24]
                ^ Tables[3][bytes[4]] ^ Tables[2][bytes[5]] ^ Tables[1][bytes[6]] ^ Tables[0][bytes[7]];
            bytes = bytes[Slices..];
        }
        foreach (var b in bytes) crc = (crc >> 8) ^ Tables[0][(crc ^ b) & 0xFF];
        return ~crc;
    }

    static uint[][] Make()
    {
        const uint polynomial = 0xEDB88320;
        var tables = new uint[Slices][];
        for (var slice = 0; slice < Slices; slice++)
        {
            tables[slice] = new uint[256];
            for (var i = 0u; i < 256; i++)
            {
                if (slice > 0)
                {
                    var before = tables[slice - 1][i];
                    tables[slice][i] = (before >> 8) ^ tables[0][before & 0xFF];
                    continue;
                }
                var value = i;
                for (var bit = 0; bit < 8; bit++) value = (value & 1) is 0 ? value >> 1 : (value >> 1) ^ polynomial;
                tables[slice][i] = value;
            }
        }
        return tables;
    }
}
