using Labelwise.Host.Accounts;
using Labelwise.Host.Activities;
using Labelwise.Host.Evaluations;
using Labelwise.Host.Http;
using Labelwise.Host.Gold;
using Labelwise.Host.Guidelines;
using Labelwise.Host.Imports;
using Labelwise.Host.Jobs;
using Labelwise.Host.Models;
using Labelwise.Host.Practice;
using Labelwise.Host.Predictions;
using Labelwise.Host.Projects;
using Labelwise.Host.Questions;
using Labelwise.Host.Reports;
using Labelwise.Host.Samples;
using Labelwise.Host.Statistics;
using Labelwise.Host.Tasks;
using Labelwise.Host.Versions;
using Labelwise.Host.Work;
using Labelwise.Host.WorkOrders;

namespace Labelwise.Host.Composition;

/// <summary>Every route of the API.</summary>
static class AllRoutes
{
    public static void Map(Routes routes)
    {
        SessionRoutes.Map(routes);
        TokenRoutes.Map(routes);
        UserRoutes.Map(routes);
        ProjectRoutes.Map(routes);
        DocumentRoutes.Map(routes);
        DryRunRoutes.Map(routes);
        MemberRoutes.Map(routes);
        WorkRoutes.Map(routes);
        ReviewRoutes.Map(routes);
        TaskRoutes.Map(routes);
        AssignmentRoutes.Map(routes);
        BulkRoutes.Map(routes);
        SampleRoutes.Map(routes);
        QuestionRoutes.Map(routes);
        GuidelineRoutes.Map(routes);
        MyWorkRoutes.Map(routes);
        PracticeRoutes.Map(routes);
        GoldRoutes.Map(routes);
        VendorRoutes.Map(routes);
        GoldContestRoutes.Map(routes);
        DisputeRoutes.Map(routes);
        WorkOrderRoutes.Map(routes);
        ActivityRoutes.Map(routes);
        StatisticsRoutes.Map(routes);
        ConfusionRoutes.Map(routes);
        ConsensusRoutes.Map(routes);
        SurveyRoutes.Map(routes);
        PairRoutes.Map(routes);
        VendorViewRoutes.Map(routes);
        ReportRoutes.Map(routes);
        JobRoutes.Map(routes);
        ImportRoutes.Map(routes);
        ModelRoutes.Map(routes);
        PredictionRoutes.Map(routes);
        VersionRoutes.Map(routes);
        EvaluationRoutes.Map(routes);
        LearningRoutes.Map(routes);
    }
}
