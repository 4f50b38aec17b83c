using System.Data.Common;

namespace Lmm.Cli.Databases;

/// <summary>Where a database is, as <c>--connect</c> has it: the engine's name, a colon, and a file or a server. No message has the address, which may hold a password.</summary>
internal static class DatabaseAddress
{
    /// <summary>The address of a DuckDB that holds nothing, and reads files.</summary>
    public const string OfFiles = "duckdb:";

    // Each driver is loaded by the method that connects by it, and by nothing before.
    private static readonly (string Name, bool IsFile, Func<string, DbConnection> Connect, Action<DbConnection>? Interrupt)[] Engines =
    [
        ("sqlite", true, SqliteFile.Connect, SqliteFile.Interrupt),
        ("duckdb", true, DuckDbFile.Connect, null),
        ("postgres", false, PostgresServer.Connect, null),
        ("postgresql", false, PostgresServer.Connect, null),
    ];

    /// <summary>A connection to the database; it may be closed yet.</summary>
    /// <exception cref="InputException">The address names no engine, or nothing that the engine can connect to.</exception>
    public static DbConnection Connect(string address)
    {
        ((_, _, Func<string, DbConnection>? connect, _), string place) = Parts(address);
        return connect is not null
            ? connect(place)
            : throw new InputException($"--connect: the address does not begin with an engine that the tool knows; write {SqliteFile.Example}, {DuckDbFile.Example} or {PostgresServer.Example}");
    }

    /// <summary>The file of the database; null where a server has it.</summary>
    public static string? FileOf(string address) => Parts(address) is ({ IsFile: true }, { Length: > 0 } file) ? file : null;

    /// <summary>Stops the statement that a connection to the database runs; null where its driver does.</summary>
    public static Action<DbConnection>? InterruptOf(string address) => Parts(address).Engine.Interrupt;

    /// <summary>True for a text that begins as addresses do.</summary>
    public static bool IsAddress(string text) => Parts(text).Engine.Connect is not null;

    /// <summary>A file of a database, which must be there.</summary>
    /// <param name="file">The file.</param>
    /// <param name="example">An address of the engine.</param>
    /// <exception cref="InputException">There is no such file.</exception>
    public static string ExistingFile(string file, string example)
        => file.Length == 0 ? throw new InputException($"--connect: the name of the file is missing; write {example}")
            : File.Exists(file) ? file
            : throw new InputException($"--connect: {file}: {(Directory.Exists(file) ? "this is a directory" : "there is no such file")}; name the file of a database");

    private static ((string Name, bool IsFile, Func<string, DbConnection>? Connect, Action<DbConnection>? Interrupt) Engine, string Place) Parts(string address)
    {
        int colon = address.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? "" : address[..colon];
        return (Array.Find(Engines, engine => engine.Name.Equals(name, StringComparison.OrdinalIgnoreCase)), address[(colon + 1)..]);
    }
}
