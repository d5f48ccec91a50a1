using System.Text;
using System.Text.Json.Nodes;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Isolated;
using Labelwise.Tests.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Labelwise.Tests.Api.Crashes;

/// <summary>Native code that hangs under a model does not hold its run for ever.</summary>
public sealed class ModelHangTests
{
    /// <summary>Of the model's pictures, in pixels.</summary>
    const int Side = 8;

    const int Samples = 40, Stop = 19;

    readonly HandTime clock = new();

    [Fact]
    public async Task A_run_whose_process_stops_to_answer_goes_on_in_another()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are found in /proc.");
        var command = new InferenceCommand("dotnet", [Path.Combine(AppContext.BaseDirectory, "labelwise.dll"), "infer"]);
        await using var server = await Server.Start(change: services =>
            services.Replace(ServiceDescriptor.Singleton<IModels>(new IsolatedModels(command, clock, NullLogger<IsolatedModels>.Instance))));
        var team = await Team.Make(server);
        await Uploads.Import(team, Pictures.Zip(Samples));
        Assert.Equal(201, (await team.Modeler.Send("POST", "/models", Model())).Status);
        var child = Assert.Single(InferenceProcesses.Of(Environment.ProcessId));  // the model was opened to be registered, and stays loaded
        Assert.Equal(0, InferenceProcesses.Signal(child, Stop));  // it says nothing more until it is ended

        var job = (await team.Modeler.Post($"/projects/{team.Project}/predictions", new { model = "still-net", version = 1 })).Json!;
        await Patience.Until(() =>
        {
            clock.Pass(TimeSpan.FromDays(1));
            return !InferenceProcesses.Infers(child);
        });

        var view = await Uploads.Ended(team.Modeler, (string)job["id"]!);
        Assert.Equal(("succeeded", Samples), ((string)view["state"]!, (int)view["result"]!["predicted"]!));
    }

    static MultipartFormDataContent Model()
    {
        var card = $$"""
            {"name":"still-net","task":"classification","property":"quality","license":"MIT",
             "input":{"name":"input","type":"float32","layout":"NCHW","channels":3,"color":"rgb","width":{{Side}},"height":{{Side}},"resize":{"mode":"stretch","filter":"area"},"scale":1,"mean":[0,0,0],"std":[1,1,1]},
             "outputs":[{"name":"scores","kind":"classScores","activation":"softmax"}],"classes":["good","bad","odd"]}
            """;
        return new()
        {
            { new ByteArrayContent(OnnxFile.MeanOfChannels(3, Side, Side)), "model", "model.onnx" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(card)), "card", "card.json" },
        };
    }

    /// <summary>Time that passes when a test says so.</summary>
    sealed class HandTime : TimeProvider
    {
        readonly List<Timer> timers = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(callback, state) { Due = dueTime };
            lock (timers) timers.Add(timer);
            return timer;
        }

        public void Pass(TimeSpan time)
        {
            Timer[] all;
            lock (timers) all = [.. timers];
            foreach (var timer in all) timer.Pass(time);
        }

        sealed class Timer(TimerCallback callback, object? state) : ITimer
        {
            readonly Lock gate = new();

            public TimeSpan Due { get; set; }

            public void Pass(TimeSpan time)
            {
                lock (gate)
                {
                    if (Due < TimeSpan.Zero || Due > time) return;
                    Due = Timeout.InfiniteTimeSpan;
                }
                callback(state);
            }

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                lock (gate) Due = dueTime;
                return true;
            }

            public void Dispose() => Change(Timeout.InfiniteTimeSpan, default);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }
}
