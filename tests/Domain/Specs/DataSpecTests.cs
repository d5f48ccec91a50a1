using System.Text;
using System.Text.Json;
using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;

namespace Labelwise.Tests.Domain.Specs;

public sealed class DataSpecTests
{
    const string Potatoes = """
        {"media":"image","classes":[],"properties":[{"name":"quality","type":"option","options":["good","bad"],"required":true}]}
        """;

    [Fact]
    public void A_spec_without_ids_is_given_them()
    {
        var spec = RandomSpecs.Read(Potatoes);
        Assert.Equal("id0", spec.ImageProperty("quality")!.Id);
        Assert.Equal(["id1", "id2"], spec.ClassificationTarget!.OptionIds);
    }

    [Fact]
    public void A_written_spec_reads_back_as_the_same_spec() => Seeds.Hold(seed =>
    {
        var spec = RandomSpecs.Spec(new Random(seed));
        var again = DataSpec.Parse(spec.ToJson(), () => throw new InvalidOperationException("every id is written"));
        return again.Violations.IsEmpty && again.Spec == spec && again.Spec!.ToJson().AsSpan().SequenceEqual(spec.ToJson());
    });

    [Fact]
    public void Every_member_of_the_document_survives_reading_and_writing()
    {
        const string Document = """
            {"media":"image","derivedFrom":"fruit 3","roi":{"shape":{"box":[0,0,100,50]},"outside":"clip"},
            "classes":[
            {"id":"c1","name":"Apple","shape":"box","color":"#ff0000","key":"1","properties":[{"id":"p1","name":"ripe","type":"boolean","required":false}]},
            {"id":"c2","name":"Hand","shape":"points","color":"tan","pointNames":["wrist","thumb"],"skeleton":[["wrist","thumb"]],
            "properties":[{"id":"p2","name":"side","type":"option","options":[{"id":"o1","name":"left","key":"l","color":"#00f"},{"id":"o2","name":"right"}],"required":true,
            "when":{"class":["Hand"],"property":{"quality":["bad","ugly"]}}}]}],
            "properties":[
            {"id":"p3","name":"quality","type":"option","options":[{"id":"o3","name":"bad"},{"id":"o4","name":"ugly"}],"required":true},
            {"id":"p4","name":"text","type":"text","min":1,"max":20,"normalise":"latex","required":false,"when":{"class":["Apple"],"property":{"weight":[1.5],"sold":[true]}}},
            {"id":"p5","name":"weight","type":"number","min":0.5,"required":false},
            {"id":"p6","name":"sold","type":"boolean","required":false}]}
            """;
        var spec = RandomSpecs.Read(Document);
        Assert.Equal(Document.Replace("\n", "", StringComparison.Ordinal), Encoding.UTF8.GetString(spec.ToJson()));
        Assert.Equal(spec, JsonSerializer.Deserialize<DataSpec>(JsonSerializer.Serialize(spec)));
    }

    [Fact]
    public void A_next_version_without_ids_keeps_them_by_name()
    {
        var first = RandomSpecs.Read(Potatoes);
        var second = RandomSpecs.Read(
            """{"media":"image","properties":[{"name":"colour","type":"text"},{"name":"quality","type":"option","options":["rotten","bad","good"],"required":true}]}""",
            first, "new");
        Assert.Equal(["new1", "id2", "id1"], second.ImageProperty("quality")!.Options.Select(option => option.Id));
        Assert.Equal("id0", second.ImageProperty("quality")!.Id);
    }

    [Fact]
    public void Two_classes_that_swap_their_names_by_id_stay_who_they_are()
    {
        var first = RandomSpecs.Read("""{"media":"image","classes":[{"name":"A","shape":"box"},{"name":"B","shape":"box"}]}""");
        var swapped = RandomSpecs.Read(
            """{"media":"image","classes":[{"id":"id1","name":"A","shape":"box"},{"name":"B","shape":"box"},{"id":"id0","name":"C","shape":"box"}]}""", first, "new");
        Assert.Equal([("id1", "A"), ("new0", "B"), ("id0", "C")], swapped.Classes.Select(rule => (rule.Id, rule.Name)));
    }

    [Fact]
    public void An_id_is_never_given_twice_even_by_a_source_that_repeats_itself()
    {
        var first = RandomSpecs.Read(Potatoes);
        var second = RandomSpecs.Read("""{"media":"image","properties":[{"name":"other","type":"option","options":["a","b"]}]}""", first);
        Assert.Equal("id3", second.ImageProperty("other")!.Id);
    }

    [Fact]
    public void A_property_cannot_change_its_type_under_its_id()
    {
        var first = RandomSpecs.Read(Potatoes);
        var reading = DataSpec.Parse("""{"media":"image","properties":[{"id":"id0","name":"quality","type":"text"}]}"""u8.ToArray(), RandomSpecs.Ids(), first);
        Assert.Equal(("/properties/0/type", "type-changed"), (Assert.Single(reading.Violations).Pointer, reading.Violations[0].Code));
    }

