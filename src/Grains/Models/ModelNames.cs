using System.Text;
using Labelwise.Domain;

namespace Labelwise.Grains.Models;

/// <summary>A model's id follows from its name, so that the same name is the same model.</summary>
public static class ModelNames
{
    const int MostLetters = 60, HashLength = 8;

    /// <summary>What imported labels and brought predictions are known as; no model gets these ids.</summary>
    public const string Import = "import", Brought = "brought";

    /// <returns>Lowercase letters, digits and dashes; with a part of the name's hash where the name is not that itself.</returns>
    public static string IdOf(string name)
    {
        var letters = string.Join('-', new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')])
            .Split('-', StringSplitOptions.RemoveEmptyEntries));
        if (letters == name && name.Length <= MostLetters && name is not (Import or Brought)) return name;
        var hash = ContentHash.Of(Encoding.UTF8.GetBytes(name)).ToString()[..HashLength];
        return letters is "" ? $"model-{hash}" : $"{letters[..Math.Min(letters.Length, MostLetters)]}-{hash}";
    }

    public static string Key(TenantId tenant, string model) => $"{tenant.Value}/{model}";

    public static IModelGrain Model(this IGrainFactory grains, TenantId tenant, string model) => grains.GetGrain<IModelGrain>(Key(tenant, model));
}
