using System.Text;
using Microsoft.CodeAnalysis;

namespace Labelwise.Engine.Generator;

/// <summary>One method of a reference and the class of its calls.</summary>
static class MethodWriter
{
    const string Tasks = "System.Threading.Tasks.";

    /// <summary>Why the method cannot be called from afar; null where it can.</summary>
    internal static Problem? Problem(IMethodSymbol method)
    {
        var label = $"{method.ContainingType.Name}.{method.Name}";
        if (method.IsGenericMethod)
            return Generator.Problem.At(method, $"{label} is generic: a grain method is not.");
        if (method.Parameters.Any(p => p.RefKind != RefKind.None))
            return Generator.Problem.At(method, $"{label} has a parameter by reference: grain methods take values.");
        if (KindOf(method) is not { } kind)
            return Generator.Problem.At(method, $"{label} must return Task, Task<T>, ValueTask, ValueTask<T> or nothing.");
        if (kind.Result is not null && IsOneWay(method))
            return Generator.Problem.At(method, $"{label} is one-way and returns a value that nobody will get.");
        return null;
    }

    internal static void Write(StringBuilder text, IMethodSymbol method, int number)
    {
        var kind = KindOf(method)!.Value;
        var oneWay = IsOneWay(method);
        var call = $"{method.Name}{number}";
        var parameters = method.Parameters;
        var declared = string.Join(", ", parameters.Select((p, i) => $"{Known.Text(p.Type)} p{i}"));
        var given = string.Join(", ", parameters.Select((_, i) => $"p{i}"));
        var owner = Known.Text(method.ContainingType);
        var returns = method.ReturnsVoid ? "void" : Known.Text(method.ReturnType);
        text.AppendLine($"    {returns} {owner}.{method.Name}({declared}){Body(kind, oneWay, call, given, parameters)}");
        text.AppendLine();

        var basis = oneWay ? "OneWayCall" : kind.Result is { } result ? $"ValueCall<{result}>" : "VoidCall";
        var types = string.Concat(parameters.Select(p => $", typeof({Known.BareText(p.Type)})"));
        var arguments = string.Concat(parameters.Select((_, i) => $"{i} => p{i}, "));
        text.AppendLine($$"""
                sealed class {{call}}({{declared}}) : {{Known.Calls}}{{basis}}
                {
                    static readonly {{Known.Calls}}GrainMethod Self = new(typeof({{Known.BareText(method.ContainingType)}}), "{{method.Name}}", {{Traits(method, oneWay)}}{{types}});

                    public override {{Known.Calls}}GrainMethod Method => Self;

                    public override int GetArgumentCount() => {{parameters.Length}};

                    public override object? GetArgument(int index) => index switch { {{arguments}}_ => throw new global::System.ArgumentOutOfRangeException(nameof(index)) };

                    protected override global::{{Tasks}}ValueTask{{(kind.Result is { } value ? $"<{value}>" : "")}} Invoke(object grain){{Invocation(kind, $"(({owner})grain).{method.Name}({given})")}}
                }

            """);
    }

    static string Body(Kind kind, bool oneWay, string call, string given, IReadOnlyList<IParameterSymbol> parameters)
    {
        if (oneWay)
            return $" {{ Post(new {call}({given})); {(kind.Shape == Shape.Nothing ? "" : $"return {(kind.Shape == Shape.Task ? $"global::{Tasks}Task.CompletedTask" : "default")}; ")}}}";
        var token = parameters.Select((p, i) => (p, i)).Where(it => Known.FullName(it.p.Type) == "System.Threading.CancellationToken")
            .Select(it => $", p{it.i}").FirstOrDefault();
        var send = $"Send(new {call}({given}){token})";
        return kind.Shape == Shape.Task ? $" => {send};" : $" => new({send});";
    }

    static string Invocation(Kind kind, string invocation) => kind.Shape switch
    {
        Shape.Nothing => $" {{ {invocation}; return default; }}",
        Shape.Task => $" => new({invocation});",
        _ => $" => {invocation};",
    };

    static string Traits(IMethodSymbol method, bool oneWay)
    {
        var traits = new List<string>();
        if (Has(method, "ReadOnly")) traits.Add("ReadOnly");
        if (Has(method, "AlwaysInterleave")) traits.Add("AlwaysInterleave");
        if (oneWay) traits.Add("OneWay");
        if (traits.Count == 0) traits.Add("None");
        return string.Join(" | ", traits.Select(trait => $"{Known.Calls}CallTraits.{trait}"));
    }

    static bool IsOneWay(IMethodSymbol method) => method.ReturnsVoid || Has(method, "OneWay");

    static bool Has(IMethodSymbol method, string attribute) =>
        Known.Attribute(method, $"Orleans.Concurrency.{attribute}Attribute") is not null;

    static Kind? KindOf(IMethodSymbol method)
    {
        if (method.ReturnsVoid) return new(Shape.Nothing, null);
        if (method.ReturnType is not INamedTypeSymbol type) return null;
        var result = type.TypeArguments.Length == 1 ? Known.Text(type.TypeArguments[0]) : null;
        return Known.FullName(type) switch
        {
            Tasks + "Task" => new(Shape.Task, result),
            Tasks + "ValueTask" => new(Shape.ValueTask, result),
            _ => null,
        };
    }

    enum Shape
    {
        Nothing,
        Task,
        ValueTask,
    }

    readonly record struct Kind(Shape Shape, string? Result);
}
