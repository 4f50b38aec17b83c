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
            columns = [.. Named(table).Select(column => Column(column.Index, column.Name, options))];
            lines = await ReadRowsAsync(table, columns, int.MaxValue, isAsync, cancellationToken).ConfigureAwait(false);
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
            await ReadRowsAsync(table, again, int.MaxValue, isAsync, cancellationToken).ConfigureAwait(false);
        }

        return new ModelFrame(columns.Select(column => column.ToColumn())) { Lines = lines };
    }

    private static CsvColumn Column(int index, string name, CsvOptions options) => new(index, name, options, Given(name, options));

    /// <summary>The columns that have a name.</summary>
    public static IEnumerable<(int Index, string Name)> Named(CsvTable table) => table.Header.Index().Where(static column => column.Item.Length > 0);

    /// <summary>The type of a column by the options; null where it is to be inferred.</summary>
    public static ColumnType? Given(string name, CsvOptions options) => options.ColumnTypes.TryGetValue(name, out ColumnType type) ? type : null;

    /// <summary>Reads the next rows into columns.</summary>
    /// <param name="table">The file.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="most">The most rows to read.</param>
    /// <param name="isAsync">Whether the file is read asynchronously; else the task is complete.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The lines of the rows.</returns>
    public static async ValueTask<RowLines> ReadRowsAsync(CsvTable table, CsvColumn[] columns, int most, bool isAsync, CancellationToken cancellationToken)
    {
        RowLines lines = new();
        while (lines.Count < most && (isAsync ? await table.ReadAsync(cancellationToken).ConfigureAwait(false) : table.Read()))
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

    /// <summary>Throws where the options give a type to a column that is not there.</summary>
    public static void RefuseUnknownColumns(CsvTable table, CsvOptions options)
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
