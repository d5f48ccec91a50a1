using System.Text;
using Labelwise.Grains.Accounts;
using Labelwise.Host.Activities;

namespace Labelwise.Host.Http;

/// <summary>Idempotency of POSTs whose command is not kept by the grain it goes to.</summary>
public static class Repeating
{
    /// <summary>Acts once a key: a repeat gets the first answer, another request under the key is refused.</summary>
    /// <param name="fingerprint">Of what is asked; see <see cref="Call.Fingerprint"/>.</param>
    /// <param name="act">Makes what it makes under the ids it is given, so that an attempt which a crash cut short before its
    /// answer was kept is finished, not doubled, by the next.</param>
    public static async Task<IResult> Once(this Call call, ulong fingerprint, Func<DerivedIds, Task<IResult>> act)
    {
        var repeats = call.Grains.GetGrain<IRepeatsGrain>(Repeats.Key(call.Caller.User, call.Key));
        if ((await repeats.Find(call.Key, fingerprint)) is { Refusal: var refusal, Value: var kept } && (refusal ?? (object?)kept) is not null)
            return refusal?.ToHttp() ?? new KeptAnswer(kept!.Status, kept.Body, kept.Location);
        var answer = await act(new(call.Caller.User, call.Key));
        await call.Http.Note(answer);  // before it is kept: a repeat only repeats the answer
        if (answer is IKeepable first)
            await repeats.Keep(call.Key, fingerprint, new(first.Status, Encoding.UTF8.GetString(first.ToUtf8()), first.Location));
        return answer;
    }
}
