using System.Collections.Immutable;
using System.Data;
using Labelwise.Domain;
using Labelwise.Grains.Ports;
using Npgsql;
using NpgsqlTypes;

namespace Labelwise.Storage.Postgres;

/// <summary>Label documents in a table of the database that a cluster shares.</summary>
public sealed class PostgresLabelStore(NpgsqlDataSource database) : ILabelStore
{
    private const string Table = "create table if not exists labelwise_labels (hash bytea primary key, json bytea not null)";

    private readonly AsyncLocal<PutInFlight?> latest = new();
    private readonly Lazy<Task> opened = new(() => Open(database));

    /// <summary>Done once the documents that this caller is putting are on disk. A state that names them waits for it,
    /// because the two share no transaction.</summary>
    public Task PutOfThisCaller() => latest.Value?.Wait() ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask Put(ImmutableArray<(ContentHash Hash, ReadOnlyMemory<byte> Json)> documents)
    {
        if (documents.IsEmpty) return default;
        var insert = Insert(documents);
        // Set here and not in an async method: from there its caller would not see it.
        latest.Value = new(latest.Value, insert);
        return new(insert);
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<ReadOnlyMemory<byte>?>> Get(
        ImmutableArray<ContentHash> hashes, CancellationToken cancellation = default)
    {
        await opened.Value;
        await using var command = database.CreateCommand("select hash, json from labelwise_labels where hash = any($1)");
        command.Parameters.Add(Many([.. hashes.Select(BytesOf)]));
        await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
        var found = new Dictionary<ContentHash, ReadOnlyMemory<byte>?>();
        while (await rows.ReadAsync(cancellation))
            found[ContentHash.From(rows.GetFieldValue<byte[]>(0))] = rows.GetFieldValue<byte[]>(1);
        return [.. hashes.Select(hash => found.GetValueOrDefault(hash))];
    }

    private static async Task Open(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(Table);
        await command.ExecuteNonQueryAsync();
    }

    private async Task Insert(ImmutableArray<(ContentHash Hash, ReadOnlyMemory<byte> Json)> documents)
    {
        await opened.Value;
        // In one order for everybody, so that no two inserts wait for each other.
        var rows = documents.Select(d => (Hash: BytesOf(d.Hash), Json: d.Json.ToArray()))
            .OrderBy(row => row.Hash, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).ToArray();
        await using var command = database.CreateCommand(
            "insert into labelwise_labels select * from unnest($1, $2) on conflict do nothing");
        command.Parameters.Add(Many([.. rows.Select(row => row.Hash)]));
        command.Parameters.Add(Many([.. rows.Select(row => row.Json)]));
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlParameter Many(byte[][] values) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };

    private static byte[] BytesOf(ContentHash hash)
    {
        var bytes = new byte[ContentHash.Bytes];
        hash.CopyTo(bytes);
        return bytes;
    }
}
