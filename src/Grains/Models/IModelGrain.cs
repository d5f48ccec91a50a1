using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Domain.Tasks;
using Labelwise.Grains.Ports;
using Orleans.Concurrency;

namespace Labelwise.Grains.Models;

/// <summary>A model of a tenant with all its versions. Key: see <see cref="ModelNames.Key"/>.</summary>
[Alias("model")]
public interface IModelGrain : IGrainWithStringKey
{
    /// <summary>Opens the model and keeps it as the next version. The same file with the same card again is the version
    /// that it was.</summary>
    /// <returns>The version; or what is wrong with model or card.</returns>
    Task<Outcome<ModelVersion>> Register(RegisterModel command);

    /// <returns>Null when there is no such model.</returns>
    [AlwaysInterleave]
    Task<ModelView?> View();

    /// <returns>Null when there is no such version.</returns>
    [AlwaysInterleave]
    Task<ModelVersion?> Version(int version);
}

/// <summary>The models of a tenant by id. Key: the tenant's id.</summary>
[Alias("model-list")]
public interface IModelListGrain : IGrainWithStringKey
{
    /// <summary>Returns once it is on disk; a repeat changes nothing.</summary>
    Task Add(string model);

    /// <summary>In alphabetical order.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<string>> Models();
}

/// <param name="Name">The card's.</param>
/// <param name="Onnx">A blob that is on disk already.</param>
/// <param name="Card">The card's document.</param>
[GenerateSerializer, Immutable, Alias("register-model")]
public sealed record RegisterModel(
    [property: Id(0)] string Name, [property: Id(1)] ContentHash Onnx, [property: Id(2)] long OnnxBytes,
    [property: Id(3)] string Card, [property: Id(4)] UserId By);

/// <param name="Onnx">SHA-256 of the model's file.</param>
/// <param name="Card">The card's document in canonical form.</param>
/// <param name="Provider">The execution provider that it was opened with.</param>
[GenerateSerializer, Immutable, Alias("model-version")]
public sealed record ModelVersion(
    [property: Id(0)] ModelRef Model, [property: Id(1)] ContentHash Onnx, [property: Id(2)] long OnnxBytes,
    [property: Id(3)] string Card, [property: Id(4)] string Provider, [property: Id(5)] UserId By, [property: Id(6)] DateTimeOffset CreatedAt)
{
    /// <summary>The files to load. The card was read when it was registered, so it reads.</summary>
    public ModelFiles Files()
    {
        var utf8 = Encoding.UTF8.GetBytes(Card);
        return new(Onnx, ContentHash.Of(utf8), Domain.Models.ModelCardDocument.Read(utf8).Card!);
    }
}

[GenerateSerializer, Immutable, Alias("model-view")]
public sealed record ModelView([property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] ImmutableArray<ModelVersion> Versions);

[GenerateSerializer, Immutable, Alias("model-record")]
public sealed record ModelRecord
{
    [Id(0)] public string Name { get; init; } = "";
    [Id(1)] public ImmutableArray<ModelVersion> Versions { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("model-list-record")]
public sealed record ModelList
{
    [Id(0)] public ImmutableArray<string> Models { get; init; } = [];
}
