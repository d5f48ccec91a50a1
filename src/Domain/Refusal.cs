using System.Collections.Immutable;

namespace Labelwise.Domain;

/// <summary>Why a command was not carried out: a value, with its facts. Nothing was changed.</summary>
/// <param name="Code">For programs: kebab-case, stable.</param>
/// <param name="Message">What was wrong and what to do, for people.</param>
[GenerateSerializer, Immutable, Alias("refusal")]
public abstract record Refusal([property: Id(0)] string Code, [property: Id(1)] string Message);

/// <summary>Something asked for does not exist for the caller, whether or not it exists for somebody else.</summary>
[GenerateSerializer, Immutable, Alias("not-found")]
public sealed record NotFound() : Refusal("not-found", "There is nothing here under that name.");

/// <summary>The caller is known but may not do this here.</summary>
[GenerateSerializer, Immutable, Alias("forbidden")]
public sealed record Forbidden(string Message) : Refusal("forbidden", Message);

/// <summary>The request contradicts the present state.</summary>
[GenerateSerializer, Immutable, Alias("conflict")]
public sealed record Conflict(string Code, string Message) : Refusal(Code, Message);

/// <summary>A document does not conform.</summary>
[GenerateSerializer, Immutable, Alias("does-not-conform")]
public sealed record DoesNotConform([property: Id(0)] ImmutableArray<Violation> Violations, string Code = "does-not-conform")
    : Refusal(Code, Violations.Length == 1 ? Violations[0].Message : $"{Violations.Length} things are wrong; each is named.");

/// <summary>The same idempotency key came with another request.</summary>
[GenerateSerializer, Immutable, Alias("key-reused")]
public sealed record KeyReused()
    : Refusal("idempotency-key-reused", "This Idempotency-Key was used for another request; use a new one.");