    [Fact]
    public void A_property_of_the_same_name_and_another_type_is_another_property()
    {
        var first = RandomSpecs.Read(Potatoes);
        var second = RandomSpecs.Read("""{"media":"image","properties":[{"name":"quality","type":"text"}]}""", first, "new");
        Assert.Equal("new0", second.ImageProperty("quality")!.Id);
    }

    [Fact]
    public void Classification_is_about_the_first_required_option_of_the_image()
    {
        var spec = RandomSpecs.Read("""
            {"media":"image","properties":[
            {"name":"note","type":"text"},{"name":"light","type":"option","options":["day"]},{"name":"kind","type":"option","options":["cat","dog"],"required":true}]}
            """);
        Assert.Equal(spec.ImageProperty("kind")!.Id, spec.ClassificationTarget!.PropertyId);
        Assert.Null(RandomSpecs.Read("""{"media":"image","classes":[{"name":"A","shape":"box"}]}""").ClassificationTarget);
    }

    [Fact]
    public void A_wrong_spec_is_answered_with_every_violation_at_its_place()
    {
        const string Document = """
            {
              "media": "video", "owner": "u2", "derivedFrom": 3,
              "roi": { "shape": {"polyline":[[0,0],[1,1]]}, "outside": "drop" },
              "classes": [
                { "name": "Car", "shape": "box", "key": "1", "color": "javascript:alert(1)", "pointNames": ["a"] },
                { "name": "Car", "shape": "circle", "key": "1", "id": "no spaces" },
                { "shape": "points", "pointNames": ["a","a","b"], "skeleton": [["a","z"],["b"],["b","b"]] },
                { "id": "x", "name": " Van", "shape": "box", "properties": [
                  { "id": "p", "name": "wheels", "type": "number", "min": 4, "max": 2, "when": {"class":"Car"} } ] },
                { "id": "x", "name": "Bus", "shape": "span" }
              ],
              "properties": [
                { "id": "p", "name": "a", "type": "option" },
                { "name": "b", "type": "option", "options": ["x","x",{"name":"y","key":"1"},{"name":"z","key":"1"}] },
                { "name": "b", "type": "text", "options": ["x"], "min": 1.5, "normalise": "upper" },
                { "name": "c", "type": "boolean", "min": 0, "normalise": "case", "when": {"class":"Lorry"} },
                { "name": "d", "type": "options", "options": [], "when": {"nothing": true} },
                { "name": "e", "type": "option", "options": ["x"], "when": {"b":"w", "property":{"c":"true"}} },
                { "name": "f", "type": "text", "when": {"g":"x"} },
                { "name": "g", "type": "text", "when": {"property":{"h":"x"}} },
                { "name": "h", "type": "text", "when": {"f":["x"]} },
                { "type": "date", "required": "yes", "pattern": "(a+)+$" }
              ]
            }
            """;
        var reading = DataSpec.Parse(Encoding.UTF8.GetBytes(Document), RandomSpecs.Ids());
        Assert.Null(reading.Spec);
        Assert.Equal(
            """
            /media unknown-value: This must be one of image, text, textPair.
            /owner unknown-member: This member is not known here; known are media, derivedFrom, roi, classes, properties.
            /derivedFrom wrong-type: This must be a string.
            /roi/shape bad-shape: A region of interest is a box, a rotatedBox or a polygon.
            /roi/outside unknown-value: This must be one of refuse, clip.
            /classes/0/color bad-color: A colour is written #rgb, #rrggbb or as a name such as red.
            /classes/0/pointNames wrong-shape: Only a class of shape points names points.
            /classes/1/shape unknown-value: This must be one of none, box, rotatedBox, polygon, polyline, points, span.
            /classes/1/id bad-id: An id has one or more ASCII letters, digits, - or _; leave it out to be given one.
            /classes/2/pointNames/1 duplicate-name: There is a point 'a' already.
            /classes/2/skeleton/1 bad-edge: An edge of a skeleton is a pair of point names.
            /classes/2/name missing-member: 'name' must be given.
            /classes/2/skeleton/0 unknown-point: There is no point name 'z'.
            /classes/2/skeleton/2 degenerate: An edge of a skeleton connects two points.
            /classes/3/name bad-name: A name is not empty, has no white space at its ends and no control characters.
            /classes/3/properties/0/max out-of-range: max (2) must be at least min (4).
            /properties/0/options missing-member: 'options' must be given.
            /properties/1/options/1 duplicate-name: 'x' is used already, by item 0; names of options must differ.
            /properties/1/options/3/key key-clash: '1' is used already, by item 2; keys of options must differ.
            /properties/2/normalise unknown-value: This must be one of none, space, case, latex.
            /properties/2/options wrong-type: A property of type text has no options.
            /properties/2/min out-of-range: min counts characters or options, so it must be a whole number from 0.
            /properties/3/min wrong-type: A property of type boolean has no min.
            /properties/3/normalise wrong-type: Only a text is normalised.
            /properties/4/options too-few: There must be one option at least.
            /properties/9/type unknown-value: This must be one of option, options, text, number, boolean, reference.
            /properties/9/required wrong-type: This must be true or false.
            /properties/9/pattern unknown-member: This member is not known here; known are id, name, type, options, min, max, normalise, required, when.
            /properties/9/name missing-member: 'name' must be given.
            /properties/2/name duplicate-name: 'b' is used already, by item 1; names of properties in one place must differ.
            /classes/1/name duplicate-name: 'Car' is used already, by item 0; class names must differ.
            /classes/1/key key-clash: '1' is used already, by item 0; keys of classes must differ.
            /classes/4/shape wrong-media: Media image has no shape span.
            /classes/4/id duplicate-id: 'x' is used already, by item 3; ids of classes must differ.
            /properties/0/id duplicate-id: 'p' is the id of property 'wheels' already.
            /classes/3/properties/0/when/class never-holds: This property belongs to class '', so its object is never of class 'Car'.
            /properties/3/when/class unknown-class: There is no class 'Lorry' in this spec.
            /properties/4/when/nothing unknown-property: There is no property 'nothing' that this one can depend on.
            /properties/5/when/b unknown-option: Property 'b' has no option 'w'.
            /properties/5/when/property/c wrong-type: This must be true or false.
            /properties/6/when cyclic-condition: This condition depends on itself: f → g → h → f.
            /properties/7/when cyclic-condition: This condition depends on itself: g → h → f → g.
            /properties/8/when cyclic-condition: This condition depends on itself: h → f → g → h.
            """,
            reading.Violations.Listed());
    }

