namespace Labelwise.Storage.Azure;

/// <summary>Every limit of the store in Azure.</summary>
static class AzureLimits
{
    /// <summary>Tries of one request beyond the first, of those that may be repeated.</summary>
    public const int Retries = 5;

    /// <summary>How long one try may take.</summary>
    public static readonly TimeSpan Try = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200), LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>Bytes sent in one request: on a slow line they still arrive within one try.</summary>
    public const int RequestBytes = 8 << 20;

    /// <summary>Content beyond this size is asked after before it is sent; smaller content is cheaper sent in
    /// vain.</summary>
    public const int AskFirstBytes = 64 << 10;

    /// <summary>Requests of one upload, and uploads of one batch, under way at once.</summary>
    public const int BlocksAtOnce = 4, UploadsAtOnce = 32;

    /// <summary>Bytes that a reader fetches first, and after a seek; reading on, it fetches twice as many each time
    /// up to the most.</summary>
    public const int FirstWindowBytes = 256 << 10, LargestWindowBytes = 4 << 20;

    /// <summary>How long a key that signs links is used before the next is asked for.</summary>
    public static readonly TimeSpan SigningKey = TimeSpan.FromHours(1);
}
