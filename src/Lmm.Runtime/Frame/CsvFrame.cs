using Lmm.Reading;
using Lmm.Variables;

namespace Lmm.Frame;

/// <summary>Reads a text file into a frame.</summary>
internal static class CsvFrame
{
    private const int RowsPerCheck = 4096;

    /// <summary>Reads a file; columns without a name are passed over.</summary>
    /// <exception cref="DataSourceException">The file cannot be read, or is malformed.</exception>
    public static ModelFrame Read(CsvSource source, CsvOptions options, CancellationToken cancellationToken)
    {
        CsvColumn[] columns;
        RowLines lines;
        using (CsvTable table = CsvTable.Open(source, options))
        {
            RefuseUnknownColumns(table, options);
            columns = [.. table.Header.Index().Where(column => column.Item.Length > 0).Select(column => Column(column.Index, column.Item, options))];
            lines = ReadRows(table, columns, cancellationToken);
            if (lines.Count == 0)
            {
                throw DataSourceException.NoRows(source.Origin);
            }
        }

        CsvColumn[] again = [.. columns.Where(column => column.MustBeReread)];
        if (again.Length > 0)
        {
            Array.ForEach(again, column => column.StartAgainAsText());
            using CsvTable table = CsvTable.Open(source, options);
            ReadRows(table, again, cancellationToken);
        }

        return new ModelFrame(columns.Select(column => column.ToColumn())) { Lines = lines };
    }

    private static CsvColumn Column(int index, string name, CsvOptions options)
        => new(index, name, options, options.ColumnTypes.TryGetValue(name, out ColumnType type) ? type : null);

    private static RowLines ReadRows(CsvTable table, CsvColumn[] columns, CancellationToken cancellationToken)
    {
        RowLines lines = new();
        while (table.Read())
        {
            if (lines.Count % RowsPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            lines.Add(table.Line);

            foreach (CsvColumn column in columns)
            {
                column.Add(table);
            }
        }

        return lines;
    }

    private static void RefuseUnknownColumns(CsvTable table, CsvOptions options)
    {
        if (options.ColumnTypes.Keys.FirstOrDefault(name => !table.Header.Contains(name)) is { } unknown)
        {
            throw new DataSourceException(
                LmmErrorCode.UnknownColumn,
                table.Origin,
                $"a type is given for the column '{unknown}', which the file does not have; its columns are {LevelLabel.List([.. table.Header.Where(name => name.Length > 0)])}.",
                1);
        }
    }
}
