using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Pipelines;
using Labelwise.Domain.Quality;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Quality.Surveys;
using Labelwise.Grains.Tasks;

namespace Labelwise.Benchmarks.Insight;

/// <summary>What a full survey of a large project costs: processor time and memory of adding up all blocks of three answers a task,
/// and of summarising them, as the server does in the background; without reading the blocks.</summary>
static class SurveyCost
{
    const int People = 30, Opinions = 3, Classes = 10;

    static readonly ModelRef Model = new("model", 1);
    static readonly DateTimeOffset Morning = new(2027, 1, 1, 8, 0, 0, TimeSpan.Zero);

    public static void Run(int tasks)
    {
        var settings = Settings();
        var accuracies = Enumerable.Range(0, People).ToDictionary(Person, _ => 0.9);
        var calibrations = new Dictionary<ModelRef, Calibrator> { [Model] = new(new Temperature(1.5)) };
        var documents = new Dictionary<ContentHash, LabelDocument>();
        var blocks = ImmutableArray.CreateBuilder<BlockSurvey>();
        var before = GC.GetTotalMemory(true);
        var adding = TimeSpan.Zero;
        for (var from = 0; from < tasks; from += TaskBlock.Size)
        {
            var block = new BlockToSurvey([.. Enumerable.Range(from, Math.Min(TaskBlock.Size, tasks - from)).Select(i => Answered(settings, i))], settings, accuracies, calibrations);
            var clock = Stopwatch.StartNew();
            blocks.Add(BlockSurveying.Survey(block, documents));
            adding += clock.Elapsed;
        }
        var kept = blocks.ToImmutable();
        var held = GC.GetTotalMemory(true) - before;
        var summing = Stopwatch.StartNew();
        var summary = SurveySummary.Of(new(Morning, kept.Length, kept.Length, true), settings, kept, ImmutableDictionary<int, ImmutableArray<ulong>>.Empty, null);
        summing.Stop();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            tasks, opinions = (long)tasks * Opinions, people = People, secondsToAddUp = Math.Round(adding.TotalSeconds, 2),
            secondsToSummarise = Math.Round(summing.Elapsed.TotalSeconds, 2), megabytesHeld = Math.Round(held / 1e6, 1),
            bytesATask = Math.Round(held / (double)tasks, 1), alpha = summary.Agreement.Classification!.Alpha, load1 = Figures.Load,
        }));
        GC.KeepAlive(kept);
    }

    static AnsweredTask Answered(ProjectSettings settings, int index)
    {
        var random = new Random(index);
        var truth = random.Next(Classes);
        var opinions = Enumerable.Range(0, Opinions).Select(o =>
        {
            var answer = random.NextDouble() < 0.9 ? truth : random.Next(Classes);
            return new RowOpinion(Person((index / 7 + o * 11) % People), Label(answer), answer, 1500 + random.Next(4000), Morning.AddSeconds(index / 4.0 + o), true, null, false, 1 + index / 200_000, 1);
        }).ToImmutableArray();
        var says = random.NextDouble() < 0.93 ? truth : random.Next(Classes);
        return new(
            new()
            {
                Id = new(settings.Id, index), Version = 8, State = TaskState.Reviewed, Label = Label(truth), Class = truth, Confidence = 0.99f, Opinions = opinions,
                Decision = new(DeciderKind.People, [.. opinions.Select(o => o.Annotator)], null, Morning, "consensus"),
            },
            new(ContentHash.Of(BitConverter.GetBytes(index)), $"sample-{index}.png", "image/png", 640, 480, 0, null, "CC-BY-4.0"),
            new(Model, Label(says), says, 0.95, [new(says, 0.95f)]), false);
    }

    static UserId Person(int number) => new($"person{number:0000000000}");

    static ContentHash Label(int answer) => ContentHash.Of(Encoding.UTF8.GetBytes($"class {answer}"));

    static ProjectSettings Settings()
    {
        var ids = Enumerable.Range(0, Classes).Select(c => $"c{c}").ToImmutableArray();
        var spec = new DataSpec(MediaKind.Image, null, null, [], [new("kind", "kind", PropertyType.Option, [.. ids.Select(i => new OptionRule(i, i))], null, null, Normalisation.None, true, [])]);
        return new(
            new("surveyed"), new("tenant"), "surveyed", Morning, 1, spec, 1, 1, Pipeline.Default, ImmutableDictionary<UserId, ProjectRoles>.Empty, 7, 0,
            Person(0), People, ids);
    }
}
