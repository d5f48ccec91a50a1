using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Labelwise.Host.Accounts;
using Labelwise.Host.Activities;
using Labelwise.Host.Evaluations;
using Labelwise.Host.Gold;
using Labelwise.Host.Guidelines;
using Labelwise.Host.Jobs;
using Labelwise.Host.Live;
using Labelwise.Host.Models;
using Labelwise.Host.Practice;
using Labelwise.Host.Predictions;
using Labelwise.Host.Projects;
using Labelwise.Host.Questions;
using Labelwise.Host.Reports;
using Labelwise.Host.Statistics;
using Labelwise.Host.Tasks;
using Labelwise.Host.Versions;
using Labelwise.Host.Work;
using Labelwise.Host.WorkOrders;

namespace Labelwise.Host.Http;

/// <summary>How answers are written: code made at build time, camelCase, absent members left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(UserAnswer))]
[JsonSerializable(typeof(MeAnswer))]
[JsonSerializable(typeof(Page<PersonAnswer>))]
[JsonSerializable(typeof(Page<UserAnswer>))]
[JsonSerializable(typeof(InvitationAnswer))]
[JsonSerializable(typeof(ApiTokenAnswer))]
[JsonSerializable(typeof(Page<ApiTokenAnswer>))]
[JsonSerializable(typeof(Page<ActivityAnswer>))]
[JsonSerializable(typeof(ProjectAnswer))]
[JsonSerializable(typeof(Page<ProjectItem>))]
[JsonSerializable(typeof(DocumentAnswer))]
[JsonSerializable(typeof(GuidelineAnswer))]
[JsonSerializable(typeof(MemberAnswer))]
[JsonSerializable(typeof(Page<MemberAnswer>))]
[JsonSerializable(typeof(JobAnswer))]
[JsonSerializable(typeof(StartedJob))]
[JsonSerializable(typeof(Page<JobAnswer>))]
[JsonSerializable(typeof(NextAnswer))]
[JsonSerializable(typeof(CommandAnswer))]
[JsonSerializable(typeof(ReviewsAnswer))]
[JsonSerializable(typeof(TaskAnswer))]
[JsonSerializable(typeof(ProjectConsensusAnswer))]
[JsonSerializable(typeof(ConsensusAnswer))]
[JsonSerializable(typeof(SetAnswer))]
[JsonSerializable(typeof(VendorPeopleAnswer))]
[JsonSerializable(typeof(ContestAnswer))]
[JsonSerializable(typeof(Page<TaskItem>))]
[JsonSerializable(typeof(CountAnswer))]
[JsonSerializable(typeof(ConfusionsAnswer))]
[JsonSerializable(typeof(ConsensusAnswer))]
[JsonSerializable(typeof(SpecPreviewAnswer))]
[JsonSerializable(typeof(ForecastAnswer))]
[JsonSerializable(typeof(HistogramAnswer))]
[JsonSerializable(typeof(AssignmentAnswer))]
[JsonSerializable(typeof(ProgressAnswer))]
[JsonSerializable(typeof(AnnotatorsAnswer))]
[JsonSerializable(typeof(AgreementAnswer))]
[JsonSerializable(typeof(PairsAnswer))]
[JsonSerializable(typeof(AnnotatorDetailsAnswer))]
[JsonSerializable(typeof(ConsistencyAnswer))]
[JsonSerializable(typeof(ReportAnswer))]
[JsonSerializable(typeof(ConfidenceAnswer))]
[JsonSerializable(typeof(RegisteredModelAnswer))]
[JsonSerializable(typeof(ModelAnswer))]
[JsonSerializable(typeof(Page<ModelAnswer>))]
[JsonSerializable(typeof(BroughtPredictionsAnswer))]
[JsonSerializable(typeof(EvaluationAnswer))]
[JsonSerializable(typeof(Page<EvaluationItem>))]
[JsonSerializable(typeof(Page<ErrorAnswer>))]
[JsonSerializable(typeof(ComparisonAnswer))]
[JsonSerializable(typeof(LearningCurveAnswer))]
[JsonSerializable(typeof(OnlineTestAnswer))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(Page<VersionItem>))]
[JsonSerializable(typeof(ManifestAnswer))]
[JsonSerializable(typeof(DiffAnswer))]
[JsonSerializable(typeof(VendorAnswer))]
[JsonSerializable(typeof(Page<VendorAnswer>))]
[JsonSerializable(typeof(WorkOrderAnswer))]
[JsonSerializable(typeof(Page<WorkOrderAnswer>))]
[JsonSerializable(typeof(GuidelineReadingAnswer))]
[JsonSerializable(typeof(GuidelinePictureAnswer))]
[JsonSerializable(typeof(Page<GuidelineVersionAnswer>))]
[JsonSerializable(typeof(Page<MyWorkAnswer>))]
[JsonSerializable(typeof(GoldAnswer))]
[JsonSerializable(typeof(Page<GoldAnswer>))]
[JsonSerializable(typeof(GoldImportAnswer))]
[JsonSerializable(typeof(MissedGoldAnswer))]
[JsonSerializable(typeof(Page<MissedGoldAnswer>))]
[JsonSerializable(typeof(Page<ContestedGoldAnswer>))]
[JsonSerializable(typeof(DisputeAnswer))]
[JsonSerializable(typeof(Page<DisputeAnswer>))]
[JsonSerializable(typeof(PracticeAnswer))]
[JsonSerializable(typeof(PracticeStandingAnswer))]
[JsonSerializable(typeof(PracticeExampleAnswer))]
[JsonSerializable(typeof(PracticeMarkAnswer))]
[JsonSerializable(typeof(Page<PracticeScoreAnswer>))]
[JsonSerializable(typeof(QuestionAnswer))]
[JsonSerializable(typeof(Page<QuestionAnswer>))]
[JsonSerializable(typeof(QuestionChangedEvent))]
[JsonSerializable(typeof(TasksChangedEvent))]
[JsonSerializable(typeof(JobProgressEvent))]
[JsonSerializable(typeof(AnnotatorChangedEvent))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Text stays readable in every script; what could end a script or attribute is escaped still.</summary>
    public static ApiJson Api { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}

/// <summary>A part of a list.</summary>
/// <param name="Next">Cursor of the rest; null at the end.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next = null);
