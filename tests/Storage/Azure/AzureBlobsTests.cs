using Labelwise.Storage.Azure;

namespace Labelwise.Tests.Storage.Azure;

public sealed class AzureBlobsTests
{
    [Theory]
    [InlineData("https://account.blob.core.windows.net/labels", null, "https://account.blob.core.windows.net/labels")]
    [InlineData("https://account.blob.core.windows.net", "labels", "https://account.blob.core.windows.net/labels")]
    [InlineData("https://account.blob.core.windows.net", null, "https://account.blob.core.windows.net/labelwise")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net", "labels", "https://a.blob.core.windows.net/labels")]
    public void A_place_names_its_container(string place, string? container, string address) =>
        Assert.Equal(new Uri(address), AzureBlobs.Parse(place, container).Connect().Uri);

    [Theory]
    [InlineData("AccountName=a;AccountKey=secret-of-ours")]
    [InlineData("secret-of-ours")]
    [InlineData("http://account.blob.core.windows.net/labels?sig=secret-of-ours")]
    public void What_is_no_place_is_refused_without_repeating_it(string place) =>
        Assert.DoesNotContain("secret", Assert.Throws<FormatException>(() => AzureBlobs.Parse(place)).ToString());

    [Fact]
    public void A_place_keeps_its_secret_to_itself() =>
        Assert.DoesNotContain("sig", AzureBlobs.Parse("https://account.blob.core.windows.net/labels?sv=2024-01-01&sig=c2VjcmV0").ToString());
}
