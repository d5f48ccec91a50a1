using System.Globalization;
using Labelwise.Domain;

namespace Labelwise.Grains.Tasks;

/// <summary>How tasks lie in blocks: a task's number says its block and its row.</summary>
public static class TaskBlock
{
    /// <summary>Most tasks in a block: 1,024, so that a million tasks are a thousand blocks. Smaller only where simulated
    /// projects of a dozen tasks are to have several; never other than it was for data that is there.</summary>
    public static readonly int Size = AppContext.GetData("Labelwise.TaskBlock.Size") is string size ? int.Parse(size, CultureInfo.InvariantCulture) : 1024;

    /// <summary>Rows in a slice: the unit noted before tasks of it are handed out. At most 16 slices are a block.</summary>
    public static readonly int SliceRows = Math.Max(2, Size / 16);

    /// <summary>Blocks within one such step of priority are as good as each other: people stay where they are.</summary>
    public const float PriorityStep = 1 / 8f;

    public static int Of(int taskIndex) => taskIndex / Size;
    public static int Row(int taskIndex) => taskIndex % Size;
    public static string Key(ProjectId project, int block) => $"{project.Value}/{block}";

    /// <exception cref="FormatException">The key is no block's.</exception>
    public static (ProjectId Project, int Block) Parse(string key)
    {
        var slash = key.LastIndexOf('/');
        return (ProjectId.Parse(key[..slash]), int.Parse(key.AsSpan(slash + 1)));
    }
}
