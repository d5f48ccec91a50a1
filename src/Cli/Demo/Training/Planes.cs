namespace Labelwise.Cli.Demo.Training;

/// <summary>Square planes of numbers, each with a border of zeros one wide: what a 3 × 3 convolution reads.</summary>
sealed class Planes(int count, int side)
{
    public int Count => count;

    public int Side => side;

    /// <summary>From one row to the next.</summary>
    public int Stride => side + 2;

    public int PlaneSize => Stride * Stride;

    public float[] Values { get; } = new float[count * (side + 2) * (side + 2)];

    /// <summary>Index of a plane's row, at its first number within the border.</summary>
    public int Row(int plane, int y) => plane * PlaneSize + (y + 1) * Stride + 1;
}
