using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Evaluations;
using Labelwise.Domain.Models;
using Labelwise.Domain.Specs;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Models;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Predictions;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Versions;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Labelwise.Grains.Evaluations;

/// <summary>Predicts a part of the version, or looks up what was brought, has it judged, records how far it is; the next part is predicted meanwhile. What is
/// judged lies in blobs, so that the record stays small; at the end one pass over them writes the report.</summary>
sealed class EvaluationGrain(
    [PersistentState("evaluation")] IPersistentState<EvaluationRecord> run, IPredictionSource source, IEvaluationFiles files,
    TimeProvider time, ILogger<EvaluationGrain> log)
    : JobGrain<EvaluationRecord>(run, time, log), IEvaluationGrain
{
    /// <summary>Samples of each part that are predicted one by one first, to be timed.</summary>
    const int TimedOfPart = 16;

    readonly TimeProvider time = time;
    readonly OneAhead<PredictedPart> ahead = new();
    Exam? exam;
    IBroughtAnswers? brought;

    protected override JobKind Kind => JobKind.Evaluation;

    public async Task<Outcome<JobView>> Start(StartEvaluation command)
    {
        if (Job is { StartedAt: not null, State: not (JobState.Failed or JobState.Cancelled) }) return await Begin(Job);
        if ((await Examine(command, default)).Refuses(out var why, out var found)) return why;
        var started = new EvaluationRecord { Command = command, Total = found.Samples };
        return Job.StartedAt is null ? await Begin(started) : await BeginAgain(started);
    }

    protected override async Task Step(CancellationToken cancellation)
    {
        if (exam is null && (await Examine(Job.Command!, cancellation)).Refuses(out var why, out exam))
            await Record(Job.Failed(why.Code, why.Message));
        else if (Job.Command!.Brought is { } file && (brought ??= await files.Brought(file.Jsonl, cancellation)) is null)
            await Record(Job.Failed("blob-missing", "The file of predictions is gone: bring it again."));
        else if (Job.NextPart < exam!.Parts)
            await TakePart(exam, cancellation);
        else
            await Finish(exam, cancellation);
    }

    async Task TakePart(Exam exam, CancellationToken cancellation)
    {
        var part = Job.NextPart;
        var predicted = await ahead.Take(part, exam.Parts, next => Predict(next, exam, cancellation));
        if (predicted.Answers.Refuses(out var why, out var answers))
        {
            await Record(Job.Failed(why.Code, why.Message));
            return;
        }
        var judged = await files.Judge(exam.Target, exam.Spec, predicted.Samples, [.. answers.Select(a => a.Refusal is null ? a.Value : null)], cancellation);
        var errors = predicted.Samples.Zip(answers).Where(a => a.Second.Refusal is not null)
            .Select(a => new RecordError(a.First.ExternalId, null, a.Second.Refusal!.Code, a.Second.Refusal.Message));
        if (part is 0 && brought is not null) errors = brought.Faults.Concat(errors);
        await Record(Job.With([.. errors]) with
        {
            State = JobState.Running, NextPart = part + 1, Done = Job.Done + predicted.Samples.Length, Total = Math.Max(Job.Total, Job.Done + predicted.Samples.Length),
            Parts = predicted.Samples.IsEmpty ? Job.Parts : Job.Parts.Add(judged),
            SingleMs = [.. Job.SingleMs, .. predicted.SingleMs.Take(EvaluationRecord.MostTimed - Job.SingleMs.Length)],
            PartsMs = Job.PartsMs + predicted.WholeMs, Timed = Job.Timed + predicted.Timed,
        });
    }

    async Task Finish(Exam exam, CancellationToken cancellation)
    {
        var command = Job.Command!;
        var times = new EvaluationTimes(Job.SingleMs, Job.PartsMs > 0 ? Job.Timed / Job.PartsMs * 1_000 : null);
        var report = await files.Report(exam.Target, Job.Parts, times, cancellation);
        if (report.Samples is 0)
        {
            await Record(Job.Failed("nothing-to-measure", "No label of these samples says what this model answers."));
            return;
        }
        if (brought is not null && Job.Parts.Sum(p => p.Failures) == report.Samples)
        {
            await Record(Job.Failed("nothing-predicted", $"The file predicts {brought.Count} samples, and none of those {report.Samples} that are measured in words that the version's spec knows."));
            return;
        }
        await GrainFactory.GetGrain<IEvaluationListGrain>(Project.Value).Add(new(
            Id, command.Model, command.Brought?.Name ?? exam.Model!.Card.Name, command.Version, command.Split, time.GetUtcNow(), command.By, exam.Target.Kind,
            exam.Model?.Card.TrainedOn, report));
        await Record(Job.Succeeded(("evaluation", Id), ("samples", report.Samples.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>The way of a prediction run, so that what is measured is what would be predicted.</summary>
    async Task<PredictedPart> Predict(int part, Exam exam, CancellationToken cancellation)
    {
        var samples = await files.Part(exam.Version, part, Job.Command!.Split, cancellation);
        if (samples.IsEmpty) return new(samples, ImmutableArray<Outcome<CandidateAnswer, PredictionRefusal>>.Empty, [], 0, 0);
        if (brought is not null) return new(samples, await brought.Of(exam.Target, samples, cancellation), [], 0, 0);
        var model = Asking(exam.Model!);
        if ((await source.Load(model, cancellation)).Refuses(out var why, out _)) return new(samples, why, [], 0, 0);
        await source.Predict(model, [samples[0].Sample], cancellation);  // a first inference is not what the others are
        var singles = ImmutableArray.CreateBuilder<double>();
        foreach (var one in samples.Take(part * TimedOfPart < EvaluationRecord.MostTimed ? TimedOfPart : 0))
        {
            var single = time.GetTimestamp();
            await source.Predict(model, [one.Sample], cancellation);
            singles.Add(time.GetElapsedTime(single).TotalMilliseconds);
        }
        var whole = time.GetTimestamp();
        var said = await source.Predict(model, [.. samples.Select(s => s.Sample)], cancellation);
        var ms = time.GetElapsedTime(whole).TotalMilliseconds;
        if (said.Refuses(out why, out var answers)) return new(samples, why, [], 0, 0);
        return new(samples, answers.Select(a => Answer(model.Card, a)).ToImmutableArray(), singles.ToImmutable(), ms, samples.Length);
    }

    static Outcome<CandidateAnswer, PredictionRefusal> Answer(ModelCard card, Outcome<Prediction, PredictionRefusal> said) =>
        said.Refusal is { } why ? why : CandidateAnswer.Of(card, said.Value!);

    async Task<Outcome<Exam>> Examine(StartEvaluation command, CancellationToken cancellation)
    {
        var project = GrainFactory.GetGrain<IProjectGrain>(Project.Value);
        if (await project.Settings() is not { } settings) return new NotFound();
        if (await GrainFactory.GetGrain<IDatasetGrain>(Project.Value).Version(command.Version) is not { } version) return new NotFound();
        if (await project.Spec(version.SpecVersion) is not { } spec) return new NotFound();
        var splits = version.Statistics.BySplit;
        if (command.Split is { } split && (split.Length is 0 || !splits.ContainsKey(split)))
            return new NoSuchSplit(split, [.. splits.Keys.Where(k => k.Length > 0)]);
        if ((await CandidateOf(command, settings with { Spec = spec })).Refuses(out var why, out var candidate)) return why;
        return new Exam(
            version, spec, candidate.Model, candidate.Target, await files.Parts(version, cancellation), command.Split is { } of ? splits[of] : version.Samples);
    }

    /// <param name="settings">With the version's spec.</param>
    async Task<Outcome<Candidate>> CandidateOf(StartEvaluation command, ProjectSettings settings)
    {
        if (command.Brought is { } brought)
            return EvaluationTarget.Of(settings.Spec, brought.Property) is { } asked ? new Candidate(null, asked) : new NothingToMeasure(brought.Property);
        if (await GrainFactory.Model(command.Tenant, command.Model.Model).Version(command.Model.Version) is not { } model) return new NotFound();
        var card = model.Files();
        if (ModelTerms.Match(card.Card, settings).Refuses(out var why, out _)) return why;
        return new Candidate(card, EvaluationTarget.Of(settings.Spec, card.Card));
    }

    /// <summary>The same model, asked for more boxes than it would give: another one to whoever keeps models loaded.</summary>
    static ModelFiles Asking(ModelFiles model)
    {
        var card = EvaluationTarget.Asking(model.Card);
        return card == model.Card ? model : new(model.Onnx, ContentHash.Of(Encoding.UTF8.GetBytes($"{model.CardHash} from {card.Postprocess!.ScoreThreshold:R}")), card);
    }

    /// <param name="Model">Null of brought predictions.</param>
    sealed record Candidate(ModelFiles? Model, EvaluationTarget Target);

    sealed record Exam(SealedVersion Version, DataSpec Spec, ModelFiles? Model, EvaluationTarget Target, int Parts, int Samples);

    sealed record PredictedPart(
        ImmutableArray<SealedSample> Samples, Outcome<ImmutableArray<Outcome<CandidateAnswer, PredictionRefusal>>> Answers,
        ImmutableArray<double> SingleMs, double WholeMs, int Timed);
}
