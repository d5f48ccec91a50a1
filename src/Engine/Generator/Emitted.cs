namespace Labelwise.Engine.Generator;

/// <summary>What one declaration brings. Compared by value, so that an edit elsewhere generates nothing anew.</summary>
/// <param name="HintName">Name of the generated file; null where the declaration brings none.</param>
/// <param name="Source">Its text.</param>
/// <param name="Registration">The statement that makes it known to the engine.</param>
/// <param name="Problems">What is wrong with the declaration, one a line.</param>
sealed record Emitted(string? HintName, string Source, string Registration, Problems Problems);
