using System.Text;
using Labelwise.Domain;

namespace Labelwise.Grains.Tasks;

/// <summary>A lease's id follows from the request that it answers, so that a repeat is recognised.</summary>
static class LeaseIds
{
    public static LeaseId Of(string seed, TaskId task) =>
        new(ContentHash.Of(Encoding.UTF8.GetBytes($"{seed} {task.Value}")).ToString()[..20]);
}
