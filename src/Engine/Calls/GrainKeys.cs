using System.Globalization;
using Orleans.Runtime;

namespace Labelwise.Engine.Calls;

/// <summary>Keys as text.</summary>
static class GrainKeys
{
    internal static IdSpan OfInteger(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));

    internal static IdSpan OfGuid(Guid key) => IdSpan.Create(key.ToString("N"));

    internal static bool TryParseInteger(IdSpan key, out long value) =>
        long.TryParse(key.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
