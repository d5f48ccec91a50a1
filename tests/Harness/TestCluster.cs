#if ORLEANS
using Npgsql;
#endif

namespace Labelwise.Tests.Harness;

/// <summary>Where the silos of a test's server meet, if the environment names a PostgreSQL database that Orleans' scripts
/// were run on: each server has a copy of it and two silos then, which <see cref="InTurn"/> asks in turn.</summary>
/// <param name="Database">As the setting <c>cluster</c>.</param>
sealed record TestCluster(string Database) : IAsyncDisposable
{
    const string Variable = "LABELWISE_TEST_CLUSTER";

    /// <returns>Null for a server that stands alone.</returns>
    public static async Task<TestCluster?> New()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } template) return null;
#if ORLEANS
        var (from, copy) = (new NpgsqlConnectionStringBuilder(template), $"labelwise_{Guid.NewGuid():n}");
        await Tell(template, $"create database {copy} template {from.Database}");
        from.Database = copy;
        return new(from.ConnectionString);
#else
        throw new InvalidOperationException($"{Variable} needs a build on Orleans (-p:Engine=Orleans).");
#endif
    }

    public async ValueTask DisposeAsync()
    {
#if ORLEANS
        await Tell(Database, $"drop database {new NpgsqlConnectionStringBuilder(Database).Database} with (force)");
#else
        await Task.CompletedTask;
#endif
    }

#if ORLEANS
    /// <summary>Not from within the database itself, which nobody may use while it is copied or dropped.</summary>
    static async Task Tell(string database, string command)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var telling = new NpgsqlCommand(command, connection);
        await telling.ExecuteNonQueryAsync();
    }
#endif
}
