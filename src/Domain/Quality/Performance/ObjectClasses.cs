namespace Labelwise.Domain.Quality.Performance;

/// <summary>As what somebody drew the objects that stand on decided labels, with tasks to look at.</summary>
public sealed class ObjectClasses
{
    /// <summary>Tasks kept of each cell.</summary>
    public const int Examples = 24;

    readonly Dictionary<(string Truth, string Answer), Cell> cells = [];

    public IReadOnlyDictionary<(string Truth, string Answer), Cell> Cells => cells;

    /// <param name="truth">The class that stands.</param>
    /// <param name="answer">The class that was drawn in that place.</param>
    /// <param name="task">Number of the task.</param>
    public void Add(string truth, string answer, int task) => cells.At((truth, answer)).Add(1, [task]);

    public void Add(ObjectClasses other)
    {
        foreach (var (kind, cell) in other.cells) cells.At(kind).Add(cell.Count, cell.Tasks);
    }

    /// <summary>Objects of one class drawn as one class.</summary>
    public sealed class Cell
    {
        readonly List<int> tasks = [];

        public int Count { get; private set; }

        /// <summary>Each once, the first of them.</summary>
        public IReadOnlyList<int> Tasks => tasks;

        internal void Add(int count, IEnumerable<int> on)
        {
            Count += count;
            foreach (var task in on)
                if (tasks.Count < Examples && !tasks.Contains(task)) tasks.Add(task);
        }
    }
}
