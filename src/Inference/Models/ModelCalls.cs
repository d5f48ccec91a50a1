using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Models;

/// <summary>Which operators a model calls. Functions that the model defines itself are counted as often as they are
/// called, since the runtime copies them into every call.</summary>
sealed class ModelCalls
{
    /// <summary>Those the runtime brings: ONNX's own and Microsoft's.</summary>
    static readonly HashSet<string> KnownDomains = new(StringComparer.Ordinal)
    {
        "", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview.training", "com.microsoft",
        "com.microsoft.nchwc", "com.microsoft.experimental",
    };

    const int MostFunctions = 1_000;

    private readonly List<(string Domain, string Operator)> main = [];
    private readonly Dictionary<(string Domain, string Name), List<(string Domain, string Operator)>> functions = [];
    private readonly Stack<(string Operator, string Domain)> outerNodes = new();
    private List<(string Domain, string Operator)> current;
    private int nodes;

    public ModelCalls() => current = main;

    public string NodeOperator { get; set; } = "";

    public string NodeDomain { get; set; } = "";

    public string FunctionName { get; set; } = "";

    public string FunctionDomain { get; set; } = "";

    public void BeginFunction()
    {
        (FunctionName, FunctionDomain) = ("", "");
        current = [];
    }

    public ModelRefusal? EndFunction()
    {
        functions[(FunctionDomain, FunctionName)] = current;
        current = main;
        return functions.Count > MostFunctions
            ? ModelFile.TooLarge($"The model defines more than {MostFunctions} functions, the most that are read.")
            : null;
    }

    /// <summary>A node may hold a graph with nodes of its own before its own name is read.</summary>
    public void BeginNode()
    {
        outerNodes.Push((NodeOperator, NodeDomain));
        (NodeOperator, NodeDomain) = ("", "");
    }

    public ModelRefusal? EndNode(ModelFileLimits limits)
    {
        current.Add((NodeDomain, NodeOperator));
        (NodeOperator, NodeDomain) = outerNodes.Pop();
        return ++nodes > limits.MaxNodes ? TooManyNodes(limits) : null;
    }

    /// <summary>Once all is read.</summary>
    public ModelRefusal? Check(ModelFileLimits limits)
    {
        foreach (var (domain, name) in functions.Values.Append(main).SelectMany(calls => calls))
            if (!KnownDomains.Contains(domain) && !functions.ContainsKey((domain, name)))
                return ModelFile.Refuse(ModelRefusals.CustomOperators,
                    $"The model calls the operator {Short(domain)}.{Short(name)}, which ONNX does not define.");
        return functions.Count == 0 ? null : Expand(limits);
    }

    /// <summary>Counts nodes, each call of a function as one and all of its nodes; what reaches itself never stops
    /// growing.</summary>
    ModelRefusal? Expand(ModelFileLimits limits)
    {
        var sizes = new Dictionary<(string, string), long>();
        foreach (var name in functions.Keys) sizes[name] = 0;
        // A call chain of n functions is settled after n rounds; one that grows still is a loop.
        for (var round = 0; round <= functions.Count; round++)
        {
            var grew = false;
            foreach (var (name, calls) in functions)
            {
                var size = Size(calls);
                if (size > limits.MaxNodes) return TooManyNodes(limits);
                grew |= size > sizes[name];
                sizes[name] = Math.Max(size, sizes[name]);
            }
            if (!grew) return Size(main) > limits.MaxNodes ? TooManyNodes(limits) : null;
        }
        return ModelFile.TooLarge("The model has a function that calls itself.");

        long Size(List<(string, string)> calls) => calls.Sum(call => 1 + sizes.GetValueOrDefault(call));
    }

    static ModelRefusal TooManyNodes(ModelFileLimits limits) =>
        ModelFile.TooLarge($"The model has more than {limits.MaxNodes} nodes, the most that are run.");

    static string Short(string name) => name.Length <= 100 ? name : name[..100] + "…";
}
