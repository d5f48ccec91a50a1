namespace Labelwise.Domain.Quality.Performance;

/// <summary>What somebody answered to tasks of each class, the class being what everybody else says of it: expected counts.</summary>
/// <remarks>The expected confusion counts of Dawid and Skene 1979, doi:10.2307/2346806, each task's own answer left out. With
/// few others, their mistakes blur it: an interval is about the answers seen, not about that.</remarks>
public sealed class Confusions
{
    /// <summary>Examples kept of each confusion.</summary>
    const int Examples = 5;

    /// <summary>Least posterior of a class that a task counts for.</summary>
    const double Negligible = 0.01;

    readonly Dictionary<(int Truth, int Answer), Cell> cells = [];

    public IReadOnlyDictionary<(int Truth, int Answer), Cell> Cells => cells;

    /// <param name="truth">Posterior of the classes by everybody else.</param>
    /// <param name="task">Number of the task.</param>
    public void Add(ReadOnlySpan<double> truth, int answer, int task)
    {
        for (var t = 0; t < truth.Length; t++)
            if (truth[t] >= Negligible) cells.At((t, answer)).Add(truth[t], task);
    }

    public void Add(Confusions other)
    {
        foreach (var (place, cell) in other.cells) cells.At(place).Add(cell);
    }

    /// <summary>Share of the tasks of a class that got it.</summary>
    /// <returns>Null where none was seen.</returns>
    public Estimate? Right(int truth) => Estimate.OfCounts(Count(truth, truth), cells.Where(c => c.Key.Truth == truth).Sum(c => c.Value.Count));

    public double Count(int truth, int answer) => cells.TryGetValue((truth, answer), out var cell) ? cell.Count : 0;

    /// <summary>An answer to a class.</summary>
    public sealed class Cell
    {
        readonly List<(double Sure, int Task)> examples = [];

        public double Count { get; private set; }

        /// <summary>Tasks that show it, the surest first.</summary>
        public IEnumerable<int> Tasks => examples.Select(e => e.Task);

        internal void Add(double sure, int task)
        {
            Count += sure;
            Keep(sure, task);
        }

        internal void Add(Cell other)
        {
            Count += other.Count;
            foreach (var (sure, task) in other.examples) Keep(sure, task);
        }

        void Keep(double sure, int task)
        {
            if (sure < 0.5 || examples.Count is Examples && examples[^1].Sure >= sure) return;
            if (examples.Count is Examples) examples.RemoveAt(Examples - 1);
            var at = examples.FindIndex(e => e.Sure < sure);
            examples.Insert(at < 0 ? examples.Count : at, (sure, task));
        }
    }
}
