using System.Collections.Immutable;
using System.Text.Json;

namespace Labelwise.Domain.Json;

/// <summary>How a document's converter tells <see cref="JsonSerializer"/>, which knows no other way, that the
/// document was refused. Whoever serialises for a client catches it and shows the violations.</summary>
public sealed class ViolationsException(ImmutableArray<Violation> violations)
    : JsonException($"{violations[0].Pointer}: {violations[0].Message}")
{
    public ImmutableArray<Violation> Violations { get; } = violations;
}
