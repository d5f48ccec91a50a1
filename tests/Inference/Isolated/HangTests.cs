using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Isolated;
using Microsoft.Extensions.Logging.Abstractions;

namespace Labelwise.Tests.Inference.Isolated;

public sealed class HangTests
{
    [Fact]
    public async Task A_process_that_never_answers_is_given_up_in_words()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It hangs by a program of Linux.");
        var models = new IsolatedModels(new("sleep", ["100000"]), new ImpatientTime(), NullLogger<IsolatedModels>.Instance);
        var card = ModelCardDocument.Read(Card).Card!;
        var refusal = (await models.Open(OnnxFile.MeanOfChannels(), card, TestContext.Current.CancellationToken)).Refusal!;
        Assert.Equal(ModelRefusals.Hung, refusal.Code);
        Assert.Contains("'sleeper' lost its process 3 times while it was opened", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("10 minutes", refusal.Message, StringComparison.Ordinal);
    }

    static readonly byte[] Card = """
        {"name":"sleeper","task":"classification","property":"colour","license":"MIT",
         "input":{"name":"input","type":"float32","layout":"NCHW","channels":3,"color":"rgb","width":4,"height":4,"resize":{"mode":"stretch","filter":"area"},"scale":1,"mean":[0,0,0],"std":[1,1,1]},
         "outputs":[{"name":"scores","kind":"classScores","activation":"softmax"}],"classes":["red","green","blue"]}
        """u8.ToArray();

    /// <summary>Whatever is waited for with a limit has reached it at once.</summary>
    sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Impatient(callback, state);

        sealed class Impatient(TimerCallback callback, object? state) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                if (dueTime > TimeSpan.Zero) callback(state);
                return true;
            }

            public void Dispose() { }

            public ValueTask DisposeAsync() => default;
        }
    }
}
