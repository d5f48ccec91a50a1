using Orleans;
using Orleans.Runtime;

namespace Labelwise.Tests.Engine;

public interface IEchoGrain : IGrainWithStringKey
{
    Task<string> Echo(string text);

    Task<int> Count();

    ValueTask Nothing();

    Task<string?> Maybe(string? text, CancellationToken token);
}

public sealed class EchoGrain([PersistentState("echo")] IPersistentState<EchoState> state, TimeProvider time) : Grain, IEchoGrain
{
    public async Task<string> Echo(string text)
    {
        state.State = new(state.State.Count + 1);
        await state.WriteStateAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(1), time);
        return this.GetPrimaryKeyString() + text;
    }

    public Task<int> Count() => Task.FromResult(state.State.Count);

    public ValueTask Nothing() => default;

    public Task<string?> Maybe(string? text, CancellationToken token) => Task.FromResult(text);
}

[GenerateSerializer]
public sealed record EchoState([property: Id(0)] int Count)
{
    public EchoState() : this(0) { }
}
