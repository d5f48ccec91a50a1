using Labelwise.Benchmarks;
using Labelwise.Benchmarks.Crowds;
using Labelwise.Benchmarks.Insight;
using Labelwise.Benchmarks.Live;
using Labelwise.Inference.Isolated;

// Each figure says what it did; run with `dotnet run -c Release --project tests/Benchmarks -- NAME …`.
switch (args)
{
    case ["lease-submit", var tasks, var annotators, var seconds]:
        await LeaseAndSubmit.Run(int.Parse(tasks), int.Parse(annotators), TimeSpan.FromSeconds(double.Parse(seconds)));
        return 0;
    case ["next", var tasks]:
        await NextAtSize.Run(int.Parse(tasks));
        return 0;
    case ["predict", var folder]:
        await PredictionRate.Run(folder);
        return 0;
    case ["evaluate", var folder, var rounds]:
        await EvaluationRate.Run(folder, int.Parse(rounds));
        return 0;
    case ["group-commit", var writers]:
        await GroupCommitRate.Run(int.Parse(writers));
        return 0;
    case ["crowd", var folder]:
        CrowdAccuracy.Run(folder);
        return 0;
    case ["crowd-model", var folder]:
        CrowdBesideModel.Run(folder);
        return 0;
    case ["calls", var callers, var calls]:
        await GrainCalls.Run(int.Parse(callers), int.Parse(calls));
        return 0;
    case ["overload", var tasks, var annotators, var seconds]:
        await OverloadedServer.Run(int.Parse(tasks), int.Parse(annotators), TimeSpan.FromSeconds(double.Parse(seconds)));
        return 0;
    case ["watchers", var watchers, var changes, var seconds]:
        await LiveWatchers.Run(int.Parse(watchers), double.Parse(changes), TimeSpan.FromSeconds(double.Parse(seconds)));
        return 0;
    case ["abuse", var seconds]:
        await UnderAbuse.Run(TimeSpan.FromSeconds(double.Parse(seconds)));
        return 0;
    case ["bare-hub", var url]:  // started by `watchers`
        await BareHub.Serve(url);
        return 0;
    case ["crowd-big", var make, var python]:
        CrowdAtSize.Run(make, python);
        return 0;
    case ["adaptive", var folder, .. var svg]:
        AdaptiveAsking.Run(folder, svg.FirstOrDefault());
        return 0;
    case ["changes", var people]:
        ChangePower.Run(int.Parse(people));
        return 0;
    case ["flags"]:
        FlagPower.Run(1000, 400);
        return 0;
    case ["flags", var projects, var tasks]:
        FlagPower.Run(int.Parse(projects), int.Parse(tasks));
        return 0;
    case ["label-errors", var folder]:
        PlantedErrors.Run(folder);
        return 0;
    case ["coverage", .. var projects]:
        SetCoverage.Run(projects is [var count] ? int.Parse(count) : 500);
        return 0;
    case ["foretold", var made, var ofTasks, .. ([] or ["giving-way"]) and var way]:
        ForetoldPower.Run(int.Parse(made), int.Parse(ofTasks), givesWay: way.Length > 0);
        return 0;
    case ["neighbours", .. { Length: > 0 } counts]:
        NeighbourSearch.Run([.. counts.Select(int.Parse)]);
        return 0;
    case ["neighbour-findings", var folder]:
        await PlantedTwins.Run(folder);
        return 0;
    case ["survey", var surveyed]:
        SurveyCost.Run(int.Parse(surveyed));
        return 0;
    case ["certificate"]:
        CertificateAudits.Run();
        return 0;
    case ["crowd-fit", var folder]:  // started by `crowd-big`
        CrowdAtSize.Fit(folder);
        return 0;
    case ["import", var images, .. var rounds]:
        await ImageImport.Run(int.Parse(images), rounds is [var some] ? int.Parse(some) : 3);
        return 0;
    case ["import-text", .. { Length: > 0 } counts]:
        await TextImport.Run([.. counts.Select(int.Parse)]);
        return 0;
    case ["memory", var tasks]:
        await MemoryUse.Run(int.Parse(tasks));
        return 0;
    case ["drawn", var tasks]:
        await DrawnFilter.Run(int.Parse(tasks));
        return 0;
    case ["growth", .. var sizesAndPlot]:
        await Growth.Run([.. sizesAndPlot.Where(a => int.TryParse(a, out _)).Select(int.Parse)], sizesAndPlot.FirstOrDefault(a => a.EndsWith(".svg", StringComparison.Ordinal)));
        return 0;
    case ["cold-start", var tasks]:
        await ColdStart.Run(int.Parse(tasks));
        return 0;
    case ["infer"]:  // started by `predict`, for the model in a process of its own
        await InferenceChild.Run();
        return 0;
    default:
        Console.Error.WriteLine("lease-submit TASKS CONNECTIONS SECONDS | next TASKS | predict FOLDER | evaluate FOLDER ROUNDS | group-commit WRITERS | crowd FOLDER | crowd-model FOLDER | crowd-big make_big.py PYTHON | adaptive FOLDER [SVG] | certificate | flags [PROJECTS TASKS] | changes PEOPLE | label-errors FOLDER | coverage [PROJECTS] | foretold PROJECTS TASKS [giving-way] | neighbours SAMPLES… | neighbour-findings FOLDER | survey TASKS"
            + " | calls CALLERS CALLS | overload TASKS ANNOTATORS SECONDS | watchers WATCHERS CHANGES_PER_SECOND SECONDS | abuse SECONDS"
            + " | import IMAGES [ROUNDS] | import-text ROWS… | memory TASKS | drawn TASKS | growth TASKS… [PLOT.svg] | cold-start TASKS");
        return 2;
}
