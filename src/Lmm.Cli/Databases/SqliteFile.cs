using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Lmm.Cli.Databases;

/// <summary>A database in a file of SQLite.</summary>
internal static class SqliteFile
{
    /// <summary>An address.</summary>
    public const string Example = "sqlite:visits.db";

    /// <summary>Stops the statement that a connection runs, which its driver does not.</summary>
    public static void Interrupt(DbConnection connection) => SQLitePCL.raw.sqlite3_interrupt(((SqliteConnection)connection).Handle);

    /// <summary>A connection that writes nothing and locks nobody out, in a transaction of its own so that all statements see one state.</summary>
    /// <exception cref="InputException">There is no such file, or it holds no database.</exception>
    public static DbConnection Connect(string file)
    {
        string existing = DatabaseAddress.ExistingFile(file, Example);
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = existing, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "BEGIN";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw new InputException($"--connect: {existing} cannot be opened ({fault.Message.TrimEnd('.')}); name the file of a SQLite database");
        }
    }
}
