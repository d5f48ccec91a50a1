using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Labelwise.Engine.Generator;

/// <summary>The reference class of one grain or observer interface.</summary>
static class InterfaceWriter
{
    internal static Emitted Write(INamedTypeSymbol type)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (type.IsGenericType || type.ContainingType?.IsGenericType == true)
            problems.Add(Problem.At(type, $"{type.Name} is generic: a grain interface is not."));
        if (!Known.IsReachable(type))
            problems.Add(Problem.At(type, $"{type.Name} is private: generated code cannot implement it."));

        var name = Known.Identifier(Known.FullName(type)) + "Reference";
        var body = new StringBuilder();
        var number = 0;
        foreach (var member in type.AllInterfaces.Prepend(type).SelectMany(i => i.GetMembers()))
        {
            if (member is { IsStatic: true } or { IsAbstract: false }) continue;
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && MethodWriter.Problem(method) is var problem)
            {
                if (problem is null) MethodWriter.Write(body, method, number++);
                else problems.Add(problem);
            }
            else if (member is IPropertySymbol or IEventSymbol)
            {
                problems.Add(Problem.At(member, $"{type.Name}.{member.Name} is no method: a grain interface has methods only."));
            }
        }

        if (problems.Count > 0) return new(null, "", "", new(problems.ToImmutable()));
        var written = Known.Text(type);
        var source = new StringBuilder(Known.Header)
            .AppendLine("namespace Labelwise.Engine.Generated;")
            .AppendLine()
            .AppendLine($"sealed class {name}(global::Orleans.Runtime.GrainId id, {Known.Calls}CallRouter router)")
            .AppendLine($"    : global::Orleans.Runtime.GrainReference(id, router), {written}")
            .AppendLine("{")
            .Append(body)
            .AppendLine("}");
        var registration = $"{Known.Calls}GrainInterface<{written}>.Register(static (id, router) => new {name}(id, router));";
        return new(name + ".g.cs", source.ToString(), registration, new([]));
    }
}
