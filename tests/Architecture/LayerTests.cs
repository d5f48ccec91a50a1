using System.Reflection;

namespace Labelwise.Tests.Architecture;

/// <summary>References point down: what a layer may use is in this table, and nothing else of ours.</summary>
public sealed class LayerTests
{
    static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Labelwise.Engine.Annotations"] = [],
        ["Labelwise.Domain"] = ["Labelwise.Engine.Annotations"],
        ["Labelwise.Engine"] = ["Labelwise.Engine.Annotations"],
        ["Labelwise.Formats"] = ["Labelwise.Domain", "Labelwise.Engine.Annotations"],
        ["Labelwise.Grains"] = ["Labelwise.Domain", "Labelwise.Formats", "Labelwise.Engine", "Labelwise.Engine.Annotations"],
        ["Labelwise.Storage"] = ["Labelwise.Grains", "Labelwise.Domain", "Labelwise.Formats", "Labelwise.Engine", "Labelwise.Engine.Annotations"],
        ["Labelwise.Inference"] = ["Labelwise.Grains", "Labelwise.Domain", "Labelwise.Formats", "Labelwise.Engine", "Labelwise.Engine.Annotations"],
    };

    public static TheoryData<string> Layers => [.. MayUse.Keys];

    [Theory, MemberData(nameof(Layers))]
    public void References_point_down_never_up_or_sideways(string layer)
    {
        var references = Assembly.Load(layer).GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("Labelwise.", StringComparison.Ordinal));
        Assert.Empty(references.Except(MayUse[layer]));
    }

    [Theory]
    [InlineData("Labelwise.Domain")]
    [InlineData("Labelwise.Formats")]
    [InlineData("Labelwise.Grains")]
    public void Rules_and_grains_know_no_web_server_database_or_model_runtime(string layer)
    {
        string[] absent = ["Microsoft.AspNetCore", "Microsoft.Data.Sqlite", "SQLitePCL", "Microsoft.ML", "Azure."];
        var references = Assembly.Load(layer).GetReferencedAssemblies().Select(a => a.Name!);
        Assert.DoesNotContain(references, r => absent.Any(a => r.StartsWith(a, StringComparison.Ordinal)));
    }
}
