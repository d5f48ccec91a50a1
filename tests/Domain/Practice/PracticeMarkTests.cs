using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Practice;
using Labelwise.Domain.Specs;
using Labelwise.Domain.Tasks;

namespace Labelwise.Tests.Domain.Practice;

public sealed class PracticeMarkTests
{
    static int ids;
    static readonly DataSpec Spec = DataSpec.Parse(Encoding.UTF8.GetBytes(
        """{"media":"image","classes":[{"id":"cat","name":"Cat","shape":"box","properties":[{"id":"sits","name":"sits","type":"boolean"},{"id":"beside","name":"beside","type":"reference"}]},{"id":"dog","name":"Dog","shape":"box"}],"properties":[{"id":"light","name":"light","type":"option","options":["day","night"]}]}"""), () => $"x{++ids}").Spec!;

    [Fact]
    public void A_box_half_a_width_off_counts_by_how_much_it_overlaps()
    {
        var mark = Mark([Box("a", "cat", 0, 0, 10, 10)], [Box("k", "cat", 2, 0, 10, 10)]);
        Assert.Equal(8.0 / 12, mark.Score, 1e-9);
        Assert.Equal(new("k", "a", 8.0 / 12, true, true), Assert.Single(mark.Objects));
    }

    [Fact]
    public void What_is_missed_too_many_or_of_a_wrong_class_counts_nothing()
    {
        var mark = Mark(
            [Box("a", "cat", 0, 0, 10, 10), Box("b", "cat", 50, 0, 10, 10), Box("c", "dog", 90, 90, 5, 5)],
            [Box("k", "cat", 0, 0, 10, 10), Box("l", "dog", 50, 0, 10, 10), Box("m", "cat", 70, 70, 5, 5)]);
        Assert.Equal(
            [new("k", "a", 1, true, true), new("l", "b", 1, false, true), new("m", null, 0, false, false), new(null, "c", 0, false, false)], mark.Objects);
        Assert.Equal(0.25, mark.Score, 1e-9);
    }

    [Fact]
    public void A_cat_and_a_dog_at_one_place_are_not_taken_for_each_other()
    {
        var mark = Mark([Box("d", "dog", 0, 0, 10, 9), Box("c", "cat", 0, 0, 10, 10)], [Box("k", "cat", 0, 0, 10, 9), Box("l", "dog", 0, 0, 10, 10)]);
        Assert.All(mark.Objects, o => Assert.True(o.ClassRight));
    }

    [Fact]
    public void An_object_with_a_wrong_answer_counts_nothing_but_a_reference_is_not_held_against_it()
    {
        var known = Box("k", "cat", 0, 0, 10, 10) with { Properties = PropertyValues.Of("sits", true).With("beside", "z") };
        Assert.Equal(0, Mark([Box("a", "cat", 0, 0, 10, 10)], [known]).Score);
        Assert.Equal(1, Mark([Box("a", "cat", 0, 0, 10, 10) with { Properties = PropertyValues.Of("sits", true) }], [known]).Score);
    }

    [Fact]
    public void A_question_is_right_or_wrong_and_saying_nothing_is_an_answer()
    {
        Assert.Equal((1.0, true), Of(PracticeMark.Of(Spec, LabelDocument.Of("light", "day"), LabelDocument.Of("light", "day"))));
        Assert.Equal((0.0, false), Of(PracticeMark.Of(Spec, LabelDocument.Of("light", "night"), LabelDocument.Of("light", "day"))));
        Assert.Equal((0.0, false), Of(PracticeMark.Of(Spec, LabelDocument.Empty, LabelDocument.Of("light", "day"))));
        Assert.Equal(1, PracticeMark.Of(Spec, LabelDocument.Empty, LabelDocument.Empty).Score);

        static (double, bool) Of(PracticeMark mark) => (mark.Score, Assert.Single(mark.Questions).Right);
    }

    [Fact]
    public void The_first_try_alone_is_scored_and_one_sent_twice_is_one()
    {
        var (task, now) = (new TaskId(new("p"), 1), DateTimeOffset.UnixEpoch);
        var standing = PracticeStanding.None.With(task, 0.2, new("k1"), now).With(task, 1, new("k2"), now).With(task, 1, new("k2"), now);
        Assert.Equal((0.2, 2), (standing.To(task)!.Score, standing.To(task)!.Tries));
        var here = new PracticeExample(task, new(default, "1.png", "image/png", 1, 1, 0), default, "");
        Assert.Equal(0.2, standing.ScoreOver([here, here with { Task = new(new("p"), 2) }]));
        Assert.Null(standing.ScoreOver([]));
    }

    static PracticeMark Mark(ImmutableArray<LabeledObject> answer, ImmutableArray<LabeledObject> known) =>
        PracticeMark.Of(Spec, new(answer, PropertyValues.Empty), new(known, PropertyValues.Empty));

    static LabeledObject Box(string id, string name, double x, double y, double width, double height) =>
        new(id, name, new Box(x, y, width, height), PropertyValues.Empty);
}
