using System.Collections.Immutable;
using System.Net;
using Labelwise.Inference.Isolated;
using Labelwise.Storage.Azure;

namespace Labelwise.Host;

/// <summary>How a server is to run. Read from a file, the environment and options by <see cref="Settings"/>.</summary>
public sealed record ServerOptions
{
    /// <summary>Holds everything the server keeps.</summary>
    public string Data { get; init; } = "./data";

    /// <summary>Where images and other large bytes are kept; null for the data directory.</summary>
    public AzureBlobs? Blobs { get; init; }

    /// <summary>PostgreSQL in which the silos of a cluster meet and keep what they share; null for a server of its own.</summary>
    public string? Cluster { get; init; }

    /// <summary>Where the other silos of a cluster reach this one; port 0 for any free one.</summary>
    public IPEndPoint Silo { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Starts the processes in which models run; null to run them in this one.</summary>
    public InferenceCommand? Inference { get; init; }

    /// <summary>Where it listens.</summary>
    public string Url { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Names by which clients may call it; empty: any. A server bound to one address only answers to it and to localhost.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Proxies whose word on the client's address and scheme is taken.</summary>
    public ImmutableArray<IPAddress> Proxies { get; init; } = [];

    /// <summary>How long a session lasts.</summary>
    public TimeSpan SessionLength { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long an invitation lasts.</summary>
    public TimeSpan InvitationLength { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Most bytes of an uploaded file.</summary>
    public long MostUploadBytes { get; init; } = 1L << 30;

    /// <summary>Requests of one client a minute, beyond which it waits; for those without a session, by address.</summary>
    public int MostRequestsPerMinute { get; init; } = 120_000;

    /// <summary>Requests served at once; others wait a little, then are turned away. Null for a number that suits the machine.</summary>
    public int? MostRequestsAtOnce { get; init; }

    /// <summary>Rounds of password hashing; null for ASP.NET Core Identity's own number.</summary>
    public int? PasswordIterations { get; init; }

    /// <summary>Folder of the built web client; null for the one beside the program.</summary>
    public string? Web { get; init; }

    /// <summary>Whether to print a link to set the server up while it has no user.</summary>
    public bool OffersSetup { get; init; } = true;
}
