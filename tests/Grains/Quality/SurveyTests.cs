using System.Collections.Immutable;
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

namespace Labelwise.Tests.Grains.Quality;

public sealed class SurveyTests
{
    static readonly DateTimeOffset Morning = new(2027, 1, 1, 8, 0, 0, TimeSpan.Zero);
    static readonly UserId Ada = new("ada"), Rita = new("rita");

    /// <summary>A reviewer mends three letters of ten; on another task two people had answered, which may be why a reviewer saw it.</summary>
    [Fact]
    public void A_text_is_held_against_what_a_reviewer_made_of_it_where_the_spec_asks_for_nothing_else()
    {
        var (said, mended) = (LabelDocument.Of("words", "abcdefgxyz"), LabelDocument.Of("words", "abcdefghij"));
        var survey = Survey(
            new("words", "words", PropertyType.Text, [], null, null, Normalisation.None, true, []), [],
            [Reviewed(0, mended, -1, Opinion(Ada, said, -1)), Reviewed(1, mended, -1, Opinion(Ada, said, -1), Opinion(Rita, said, -1))], said, mended);

        Assert.Equal(0.3, survey.People[Ada].Texts.ErrorRate!.Value, 1e-9);
        var (right, labels) = Assert.Single(survey.People[Ada].Likeness.Stretches).Value;
        Assert.Equal(0.7, right, 1e-9);
        Assert.Equal(1, labels);
        Assert.Empty(survey.People[Rita].Likeness.Stretches);
    }

    /// <summary>Somebody gets known answers right in the morning and wrong from noon on: of other tasks nobody else speaks.</summary>
    [Fact]
    public void Known_answers_tell_how_somebody_changed_to_all_but_themselves()
    {
        var label = LabelDocument.Of("kind", "good");
        var tasks = Enumerable.Range(0, 60).Select(i => Reviewed(i, label, 0)).Select((task, i) => task with
        {
            Row = task.Row with { Gold = true, Checks = [new(Ada, CheckKind.Gold, i < 30 ? 0 : 1, 5000, Morning.AddMinutes(5 * i), i < 30 ? 1 : 0)] },
        });
        var survey = Survey(
            new("kind", "kind", PropertyType.Option, [new("good", "good"), new("bad", "bad")], null, null, Normalisation.None, true, []), ["good", "bad"], [.. tasks], label);

        Assert.Equal("declined", Assert.Single(survey.People[Ada].Changes(2, known: true)).Code);
        Assert.Empty(survey.People[Ada].Changes(2, known: false));
    }

    static BlockSurvey Survey(PropertyRule property, ImmutableArray<string> classes, ImmutableArray<AnsweredTask> tasks, params LabelDocument[] documents) => BlockSurveying.Survey(
        new(tasks, new(
            new("surveyed"), new("tenant"), "surveyed", Morning, 1, new DataSpec(MediaKind.Text, null, null, [], [property]), 1, 1, Pipeline.Default,
            ImmutableDictionary<UserId, ProjectRoles>.Empty, 7, 0, Ada, tasks.Length, classes), new Dictionary<UserId, double>(), new Dictionary<ModelRef, Calibrator>()),
        documents.ToDictionary(d => d.Hash));

    static AnsweredTask Reviewed(int index, LabelDocument stands, int @class, params RowOpinion[] opinions) => new(
        new()
        {
            Id = new(new("surveyed"), index), Version = 5, State = TaskState.Reviewed, Label = stands.Hash, Class = @class, Confidence = 1, Opinions = [.. opinions],
            Decision = new(DeciderKind.Reviewer, [Rita], null, Morning, "review"), UpdatedAt = Morning,
        },
        new(ContentHash.Of(BitConverter.GetBytes(index)), $"t{index}", "text/plain", 0, 0, 0, null, "CC-BY-4.0"), null, false);

    static RowOpinion Opinion(UserId who, LabelDocument said, int @class) => new(who, said.Hash, @class, 5000, Morning, true, false, false, 1, 1);
}
