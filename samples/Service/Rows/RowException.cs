namespace Service.Rows;

/// <summary>A row of a request cannot be fitted; clients are told which, and what of it.</summary>
/// <param name="row">The row, counted from one without the header.</param>
/// <param name="column">The column's name as the model has it; null when none is to blame.</param>
/// <param name="message">What is wrong and what to do about it.</param>
/// <param name="innerException">What brought the fault to light.</param>
internal sealed class RowException(long row, string? column, string message, Exception? innerException = null) : Exception(message, innerException)
{
    private static readonly string[] Columns = [nameof(Trial.Reaction), nameof(Trial.Days), nameof(Trial.Subject)];

    /// <summary>The row, counted from one without the header.</summary>
    public long Row { get; } = row;

    /// <summary>The line of a text, counted from one with the header; null for JSON.</summary>
    public long? Line { get; init; }

    /// <summary>The column's name as the model has it; null when none is to blame.</summary>
    public string? Column { get; } = column;

    /// <summary>The fault of a row without a value.</summary>
    public static RowException Missing(long row, string column) => new(row, column, $"The row has no value of '{column}'; send one, or leave the row out.");

    /// <summary>The name by which the model knows a column, in whatever case the client has it; null for others.</summary>
    public static string? ColumnOf(string? name) => Columns.FirstOrDefault(column => column.Equals(name, StringComparison.OrdinalIgnoreCase));
}
