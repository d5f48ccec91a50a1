using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Labelwise.Engine.Generator;

/// <summary>The registration of one grain class, with its constructor called directly.</summary>
static class ClassWriter
{
    internal static Emitted Write(INamedTypeSymbol type)
    {
        var problem =
            type.IsGenericType ? Problem.At(type, $"{type.Name} is generic: a grain class is not.")
            : !Known.IsReachable(type) ? Problem.At(type, $"{type.Name} is private: generated code cannot make one.")
            : Constructor(type) is null ? Problem.At(type, $"{type.Name} has no constructor that generated code can call.")
            : null;
        if (problem is not null) return new(null, "", "", new([problem]));

        var interfaces = type.AllInterfaces
            .Where(i => Known.IsCallable(i) && !Known.FullName(i).StartsWith("Orleans.", StringComparison.Ordinal))
            .Select(i => $"typeof({Known.BareText(i)})");
        var arguments = Constructor(type)!.Parameters.Select(Argument);
        var options = new List<string>();
        if (Known.InheritedAttribute(type, "Orleans.Concurrency.ReentrantAttribute") is not null) options.Add("IsReentrant = true");
        if (Known.InheritedAttribute(type, "Orleans.Concurrency.StatelessWorkerAttribute") is { } worker)
            options.Add($"Workers = {Workers(worker)}");
        var text = Known.BareText(type);
        return new(null, "", $"{Known.Activations}GrainClasses.Register(new(typeof({text}), \"{GrainType(type)}\", "
            + $"[{string.Join(", ", interfaces)}], static parts => new {text}({string.Join(", ", arguments)}))"
            + (options.Count == 0 ? "" : $" {{ {string.Join(", ", options)} }}") + ");", new([]));
    }

    /// <summary>"TaskGrain" is "task".</summary>
    static string GrainType(INamedTypeSymbol type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;
    }

    /// <summary>The one marked for it, else the one with most parameters.</summary>
    static IMethodSymbol? Constructor(INamedTypeSymbol type)
    {
        var reachable = type.InstanceConstructors
            .Where(c => c.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
            .OrderByDescending(c => c.Parameters.Length)
            .ToImmutableArray();
        return reachable.FirstOrDefault(c => Known.Attribute(
                c, "Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute") is not null)
            ?? reachable.FirstOrDefault();
    }

    static string Argument(IParameterSymbol parameter)
    {
        var type = Known.Text(parameter.Type);
        if (Known.Attribute(parameter, "Orleans.Runtime.PersistentStateAttribute") is { } state
            && parameter.Type is INamedTypeSymbol { TypeArguments: { Length: 1 } held })
            return $"parts.State<{Known.Text(held[0])}>({string.Join(", ", state.ConstructorArguments.Select(a => a.ToCSharpString()))})";
        if (Known.FullName(parameter.Type) == "Orleans.Runtime.IGrainContext") return "parts.Context";
        if (Known.Attribute(parameter, "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute") is { ConstructorArguments: { Length: > 0 } keys })
            return $"parts.KeyedService<{type}>({keys[0].ToCSharpString()})";
        if (!parameter.HasExplicitDefaultValue) return $"parts.Service<{type}>()";
        return parameter.Type.IsReferenceType && parameter.Type.SpecialType != SpecialType.System_String
            ? $"parts.ServiceOr<{type}>(null!)"
            : parameter.ExplicitDefaultValue is { } value && parameter.Type.TypeKind != TypeKind.Enum
                ? SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)
                : parameter.ExplicitDefaultValue is { } number ? $"({type}){Convert.ToInt64(number, CultureInfo.InvariantCulture)}" : "default";
    }

    static string Workers(AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault().Value is int and > 0 and var max
            ? max.ToString(CultureInfo.InvariantCulture)
            : "global::System.Environment.ProcessorCount";
}
