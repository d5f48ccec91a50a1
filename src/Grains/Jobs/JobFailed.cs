using Labelwise.Domain;

namespace Labelwise.Grains.Jobs;

/// <summary>Why a job ended before its time, in the words of whoever refused.</summary>
[GenerateSerializer, Immutable, Alias("job-failed")]
public sealed record JobFailed(string Code, string Message) : Refusal(Code, Message);
