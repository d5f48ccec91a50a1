using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Quality.Performance;

/// <summary>What somebody drew otherwise than a reviewer accepted it, with places to look at.</summary>
public sealed class ObjectErrors
{
    /// <summary>Places kept of each kind of error.</summary>
    const int Examples = 5;

    /// <summary>Less alike than this, a shape of the right class is an error too: too loose.</summary>
    public const double Loose = 0.7;

    readonly Dictionary<(string? Truth, string? Answer), Cell> cells = [];

    public IReadOnlyDictionary<(string? Truth, string? Answer), Cell> Cells => cells;

    /// <param name="truth">The class that was accepted; null for an object too many.</param>
    /// <param name="answer">The class that was drawn; null for one that was missed. Equal to <paramref name="truth"/>: too loose.</param>
    /// <param name="task">Number of the task.</param>
    public void Add(string? truth, string? answer, int task, Shape? shape) => cells.At((truth, answer)).Add(task, shape);

    public void Add(ObjectErrors other)
    {
        foreach (var (kind, cell) in other.cells) cells.At(kind).Add(cell);
    }

    /// <summary>One kind of error.</summary>
    public sealed class Cell
    {
        readonly List<ErrorPlace> places = [];

        public int Count { get; private set; }
        public IReadOnlyList<ErrorPlace> Places => places;

        internal void Add(int task, Shape? shape)
        {
            Count++;
            if (places.Count == Examples || shape is null || Geometry.Vertices(shape).ToList() is not { Count: > 0 } points) return;
            var (left, top) = (points.Min(p => p.X), points.Min(p => p.Y));
            places.Add(new(task, new(left, top, points.Max(p => p.X) - left, points.Max(p => p.Y) - top)));
        }

        internal void Add(Cell other)
        {
            Count += other.Count;
            places.AddRange(other.places.Take(Examples - places.Count));
        }
    }
}

/// <param name="Task">Its number.</param>
/// <param name="Bounds">Of the object that was missed, or drawn otherwise.</param>
public readonly record struct ErrorPlace(int Task, Box Bounds);
