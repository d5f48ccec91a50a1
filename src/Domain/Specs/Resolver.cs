using System.Collections.Immutable;
using Labelwise.Domain.Json;
using Labelwise.Domain.Labels;

namespace Labelwise.Domain.Specs;

/// <summary>Holds one document against a spec and a sample: all violations, or the document in ids.</summary>
sealed class Resolver
{
    readonly DataSpec spec;
    readonly SampleFacts sample;
    readonly Findings findings = new();
    readonly ShapeRules shapes;

    public Resolver(DataSpec spec, SampleFacts sample)
    {
        (this.spec, this.sample) = (spec, sample);
        shapes = new(spec, sample, findings);
    }

    public Resolution Resolve(LabelDocument named)
    {
        var atRest = Walk(named);
        return findings.IsClean ? new(atRest, []) : new(null, findings.Violations);
    }

    /// <summary>A document at rest conforms when its names lead back to the very same document.</summary>
    public ImmutableArray<Violation> Check(LabelDocument atRest)
    {
        var again = Walk(spec.Named(atRest));
        if (findings.IsClean && again != atRest)
            findings.Refuse("changed-rule",
                "This document was made under rules that have changed since, and would now be kept differently.");
        return findings.Violations;
    }

    LabelDocument Walk(LabelDocument named)
    {
        if (sample.Media != spec.Media)
            findings.Refuse("wrong-media",
                $"This spec is for {SpecWords.Of(spec.Media)}, and the sample is {SpecWords.Of(sample.Media)}.");
        var ids = CheckIds(named.Objects);
        var properties = new PropertyResolver(spec.Index.Sample, null, findings);
        var values = properties.Resolve(named.Properties, new(ids, null));
        var (objects, classes) = WalkObjects(named.Objects, ids, properties);
        properties.CheckAsked(classes);
        return new(objects, values);
    }

    (ImmutableArray<LabeledObject> Objects, HashSet<string> ClassIds) WalkObjects(
        ImmutableArray<LabeledObject> named, HashSet<string> ids, PropertyResolver sampleProperties)
    {
        var classes = new HashSet<string>(StringComparer.Ordinal);
        if (named.IsEmpty) return (named, classes);
        var objects = ImmutableArray.CreateBuilder<LabeledObject>(named.Length);
        using var _ = findings.At("objects");
        for (var i = 0; i < named.Length; i++)
        {
            using var at = findings.At(i);
            var item = named[i];
            if (spec.Index.ClassByName(item.Class) is not { } known)
            {
                findings.RefuseAt("class", "unknown-class",
                    $"There is no class '{item.Class}'; known are {ShapeRules.Some(spec.Classes.Select(c => c.Name))}.");
                continue;
            }
            classes.Add(known.Rule.Id);
            var shape = shapes.Check(known.Rule, item.Shape);
            var properties = new PropertyResolver(known.Properties, sampleProperties, findings);
            var values = properties.Resolve(item.Properties, new(ids, item.Id));
            if (!known.Properties.AsksAlways) properties.CheckAsked([known.Rule.Id]);
            objects.Add(item with { Class = known.Rule.Id, Shape = shape, Properties = values });
        }
        return (objects.ToImmutable(), classes);
    }

    HashSet<string> CheckIds(ImmutableArray<LabeledObject> objects)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        if (objects.IsEmpty) return ids;
        using var _ = findings.At("objects");
        for (var i = 0; i < objects.Length; i++)
            if (!ids.Add(objects[i].Id))
                using (findings.At(i))
                    findings.RefuseAt("id", "duplicate-id", $"There is an object '{objects[i].Id}' already.");
        return ids;
    }
}
