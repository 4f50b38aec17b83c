using System.Globalization;

namespace Lmm;

/// <summary>Data cannot be read: the message names the file, the line and the column, and the cure.</summary>
public sealed class DataSourceException : LmmException
{
    internal DataSourceException(LmmErrorCode code, string origin, string message, long? line = null, string? column = null, Exception? innerException = null, string unit = "line")
        : base(code, Locate(origin, line, column, unit) + message, innerException)
    {
        Origin = origin;
        Line = line;
        Column = column;
    }

    /// <summary>The file, or what else the data come from.</summary>
    public string Origin { get; }

    /// <summary>The line of a file, counted from one with the header, or the row of a query, counted from one; null when none is to blame.</summary>
    public long? Line { get; }

    /// <summary>The column's name; null when none is to blame.</summary>
    public string? Column { get; }

    private static string Locate(string origin, long? line, string? column, string unit)
        => string.Create(CultureInfo.InvariantCulture, $"{origin}{(line is null ? "" : $", {unit} {line}")}{(column is null ? "" : $", column '{column}'")}: ");

    /// <summary>The fault of a file that ends after its header.</summary>
    internal static DataSourceException NoRows(string origin) => new(LmmErrorCode.NotEnoughRows, origin, "the file has a header and no rows; see that it is complete.");
}
