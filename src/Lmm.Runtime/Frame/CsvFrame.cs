using Lmm.Reading;
using Lmm.Variables;

namespace Lmm.Frame;

/// <summary>Reads a text file into a frame.</summary>
internal static class CsvFrame
{
    private const int RowsPerCheck = 4096;

    /// <summary>Reads a file; columns without a name are passed over.</summary>
    /// <exception cref="DataSourceException">The file cannot be read, or is malformed.</exception>
    public static ModelFrame Read(CsvSource source, CsvOptions? options, CancellationToken cancellationToken)
        => ReadAsync(source, options, isAsync: false, cancellationToken).GetAwaiter().GetResult();

    /// <summary>As <see cref="Read"/>.</summary>
    /// <param name="source">The file.</param>
    /// <param name="options">How it is written; null for the defaults.</param>
    /// <param name="isAsync">Whether it is read asynchronously; else the task is complete.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<ModelFrame> ReadAsync(CsvSource source, CsvOptions? options, bool isAsync, CancellationToken cancellationToken)
    {
        options ??= CsvOptions.Default;
        source = source.Kept();
        CsvColumn[] columns;
        RowLines lines;
        using (CsvTable table = await CsvTable.OpenAsync(source, options, isAsync, cancellationToken).ConfigureAwait(false))
        {
            RefuseUnknownColumns(table, options);
            columns = [.. table.Header.Index().Where(column => column.Item.Length > 0).Select(column => Column(column.Index, column.Item, options))];
            lines = await ReadRowsAsync(table, columns, isAsync, cancellationToken).ConfigureAwait(false);
            if (lines.Count == 0)
            {
                throw DataSourceException.NoRows(source.Origin);
            }
        }

        CsvColumn[] again = [.. columns.Where(column => column.MustBeReread)];
        if (again.Length > 0)
        {
            Array.ForEach(again, column => column.StartAgainAsText());
            using CsvTable table = await CsvTable.OpenAsync(source, options, isAsync, cancellationToken).ConfigureAwait(false);
            await ReadRowsAsync(table, again, isAsync, cancellationToken).ConfigureAwait(false);
        }

        return new ModelFrame(columns.Select(column => column.ToColumn())) { Lines = lines };
    }

    private static CsvColumn Column(int index, string name, CsvOptions options)
        => new(index, name, options, options.ColumnTypes.TryGetValue(name, out ColumnType type) ? type : null);

    private static async ValueTask<RowLines> ReadRowsAsync(CsvTable table, CsvColumn[] columns, bool isAsync, CancellationToken cancellationToken)
    {
        RowLines lines = new();
        while (isAsync ? await table.ReadAsync(cancellationToken).ConfigureAwait(false) : table.Read())
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
