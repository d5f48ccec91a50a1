using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Labelwise.Grains.Tasks;
using Labelwise.Storage;
using Orleans;
using Orleans.Runtime;

namespace Labelwise.Tests.Grains;

/// <summary>What a grain keeps must be read back after a restart, whichever of several records a member is.</summary>
public sealed class KeptStatesTests
{
    [Fact]
    public void Every_member_of_a_state_that_may_be_one_of_several_records_says_which_it_is()
    {
        var (seen, open) = (new HashSet<Type>(), new Queue<Type>(States()));
        Assert.True(open.Count > 30, $"{open.Count} states");
        var several = 0;
        while (open.TryDequeue(out var type))
        {
            foreach (var part in type.IsGenericType ? type.GetGenericArguments() : []) open.Enqueue(part);
            if (!seen.Add(type) || type.Namespace?.StartsWith("Labelwise", StringComparison.Ordinal) is not true) continue;
            var known = StateJson.Options.GetTypeInfo(type);
            if (known.Kind is not JsonTypeInfoKind.Object) continue;  // it has a writer and reader of its own
            foreach (var member in known.Properties) open.Enqueue(member.PropertyType);
            if (!type.IsAbstract) continue;
            several++;
            var named = known.PolymorphismOptions?.DerivedTypes.Select(d => d.DerivedType).ToHashSet() ?? [];
            foreach (var one in type.Assembly.GetTypes().Where(t => !t.IsAbstract && type.IsAssignableFrom(t)))
            {
                Assert.True(named.Contains(one), $"A {type.Name} that is a {one.Name} is not read back.");
                open.Enqueue(one);
            }
        }
        Assert.True(several > 0);
    }

    [Fact]
    public void An_act_on_many_tasks_comes_back_as_the_act_it_was()
    {
        var json = new StateJson();
        BulkAct[] acts = [new BulkMark(new()), new BulkReopen("again"), new BulkAskReview("look"), new BulkMarkGold(""), new BulkUnmarkGold("")];
        foreach (var act in acts)
        {
            var record = new BulkRecord { Command = new(new("ada"), new(), [], act) };
            Assert.Equal(act, json.Deserialize<BulkRecord>(json.Serialize(record).Span).Command!.Act);
        }
    }

    static IEnumerable<Type> States() => typeof(IBulkGrain).Assembly.GetTypes()
        .SelectMany(t => t.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)).SelectMany(c => c.GetParameters())
        .Where(p => p.IsDefined(typeof(PersistentStateAttribute), inherit: false) && !p.ParameterType.ContainsGenericParameters).Select(p => p.ParameterType.GetGenericArguments()[0]).Distinct();
}
