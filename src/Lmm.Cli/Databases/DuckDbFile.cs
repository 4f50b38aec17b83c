using System.Data.Common;
using DuckDB.NET.Data;

namespace Lmm.Cli.Databases;

/// <summary>A database in a file of DuckDB, or none: then the engine reads files, such as those of Parquet.</summary>
internal static class DuckDbFile
{
    /// <summary>An address.</summary>
    public const string Example = "duckdb:visits.duckdb";

    private const string Memory = ":memory:";

    /// <summary>A connection, to a file one that writes nothing.</summary>
    /// <exception cref="InputException">The engine's library is not there, or there is no such file.</exception>
    public static DbConnection Connect(string file)
    {
        string? existing = file.Length == 0 || file == Memory ? null : DatabaseAddress.ExistingFile(file, Example);
        DuckDbLibrary.Load();
        return Connection(existing);
    }

    // The driver asks the library for its settings when its type is first used.
    private static DuckDBConnection Connection(string? file)
    {
        DuckDBConnectionStringBuilder settings = new() { DataSource = file ?? Memory };
        if (file is not null)
        {
            settings["ACCESS_MODE"] = "READ_ONLY";
        }

        return new DuckDBConnection(settings.ConnectionString);
    }
}
