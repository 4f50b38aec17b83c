using System.Data.Common;

namespace Lmm.Cli.Databases;

/// <summary>Rows that stay where they are.</summary>
/// <param name="Name">What they are called in results and messages.</param>
/// <param name="Address">Where the database is; no message has it.</param>
/// <param name="Source">The table, view, call or query.</param>
internal sealed record DatabaseRows(string Name, string Address, string Source)
{
    private const string Parquet = ".parquet";

    /// <summary>True for the name of a Parquet file, or a pattern of names.</summary>
    public static bool IsParquet(string file) => file.EndsWith(Parquet, StringComparison.OrdinalIgnoreCase);

    /// <summary>The rows of Parquet files.</summary>
    /// <param name="file">The name of a file, or a pattern such as <c>visits/*.parquet</c>.</param>
    /// <exception cref="InputException">There is no such file.</exception>
    public static DatabaseRows OfParquet(string file)
        => file.AsSpan().IndexOfAny("*?[") >= 0 || System.IO.File.Exists(file)
            ? new DatabaseRows(file, DatabaseAddress.OfFiles, $"read_parquet('{file.Replace("'", "''", StringComparison.Ordinal)}')")
            : throw new InputException($"{file}: {(Directory.Exists(file) ? "this is a directory" : "there is no such file")}");

    /// <summary>The file that the rows are in; null where a server has them, or many files.</summary>
    public string? File => Address == DatabaseAddress.OfFiles ? Name : DatabaseAddress.FileOf(Address);

    /// <summary>A connection to the database; it may be closed yet.</summary>
    /// <exception cref="InputException">The database is not there.</exception>
    public DbConnection Connect() => DatabaseAddress.Connect(Address);

    /// <inheritdoc cref="DatabaseAddress.InterruptOf"/>
    public Action<DbConnection>? Interrupt => DatabaseAddress.InterruptOf(Address);

    /// <summary>The address is not for showing.</summary>
    public override string ToString() => Name;
}
