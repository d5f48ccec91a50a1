using Labelwise.Domain;
using Orleans.Concurrency;

namespace Labelwise.Grains.Accounts;

/// <summary>First answers to a person's POSTs, so that a repeat gets the same one. Key: user/bucket, see
/// <see cref="Repeats.Key"/>: old answers go when new ones come, without a timer for each.</summary>
[Alias("repeats")]
public interface IRepeatsGrain : IGrainWithStringKey
{
    /// <returns>The first answer under this key, null when there is none; refused as <see cref="KeyReused"/> where the key
    /// belongs to another request.</returns>
    [AlwaysInterleave]
    Task<Outcome<FirstAnswer?>> Find(CommandKey key, ulong fingerprint);

    /// <summary>Keeps an answer, unless an earlier one is there. Returns once it is on disk.</summary>
    Task Keep(CommandKey key, ulong fingerprint, FirstAnswer answer);
}

/// <param name="Body">What was sent, as text.</param>
/// <param name="Location">Of what was created.</param>
[GenerateSerializer, Immutable, Alias("first-answer")]
public sealed record FirstAnswer([property: Id(0)] int Status, [property: Id(1)] string Body, [property: Id(2)] string? Location);

/// <summary>How first answers are kept.</summary>
public static class Repeats
{
    /// <summary>Grains a user's keys are spread over.</summary>
    public const int Buckets = 64;

    /// <summary>Most answers a bucket keeps; the oldest goes first.</summary>
    public const int MostAnswers = 256;

    /// <summary>How long an answer is kept at least.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(25);

    public static string Key(UserId user, CommandKey key) =>
        $"{user.Value}/{ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(key.Value)).A % Buckets}";
}
