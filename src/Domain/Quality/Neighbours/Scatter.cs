namespace Labelwise.Domain.Quality.Neighbours;

/// <summary>Numbers that look drawn by lot and are the same everywhere and always.</summary>
/// <remarks>SplitMix64: Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195.</remarks>
static class Scatter
{
    public static ulong Of(ulong n)
    {
        n += 0x9E3779B97F4A7C15;
        n = (n ^ n >> 30) * 0xBF58476D1CE4E5B9;
        n = (n ^ n >> 27) * 0x94D049BB133111EB;
        return n ^ n >> 31;
    }
}
