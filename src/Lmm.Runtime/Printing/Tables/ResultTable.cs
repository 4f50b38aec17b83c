using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm;

/// <summary>
/// A table of results: numbers in full precision with what they are, before any text. Formats make text of it:
/// <c>table.ToMarkdown()</c>, <c>table.ToCsv()</c> and others, or <see cref="Write"/> with a format of one's own.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<ResultTable>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class ResultTable : ITableResult, IJsonResult
{
    /// <summary>Makes a table.</summary>
    /// <param name="columns">The columns, all with equally many cells and no two of one name.</param>
    /// <exception cref="ArgumentException">There is no column, they differ in the number of their cells, or a name occurs twice.</exception>
    public ResultTable(params IEnumerable<TableColumn> columns)
    {
        TableColumn[] all = [.. columns];
        if (all.Length == 0 || all.Any(column => column.Count != all[0].Count) || all.DistinctBy(static column => column.Name).Count() != all.Length)
        {
            throw new ArgumentException("A table needs columns of equally many cells, each with a name of its own.", nameof(columns));
        }

        Columns = Array.AsReadOnly(all);
    }

    private ResultTable(ResultTable table)
    {
        Columns = table.Columns;
        Title = table.Title;
        Heading = table.Heading;
        Notes = table.Notes;
        Digits = table.Digits;
        HasSignificanceStars = table.HasSignificanceStars;
    }

    /// <summary>What the table is; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>Lines between title and table, such as the formulas of compared models.</summary>
    public IReadOnlyList<string> Heading { get; init => field = [.. value]; } = [];

    /// <summary>Lines below the table.</summary>
    public IReadOnlyList<string> Notes { get; init => field = [.. value]; } = [];

    /// <summary>The columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => Columns[0].Count;

    /// <summary>The number of significant digits where numbers are formatted, 1 to 15.</summary>
    public int Digits { get; init; } = SummaryDigits.Estimates;

    /// <summary>Whether stars and their legend follow p-values in printed text (R's <c>show.signif.stars</c>).</summary>
    public bool HasSignificanceStars { get; init; } = true;

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public TableColumn this[string name] => Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new ArgumentException($"The table has no column '{name}'; it has {string.Join(", ", Columns.Select(static column => column.Name))}.", nameof(name));

    /// <summary>The same table under another title.</summary>
    public ResultTable WithTitle(string? title) => new(this) { Title = title };

    /// <summary>The same table under another title and with other lines below it.</summary>
    internal ResultTable With(string? title, IReadOnlyList<string> notes) => new(this) { Title = title, Notes = notes };

    /// <summary>The first rows of the table, with a note on how many there are; the table itself where it has no more.</summary>
    /// <param name="most">The most rows, 1 or more.</param>
    internal ResultTable FirstRows(int most)
        => RowCount <= most
            ? this
            : new ResultTable(Columns.Select(column => column.FirstCells(most)))
            {
                Title = Title,
                Heading = Heading,
                Notes = [string.Create(CultureInfo.InvariantCulture, $"The first {most} of {RowCount} rows."), .. Notes],
                Digits = Digits,
                HasSignificanceStars = HasSignificanceStars,
            };

    /// <summary>Writes the table in a format; every line ends in a line feed.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="format">The format, such as <see cref="TableFormats.Markdown"/>.</param>
    public void Write(TextWriter writer, ITableFormat format)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(format);
        format.Write(this, writer);
    }

    /// <summary>The table as text in a format.</summary>
    /// <param name="format">The format, such as <see cref="TableFormats.Markdown"/>.</param>
    public string ToString(ITableFormat format)
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Write(writer, format);
        return writer.ToString();
    }

    /// <summary>The table as R prints it.</summary>
    public override string ToString() => ToString(TableFormats.Text);

    IReadOnlyList<ResultTable> ITableResult.Tables => [this];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => JsonFormat.Write(json, this);
}
