using Labelwise.Engine.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Orleans;

namespace Labelwise.Tests.Engine;

/// <summary>What a grain's author is told when the engine cannot do what the source says, and how little is generated
/// anew.</summary>
public sealed class GeneratorTests
{
    [Theory]
    [InlineData("Task Do<T>(T value);", "IThing.Do is generic: a grain method is not.")]
    [InlineData("int Do();", "IThing.Do must return Task, Task<T>, ValueTask, ValueTask<T> or nothing.")]
    [InlineData("Task Do(ref int value);", "IThing.Do has a parameter by reference: grain methods take values.")]
    [InlineData("[Orleans.Concurrency.OneWay] Task<int> Do();", "IThing.Do is one-way and returns a value that nobody will get.")]
    [InlineData("int Size { get; }", "IThing.Size is no method: a grain interface has methods only.")]
    public void What_cannot_be_called_from_afar_is_an_error_where_it_is_declared(string member, string problem)
    {
        var (_, found) = Generate($"public interface IThing : IGrainWithStringKey {{ {member} }}");
        var one = Assert.Single(found);
        Assert.Equal(problem, one.GetMessage());
        Assert.Equal("Source.cs", one.Location.GetLineSpan().Path);
    }

    [Fact]
    public void A_generic_or_private_grain_is_an_error()
    {
        var (_, found) = Generate("""
            public interface IThing<T> : IGrainWithStringKey;
            public sealed class ThingGrain<T> : Grain;
            public static class Outer { sealed class HiddenGrain : Grain; }
            """);
        Assert.Equal(
            [
                "HiddenGrain is private: generated code cannot make one.", "IThing is generic: a grain interface is not.",
                "ThingGrain is generic: a grain class is not.",
            ],
            found.Select(problem => problem.GetMessage()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Whatever_a_grain_may_be_compiles()
    {
        var (compilation, found) = Generate("""
            public interface IPart : IGrainWithStringKey { Task<(int Count, string? Name)> Both(int[] many, List<string?>? few = null); }
            public interface IWhole : IPart, IGrainObserver
            {
                ValueTask<Dictionary<string, int?>> Map(string grain, string index, CancellationToken token = default);
                ValueTask Nothing();
                void Tell(string @event);
                [Orleans.Concurrency.OneWay] ValueTask Forget();
                Task Overloaded(int a);
                Task Overloaded(string a);
                static int Ignored => 1;
                Task Default() => Task.CompletedTask;
            }
            public partial class Outer
            {
                [Orleans.Concurrency.StatelessWorker, Orleans.Concurrency.Reentrant]
                internal abstract class Basis(TimeProvider time, string? text = "a\"b", int number = -3, IServiceProvider? services = null) : Grain
                {
                    public object?[] All => [time, text, number, services];
                }
                internal sealed partial class Inner(
                    [PersistentState("s", "store")] IPersistentState<List<int>> state,
                    [Microsoft.Extensions.DependencyInjection.FromKeyedServices("k")] object keyed,
                    IGrainContext context, TimeProvider time, string? text = "a\"b", DayOfWeek day = DayOfWeek.Friday)
                    : Basis(time, text);
                partial class Inner : IGrainBase;
            }
            """);
        Assert.Empty(found);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        var registration = compilation.SyntaxTrees.Single(tree => tree.FilePath.EndsWith("Grains.g.cs", StringComparison.Ordinal)).ToString();
        Assert.Contains("parts.State<global::System.Collections.Generic.List<int>>(\"s\", \"store\")", registration, StringComparison.Ordinal);
        Assert.Contains("IsReentrant = true, Workers = global::System.Environment.ProcessorCount", registration, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_elsewhere_generates_nothing_anew()
    {
        var compilation = Compile("public interface IThing : IGrainWithStringKey { Task Do(); }");
        var driver = CSharpGeneratorDriver.Create([new GrainGenerator().AsSourceGenerator()],
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)).RunGenerators(compilation, TestContext.Current.CancellationToken);
        var edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Elsewhere : object { }", cancellationToken: TestContext.Current.CancellationToken));
        var steps = driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult().Results.Single().TrackedOutputSteps;
        Assert.All(
            steps.Values.SelectMany(all => all).SelectMany(step => step.Outputs),
            output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    static (Compilation Compilation, IReadOnlyList<Diagnostic> Problems) Generate(string source)
    {
        CSharpGeneratorDriver.Create(new GrainGenerator())
            .RunGeneratorsAndUpdateCompilation(Compile(source), out var compilation, out var problems, TestContext.Current.CancellationToken);
        return (compilation, problems);
    }

    static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Things",
        [CSharpSyntaxTree.ParseText(
            "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Orleans; using Orleans.Runtime;\n" + source,
            path: "Source.cs", cancellationToken: TestContext.Current.CancellationToken)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
