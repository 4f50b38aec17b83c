using System.Data.Common;
using Lmm.Reading;

namespace Lmm.Frame;

/// <summary>Reads a query's result into a frame.</summary>
internal static class DatabaseFrame
{
    private const int RowsPerCheck = 4096;

    /// <summary>Reads the current result to its end; columns without a name are passed over.</summary>
    /// <exception cref="DataSourceException">There is no row, two columns have one name, or a column holds binary values.</exception>
    public static ModelFrame Read(DbDataReader query, CancellationToken cancellationToken)
        => ReadAsync(query, isAsync: false, cancellationToken).GetAwaiter().GetResult();

    /// <summary>As <see cref="Read"/>.</summary>
    /// <param name="query">The query's reader.</param>
    /// <param name="isAsync">Whether it is read asynchronously; else the task is complete.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<ModelFrame> ReadAsync(DbDataReader query, bool isAsync, CancellationToken cancellationToken)
    {
        using DatabaseRecordReader reader = new(query);
        List<object?>[] values = [.. reader.Columns.Select(_ => new List<object?>())];
        int rows = 0;
        while (isAsync ? await reader.ReadAsync(cancellationToken).ConfigureAwait(false) : reader.Read())
        {
            if (rows++ % RowsPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            for (int column = 0; column < values.Length; column++)
            {
                values[column].Add(reader.Value(column));
            }
        }

        return rows > 0
            ? new ModelFrame(reader.Columns.Index().Where(column => column.Item.Length > 0).Select(column => ValueColumn.Make(column.Item, values[column.Index], reader.Origin, cancellationToken)))
            : throw new DataSourceException(LmmErrorCode.NotEnoughRows, reader.Origin, "there are no rows; see that its conditions let some through, and that it has not been read yet.");
    }
}
