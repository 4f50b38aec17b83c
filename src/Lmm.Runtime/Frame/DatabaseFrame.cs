using System.Data.Common;
using System.Runtime.CompilerServices;
using Lmm.Formula.Binding;
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

    /// <summary>Reads the current result to its end, so many rows at a time; none where there are none.</summary>
    /// <exception cref="DataSourceException">Two columns have one name, or a column holds binary values.</exception>
    public static IEnumerable<ModelFrame> Chunks(DbDataReader query, int rowsPerChunk, CancellationToken cancellationToken)
    {
        using DatabaseRecordReader reader = new(query);
        ChunkColumns columns = new(reader);
        for (List<object?>[] values = Take(); values[0].Count > 0; values = Take())
        {
            yield return columns.Frame(values, cancellationToken);
        }

        List<object?>[] Take()
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<object?>[] values = Room(reader);
            while (values[0].Count < rowsPerChunk && reader.Read())
            {
                Add(reader, values);
            }

            return values;
        }
    }

    /// <summary>As <see cref="Chunks"/>, without blocking a thread.</summary>
    /// <exception cref="DataSourceException">Two columns have one name, or a column holds binary values.</exception>
    public static async IAsyncEnumerable<ModelFrame> ChunksAsync(DbDataReader query, int rowsPerChunk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using DatabaseRecordReader reader = new(query);
        ChunkColumns columns = new(reader);
        List<object?>[] values = Room(reader);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            Add(reader, values);
            if (values[0].Count == rowsPerChunk)
            {
                yield return columns.Frame(values, cancellationToken);
                values = Room(reader);
            }
        }

        if (values[0].Count > 0)
        {
            yield return columns.Frame(values, cancellationToken);
        }
    }

    /// <summary>As <see cref="Read"/>.</summary>
    /// <param name="query">The query's reader.</param>
    /// <param name="isAsync">Whether it is read asynchronously; else the task is complete.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<ModelFrame> ReadAsync(DbDataReader query, bool isAsync, CancellationToken cancellationToken)
    {
        using DatabaseRecordReader reader = new(query);
        List<object?>[] values = Room(reader);
        int rows = 0;
        while (isAsync ? await reader.ReadAsync(cancellationToken).ConfigureAwait(false) : reader.Read())
        {
            if (rows++ % RowsPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Add(reader, values);
        }

        return rows > 0
            ? Frame(reader, values, cancellationToken)
            : throw new DataSourceException(LmmErrorCode.NotEnoughRows, reader.Origin, "there are no rows; see that its conditions let some through, and that it has not been read yet.");
    }

    /// <summary>What the binder is told of the columns of a result whose values alone have types; those with binary values can be no variables.</summary>
    public static IEnumerable<VariableDeclaration> Declarations(DbDataReader query, CancellationToken cancellationToken)
    {
        using DatabaseRecordReader reader = new(query);
        List<object?>[] values = Room(reader);
        while (reader.Read())
        {
            Add(reader, values);
        }

        return [.. reader.Columns.Index().Where(static column => column.Item.Length > 0).Select(column => values[column.Index].Exists(static value => value is byte[])
            ? new VariableDeclaration(column.Item, column.Item, VariableType.Other, "BLOB")
            : new ModelFrame(ValueColumn.Make(column.Item, values[column.Index], reader.Origin, cancellationToken)).Declarations.Single())];
    }

    private static List<object?>[] Room(DatabaseRecordReader reader) => [.. reader.Columns.Select(static _ => new List<object?>())];

    private static void Add(DatabaseRecordReader reader, List<object?>[] values)
    {
        for (int column = 0; column < values.Length; column++)
        {
            values[column].Add(reader.Value(column));
        }
    }

    private static ModelFrame Frame(DatabaseRecordReader reader, List<object?>[] values, CancellationToken cancellationToken)
        => new(reader.Columns.Index().Where(static column => column.Item.Length > 0).Select(column => ValueColumn.Make(column.Item, values[column.Index], reader.Origin, cancellationToken)));
}
