namespace Lmm;

/// <summary>Where the responses of many fits stand in a source of rows: a column for each, or a row for each value.</summary>
public sealed class DatabaseResponses
{
    private DatabaseResponses(IReadOnlyList<string> columns, string? nameColumn) => (Names, NameColumn) = (columns, nameColumn);

    /// <summary>The columns that are responses; none where a column names the response of a row.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>The column that names the response of a row; null where responses are columns.</summary>
    internal string? NameColumn { get; }

    /// <summary>
    /// A column for each response, on the scale of the formula's left side, such as <c>InColumns("BRCA1", "TP53")</c>. A response is fitted to the rows in which it has a value;
    /// the response of the formula itself does not matter.
    /// </summary>
    /// <param name="columns">The names of the columns, one or more, each once.</param>
    /// <exception cref="ArgumentException">There is no column, or one is null or twice among them.</exception>
    public static DatabaseResponses InColumns(params IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        string[] given = [.. columns];
        string? fault = given.Length == 0 ? "There is no column; give one or more."
            : given.Contains(null) ? "A column is null; leave it out."
            : given.CountBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static pair => pair.Value > 1) is { Value: > 1 } twice ? $"The column {twice.Key} is given twice; give each once."
            : null;
        return fault is null ? new DatabaseResponses(given, null) : throw new ArgumentException(fault, nameof(columns));
    }

    /// <summary>
    /// A row for each value, with a column that names the response that it is of, such as <c>InRows("gene")</c> for rows of gene, sample and value. The formula's left side is computed of each row; rows
    /// without a name belong to no response.
    /// </summary>
    /// <param name="nameColumn">The column with the names: text, whole numbers, or whatever can group rows.</param>
    public static DatabaseResponses InRows(string nameColumn)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameColumn);
        return new DatabaseResponses([], nameColumn);
    }

    /// <summary>Where the responses stand.</summary>
    public override string ToString() => NameColumn is { } name ? $"responses named by {name}" : $"responses in the columns {string.Join(", ", Names)}";
}
