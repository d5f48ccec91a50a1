namespace Labelwise.Inference.Isolated;

/// <summary>An inference process ended, or said what cannot be understood and was ended.</summary>
/// <param name="how">How it ended, as <c>signal 11</c>.</param>
/// <param name="said">The beginning of what it wrote to standard error.</param>
sealed class ProcessLostException(string how, string said, Exception? inner) : Exception($"The inference process ended by {how}. {said}".TrimEnd(), inner)
{
    public string How => how;

    /// <summary>Whether it was ended because it had stopped to answer.</summary>
    public bool Hung { get; init; }
}
