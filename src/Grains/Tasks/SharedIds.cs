using System.Collections.Immutable;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;

namespace Labelwise.Grains.Tasks;

/// <summary>Lets a block's rows name the same people and models by the same objects: the few there are would otherwise be kept
/// once for every row that was read from disk or came with a report.</summary>
sealed class SharedIds
{
    readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    readonly Dictionary<ModelRef, ModelRef> models = [];

    public TaskRow In(TaskRow row) => row.Opinions.IsEmpty && row.Decision is null && row.PassedOn.IsEmpty ? row : row with
    {
        Opinions = [.. row.Opinions.Select(o => o with { Annotator = In(o.Annotator) })],
        PassedOn = In(row.PassedOn),
        Decision = row.Decision is not { } d ? null : d with { Users = d.Users.IsDefault ? d.Users : In(d.Users), Model = In(d.Model), Rule = In(d.Rule) },
    };

    ImmutableArray<UserId> In(ImmutableArray<UserId> users) => [.. users.Select(In)];

    UserId In(UserId user) => new(In(user.Value));

    string In(string text)
    {
        if (texts.TryGetValue(text, out var known)) return known;
        return texts[text] = text;
    }

    ModelRef? In(ModelRef? model)
    {
        if (model is null) return null;
        if (models.TryGetValue(model, out var known)) return known;
        return models[model] = model;
    }
}
