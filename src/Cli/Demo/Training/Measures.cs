namespace Labelwise.Cli.Demo.Training;

/// <summary>How good predictions are.</summary>
static class Measures
{
    public static double Accuracy(float[][] predicted, PotatoSet set) =>
        predicted.Zip(set.Potatoes, (p, potato) => Top(p) == (int)potato.Condition ? 1.0 : 0).Average();

    /// <summary>Mean negative logarithm of the true class's probability.</summary>
    public static double Loss(float[][] predicted, PotatoSet set) =>
        predicted.Zip(set.Potatoes, (p, potato) => -Math.Log(Math.Max(1e-9, p[(int)potato.Condition]))).Average();

    /// <summary>Expected calibration error over ten bins of the largest probability.</summary>
    public static double CalibrationError(float[][] predicted, PotatoSet set) =>
        predicted.Zip(set.Potatoes, (p, potato) => (Sure: (double)p.Max(), Right: Top(p) == (int)potato.Condition ? 1.0 : 0))
            .GroupBy(p => (int)Math.Min(9, p.Sure * 10))
            .Sum(bin => Math.Abs(bin.Average(p => p.Sure) - bin.Average(p => p.Right)) * bin.Count() / predicted.Length);

    static int Top(float[] probabilities) => Array.IndexOf(probabilities, probabilities.Max());
}
