using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Labelwise.Engine.Generator;

/// <summary>Writes what calls need: for each grain or observer interface a reference class with one call class a method,
/// for each grain class its factory, and one initializer that makes them known.</summary>
[Generator]
public sealed class GrainGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var interfaces = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null },
            static (found, token) => Symbol(found, token) is { } symbol && Known.IsCallable(symbol) ? InterfaceWriter.Write(symbol) : null)
            .Where(static emitted => emitted is not null);
        var classes = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
            static (found, token) => Symbol(found, token) is { } symbol && Known.IsGrainClass(symbol) ? ClassWriter.Write(symbol) : null)
            .Where(static emitted => emitted is not null);
        var all = interfaces.Collect().Combine(classes.Collect())
            .Combine(context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? ""));
        context.RegisterSourceOutput(interfaces, static (output, emitted) => WriteFile(output, emitted));
        context.RegisterSourceOutput(all, static (output, it) => WriteRegistration(output, it.Left.Left.AddRange(it.Left.Right), it.Right));
    }

    /// <summary>The type, for the first of its declarations only: a partial type has several.</summary>
    static INamedTypeSymbol? Symbol(GeneratorSyntaxContext found, CancellationToken token)
    {
        var symbol = found.SemanticModel.GetDeclaredSymbol(found.Node, token) as INamedTypeSymbol;
        var first = symbol?.DeclaringSyntaxReferences
            .FirstOrDefault(reference => reference.GetSyntax(token) is TypeDeclarationSyntax { BaseList: not null });
        return first?.Span == found.Node.Span && first.SyntaxTree == found.Node.SyntaxTree ? symbol : null;
    }

    static void WriteFile(SourceProductionContext output, Emitted? emitted)
    {
        if (emitted?.HintName is { } name) output.AddSource(name, emitted.Source);
    }

    static void WriteRegistration(SourceProductionContext output, ImmutableArray<Emitted?> all, string assembly)
    {
        var statements = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var emitted in all)
        {
            if (emitted is null) continue;
            foreach (var problem in emitted.Problems.All) output.ReportDiagnostic(problem.ToDiagnostic());
            if (emitted.Registration.Length > 0) statements.Add(emitted.Registration);
        }
        if (statements.Count == 0) return;
        var text = new StringBuilder(Known.Header)
            .AppendLine("[assembly: global::Labelwise.Engine.Activations.GrainAssembly]")
            .AppendLine()
            .AppendLine("namespace Labelwise.Engine.Generated;")
            .AppendLine()
            .Append("static class ").Append(Known.Identifier(assembly)).AppendLine("Grains")
            .AppendLine("{")
            .AppendLine("    [global::System.Runtime.CompilerServices.ModuleInitializer]")
            .AppendLine("    internal static void Register()")
            .AppendLine("    {");
        foreach (var statement in statements) text.Append("        ").AppendLine(statement);
        output.AddSource("Grains.g.cs", text.AppendLine("    }").AppendLine("}").ToString());
    }
}
