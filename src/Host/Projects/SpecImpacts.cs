using Labelwise.Domain.Labels;
using Labelwise.Domain.Specs;
using Labelwise.Grains.Ports;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;

namespace Labelwise.Host.Projects;

/// <summary>Counts what a change of the data spec would do to a project's labels, before it is made.</summary>
public sealed class SpecImpacts(IGrainFactory grains, ILabelStore labels)
{
    /// <summary>Most tasks looked at; of a larger project its blocks are drawn evenly.</summary>
    public const int MostTasks = 65_536;

    /// <returns>The counts, and the number of the project's tasks that were looked at.</returns>
    public async Task<(SpecImpact Impact, int Tasks)> Of(ProjectSettings project, DataSpec now, CancellationToken cancellation)
    {
        var impact = new SpecImpact(project.Spec, now);
        var tasks = 0;
        var most = MostTasks / TaskBlock.Size;
        var every = Math.Max(1, (project.Blocks + most - 1) / most);
        for (var block = 0; block < project.Blocks; block += every)
        {
            var page = await grains.GetGrain<ITaskBlockGrain>(TaskBlock.Key(project.Id, block)).Rows(RowFilter.All, 0, TaskBlock.Size);
            tasks += page.Items.Length;
            // Conforming may depend on the sample's size, so that equal labels count together only on equal samples.
            var alike = page.Items.Where(t => !t.Row.Label.IsNone).GroupBy(t => (t.Row.Label, t.Sample.Width, t.Sample.Height, t.Sample.TextLength)).ToList();
            var hashes = alike.Select(g => g.Key.Label).Distinct().ToList();
            var documents = hashes.Zip(await labels.Get([.. hashes], cancellation)).ToDictionary(p => p.First, p => p.Second);
            foreach (var group in alike)
                if (documents[group.Key.Label] is { } utf8 && LabelDocument.Parse(utf8).Labels is { } document)
                    impact.Count(document, new(project.Spec.Media, group.Key.Width, group.Key.Height, group.Key.TextLength), group.Count());
        }
        return (impact, tasks);
    }
}
