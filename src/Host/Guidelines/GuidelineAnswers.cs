using Labelwise.Host.Questions;

namespace Labelwise.Host.Guidelines;

public sealed record GuidelineVersionAnswer(int Version, PersonAnswer By, DateTimeOffset At);

/// <param name="Version">In force.</param>
/// <param name="Seen">The latest that the caller opened; 0 for none.</param>
/// <param name="Acknowledged">The latest that they said they read; 0 for none.</param>
/// <param name="MustRead">What they must have acknowledged at least to get tasks; 0 for nothing.</param>
public sealed record GuidelineReadingAnswer(int Version, int Seen, int Acknowledged, int MustRead);

/// <param name="Id">SHA-256 of the bytes.</param>
public sealed record GuidelinePictureAnswer(string Id, string Url, int Width, int Height);
