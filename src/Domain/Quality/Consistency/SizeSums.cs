namespace Labelwise.Domain.Quality.Consistency;

/// <summary>How large the objects of a class are, as sums: areas are taken to be log-normal.</summary>
public sealed class SizeSums
{
    /// <summary>Fewer objects are no distribution to be out of.</summary>
    const int Enough = 30;

    double sum, squares;

    public int Count { get; private set; }

    /// <param name="areaPx">Above 0, in square pixels.</param>
    public void Add(double areaPx)
    {
        var log = Math.Log(areaPx);
        Count++;
        sum += log;
        squares += log * log;
    }

    public void Add(SizeSums other)
    {
        Count += other.Count;
        sum += other.sum;
        squares += other.squares;
    }

    /// <summary>The area that half of the objects are smaller than, in square pixels.</summary>
    public double MedianPx => Count is 0 ? 0 : Math.Exp(sum / Count);

    /// <summary>By how many standard deviations of the logarithm an object is smaller (below 0) or larger than the class's are.</summary>
    /// <returns>0 where too few are known.</returns>
    public double Deviation(double areaPx)
    {
        if (Count < Enough) return 0;
        var mean = sum / Count;
        var spread = Math.Sqrt(Math.Max(0, squares / Count - mean * mean));
        return (Math.Log(areaPx) - mean) / Math.Max(spread, 0.1);
    }
}
