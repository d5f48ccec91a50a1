namespace Labelwise.Domain;

/// <summary>One thing wrong with a document, said so that a person can mend it.</summary>
/// <param name="Pointer">Where, as a JSON pointer (RFC 6901) into the document as it was sent.</param>
/// <param name="Code">What kind of fault, for programs.</param>
/// <param name="Message">What is wrong and what would be right, in words.</param>
[GenerateSerializer, Immutable, Alias("violation")]
public sealed record Violation([property: Id(0)] string Pointer, [property: Id(1)] string Code, [property: Id(2)] string Message);
