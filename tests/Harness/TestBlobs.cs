using Labelwise.Storage.Azure;

namespace Labelwise.Tests.Harness;

/// <summary>Where a test's server keeps its blobs: its data directory, or a container of its own in Azurite.</summary>
/// <param name="Place">As the setting <c>blobs</c>.</param>
sealed record TestBlobs(string Place, string Container)
{
    public const string Azurite = "azurite";

    /// <summary>Of the environment: where those servers keep their blobs whose test does not say.</summary>
    const string Variable = "LABELWISE_TEST_BLOBS";

    public AzureBlobs Azure => AzureBlobs.Parse(Place, Container);

    /// <param name="place">Null for what the run says; <see cref="Azurite"/>.</param>
    /// <returns>Null for the data directory.</returns>
    public static async Task<TestBlobs?> In(string? place = null) => (place ?? Environment.GetEnvironmentVariable(Variable)) switch
    {
        null or "" or "directory" => null,
        Azurite => new((await Labelwise.Tests.Harness.Azurite.Get()).ConnectionString, Labelwise.Tests.Harness.Azurite.NewContainer()),
        var other => throw new InvalidOperationException($"{Variable} is 'directory' or '{Azurite}', not '{other}'."),
    };
}
