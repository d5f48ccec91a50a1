using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;

namespace Labelwise.Engine.Activations;

/// <summary>Marks an assembly whose module initializer registers grains. Generated.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GrainAssemblyAttribute : Attribute;

/// <summary>All grain classes of the process.</summary>
public static class GrainClasses
{
    static readonly ConcurrentDictionary<Type, GrainClass> Registered = new();

    /// <summary>Assemblies looked at: a second silo of the process need not look again.</summary>
    static readonly ConcurrentDictionary<Assembly, bool> Seen = new();
    static FrozenDictionary<GrainType, GrainClass>? byName;

    /// <summary>Generated code says this once for each class, when its assembly is first used.</summary>
    public static void Register(GrainClass grainClass)
    {
        Registered[grainClass.Type] = grainClass;
        byName = null;
    }

    /// <exception cref="ArgumentException">No class has this grain type.</exception>
    internal static GrainClass Named(GrainType type) =>
        (byName ?? Index()).TryGetValue(type, out var found)
            ? found
            : throw new ArgumentException($"No grain class has the type \"{type}\".");

    /// <exception cref="ArgumentException">No class fits, or several do.</exception>
    internal static GrainClass Implementing(Type @interface, string? classNamePrefix)
    {
        var all = (byName ?? Index()).Values.Where(c => c.Interfaces.Contains(@interface));
        GrainClass[] fits = [.. string.IsNullOrWhiteSpace(classNamePrefix)
            ? all
            : all.Where(c => c.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal))];
        if (Array.Find(fits, c => c.Type.FullName == classNamePrefix) is { } exact) return exact;
        return fits switch
        {
            [var only] => only,
            [] => throw new ArgumentException($"No grain class implements {@interface}{Wanted(classNamePrefix)}."),
            _ => throw new ArgumentException(
                $"Several grain classes implement {@interface}{Wanted(classNamePrefix)}: "
                + $"{string.Join(", ", fits.Select(c => c.Type.FullName))}."),
        };
    }

    /// <summary>Has every assembly that the program refers to register its grains.</summary>
    /// <exception cref="OrleansConfigurationException">Two classes have one name.</exception>
    internal static void Discover()
    {
        var open = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies());
        if (Assembly.GetEntryAssembly() is { } entry) open.Enqueue(entry);
        while (open.TryDequeue(out var assembly))
        {
            if (assembly.IsDynamic || !Seen.TryAdd(assembly, true)) continue;
            if (assembly.IsDefined(typeof(GrainAssemblyAttribute)))
                RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
            foreach (var name in assembly.GetReferencedAssemblies())
                if (!IsPlatform(name) && Load(name) is { } found && !Seen.ContainsKey(found)) open.Enqueue(found);
        }
        if (byName is null) Index();
    }

    /// <summary>Null where the file is absent: a reference that is needed to compile only.</summary>
    static Assembly? Load(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    static string Wanted(string? prefix) => string.IsNullOrWhiteSpace(prefix) ? "" : $" with a name that begins with \"{prefix}\"";

    static FrozenDictionary<GrainType, GrainClass> Index()
    {
        var same = Registered.Values.GroupBy(c => c.GrainType).FirstOrDefault(g => g.Count() > 1);
        if (same is not null)
            throw new OrleansConfigurationException(
                $"Two grain classes have the type \"{same.Key}\": {string.Join(" and ", same.Select(c => c.Type.FullName))}.");
        return byName = Registered.Values.ToFrozenDictionary(c => c.GrainType);
    }

    static bool IsPlatform(AssemblyName name) =>
        name.Name is not { } text || text is "netstandard" or "mscorlib" || text.StartsWith("System", StringComparison.Ordinal)
        || text.StartsWith("Microsoft.", StringComparison.Ordinal);
}