    [Fact]
    public void A_rename_keeps_every_label() => Seeds.Hold(seed =>
    {
        var random = new Random(seed);
        var spec = RandomSpecs.Spec(random);
        var named = RandomSpecs.Conforming(spec, random);
        var atRest = spec.Resolve(named, RandomSpecs.Image).AtRest!;

        var renamed = RandomSpecs.Read(Encoding.UTF8.GetString(spec.ToJson())
            .Replace("Class ", "Klasse ", StringComparison.Ordinal).Replace("\"bad\"", "\"schlecht\"", StringComparison.Ordinal), spec);
        var inNewNames = renamed.Named(atRest);
        return renamed.Check(atRest, RandomSpecs.Image).IsEmpty
            && renamed.Resolve(inNewNames, RandomSpecs.Image).AtRest == atRest
            && inNewNames.Objects.All(item => item.Class.StartsWith("Klasse ", StringComparison.Ordinal))
            && !DataSpec.Change(spec, renamed).MayBreakLabels;
    });

    [Fact]
    public void A_label_under_rules_that_changed_is_named()
    {
        var first = RandomSpecs.Read(Potatoes);
        var atRest = first.Resolve(LabelDocument.Of("quality", "bad"), RandomSpecs.Image).AtRest!;
        var second = RandomSpecs.Read(
            """{"media":"image","properties":[{"name":"quality","type":"option","options":["good"],"required":true},{"name":"size","type":"number","required":true}]}""", first, "new");
        Assert.Equal(
            """
            /properties/quality unknown-option: 'quality' has no option 'id2'; it has good.
            /properties/size missing-property: 'size' must be answered.
            """,
            second.Check(atRest, RandomSpecs.Image).Listed());
        Assert.Equal("""{"objects":[],"properties":{"quality":"id2"}}""", second.Named(atRest).ToString());
    }

    [Fact]
    public void A_change_is_listed_rule_by_rule()
    {
        var old = RandomSpecs.Read("""
            {"media":"image","classes":[{"name":"A","shape":"box"},{"name":"B","shape":"box"}],
             "properties":[{"name":"k","type":"option","options":["x","y"]},{"name":"n","type":"number","max":5,"required":true}]}
            """);
        var now = RandomSpecs.Read("""
            {"media":"image","classes":[{"id":"id0","name":"Alpha","shape":"polygon","color":"red"},{"name":"C","shape":"box"}],
             "properties":[{"name":"k","type":"option","options":["y","z"],"required":true},{"name":"n","type":"number","max":9,"required":true},{"name":"t","type":"text"}]}
            """, old, "new");
        Assert.Equal(
            [
                "Class Renamed Alpha", "Class Tightened Alpha", "Class Added C", "Class Removed B",
                "Property Tightened k", "Option Added z", "Option Removed x", "Property Loosened n", "Property Added t",
            ],
            DataSpec.Change(old, now).Rules.Select(rule => $"{rule.Rule} {rule.Change} {rule.Name}"));
        Assert.Empty(DataSpec.Change(old, old).Rules);
    }

    [Fact]
    public void What_the_change_calls_harmless_breaks_no_label() => Seeds.Hold(seed =>
    {
        var random = new Random(seed);
        var (old, now) = (RandomSpecs.Spec(random), RandomSpecs.Spec(random));
        var next = DataSpec.Parse(now.ToJson(), RandomSpecs.Ids(), null).Spec!;
        var atRest = old.Resolve(RandomSpecs.Conforming(old, random), RandomSpecs.Image).AtRest!;
        return DataSpec.Change(old, next).MayBreakLabels || next.Check(atRest, RandomSpecs.Image).IsEmpty;
    });
}
