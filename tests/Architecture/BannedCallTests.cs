using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Labelwise.Tests.Architecture;

/// <summary>What would make a simulated day differ from its repetition has no place in rules and grains: read from what the
/// compiler made of them.</summary>
public sealed class BannedCallTests
{
    /// <summary>Members by type and name; * is any member.</summary>
    static readonly Dictionary<string, string> Banned = new(StringComparer.Ordinal)
    {
        ["System.DateTime.get_UtcNow"] = "time comes from TimeProvider",
        ["System.DateTime.get_Now"] = "time comes from TimeProvider",
        ["System.DateTimeOffset.get_UtcNow"] = "time comes from TimeProvider",
        ["System.DateTimeOffset.get_Now"] = "time comes from TimeProvider",
        ["System.TimeProvider.get_System"] = "time comes from TimeProvider",
        ["System.Diagnostics.Stopwatch.*"] = "time comes from TimeProvider",
        ["System.Guid.NewGuid"] = "ids come as arguments",
        ["System.Guid.CreateVersion7"] = "ids come as arguments",
        ["System.Random.get_Shared"] = "chance comes from a seed",
        ["System.Security.Cryptography.RandomNumberGenerator.*"] = "chance comes from a seed",
        ["System.Threading.Tasks.Task.Run"] = "work stays on the grain's turn",
        ["System.Threading.Tasks.TaskFactory.*"] = "work stays on the grain's turn",
        ["System.Threading.Tasks.Task.Delay"] = "waiting is a grain timer's work",
        ["System.Threading.ThreadPool.*"] = "work stays on the grain's turn",
        ["System.Threading.Thread.*"] = "work stays on the grain's turn",
        ["System.Threading.Monitor.*"] = "turns need no locks",
        ["System.Threading.Lock.*"] = "turns need no locks",
        ["System.Threading.SemaphoreSlim.*"] = "turns need no locks",
        ["System.Threading.Tasks.Task`1.get_Result"] = "nothing waits by blocking",
        ["System.Threading.Tasks.Task.Wait"] = "nothing waits by blocking",
    };

    [Theory]
    [InlineData("Labelwise.Domain")]
    [InlineData("Labelwise.Grains")]
    public void Rules_and_grains_call_nothing_that_a_seed_cannot_repeat(string layer)
    {
        var found = CalledFrom(Assembly.Load(layer).Location)
            .Select(call => (call, why: Banned.GetValueOrDefault($"{call.Type}.{call.Member}") ?? Banned.GetValueOrDefault($"{call.Type}.*")))
            .Where(c => c.why is not null).Select(c => $"{c.call.Type}.{c.call.Member}: {c.why}");
        Assert.Empty(found);
    }

    [Theory]
    [InlineData(@"\.ConfigureAwait\((?!ConfigureAwaitOptions\.ContinueOnCapturedContext)", "continuations stay on the grain's turn")]
    [InlineData(@"\.GetAwaiter\(\)\.GetResult\(\)", "nothing waits by blocking")]
    public void Rules_and_grains_keep_to_their_turn(string pattern, string because)
    {
        var found = Repository.Sources("src/Grains").Concat(Repository.Sources("src/Domain"))
            .SelectMany(file => File.ReadLines(file).Select((line, at) => $"{Path.GetRelativePath(Repository.Root, file)}:{at + 1}: {line.Trim()}"))
            .Where(line => Regex.IsMatch(line, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            .ToList();
        Assert.True(found.Count is 0, $"{because}:\n{string.Join('\n', found)}");
    }

    /// <summary>Every member of another assembly that a program refers to.</summary>
    static IReadOnlyList<(string Type, string Member)> CalledFrom(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return [.. metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Select(m => (TypeOf(metadata, m.Parent), metadata.GetString(m.Name))).Distinct()];
    }

    static string TypeOf(MetadataReader metadata, EntityHandle parent)
    {
        switch (parent.Kind)
        {
            case HandleKind.TypeReference:
                var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
                return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
            case HandleKind.TypeSpecification:
                // GENERICINST (ECMA-335, II.23.2.12): 0x15, CLASS or VALUETYPE, then the open type.
                var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
                if (signature.ReadByte() is not 0x15) return "";
                signature.ReadByte();
                return TypeOf(metadata, signature.ReadTypeHandle());
            default:
                return "";
        }
    }
}
