using System.ComponentModel;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Lmm.Reading;

namespace Lmm;

/// <summary>Reads rows of a type, by the form that generated code has of them: at once, while they are enumerated, and asynchronously.</summary>
/// <typeparam name="TRow">The row type.</typeparam>
/// <typeparam name="TForm">Its form.</typeparam>
/// <param name="used">The names of the columns that must be there though rows can do without.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RowReader<TRow, TForm>(params string[] used)
    where TForm : struct, IRowForm<TRow, TForm>
{
    private const int RowsPerCheck = 4096;

    /// <summary>Reads rows from a text file with delimited columns, its first line being their names.</summary>
    /// <param name="path">The file; it may be compressed by gzip.</param>
    /// <param name="options">How it is written; null for the defaults. <see cref="CsvOptions.ColumnTypes"/> does not matter: types are those of the rows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">The file cannot be read, or a value is not of its type; the message names file, line and column.</exception>
    public List<TRow> ReadCsv(string path, CsvOptions? options, CancellationToken cancellationToken) => List(CsvSource.File(path), options, cancellationToken);

    /// <summary>Reads rows from text with delimited columns from a stream, its first line being their names.</summary>
    /// <param name="stream">The stream, from its position to its end; it stays open. It may be compressed by gzip.</param>
    /// <param name="options">How it is written; null for the defaults. <see cref="CsvOptions.ColumnTypes"/> does not matter: types are those of the rows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">The stream cannot be read, or a value is not of its type; the message names line and column.</exception>
    public List<TRow> ReadCsv(Stream stream, CsvOptions? options, CancellationToken cancellationToken) => List(CsvSource.Stream(stream), options, cancellationToken);

    /// <summary>Reads rows from text with delimited columns, its first line being their names.</summary>
    /// <param name="text">The text, from where it stands to its end; it stays open. <see cref="CsvOptions.Encoding"/> does not matter.</param>
    /// <param name="options">How it is written; null for the defaults. <see cref="CsvOptions.ColumnTypes"/> does not matter: types are those of the rows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">The text cannot be read, or a value is not of its type; the message names line and column.</exception>
    public List<TRow> ReadCsv(TextReader text, CsvOptions? options, CancellationToken cancellationToken) => List(CsvSource.Text(text), options, cancellationToken);

    /// <summary>Reads rows from the current result of a query.</summary>
    /// <param name="query">The query's reader, from where it stands to the end of its current result; it stays open.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">A value is not of its type; the message names row and column.</exception>
    public List<TRow> Read(DbDataReader query, CancellationToken cancellationToken)
    {
        using DatabaseRecordReader reader = new(query);
        return List(reader, new QueryRecord(reader), cancellationToken);
    }

    /// <summary>The rows of a text file with delimited columns, its first line being their names, read while they are enumerated.</summary>
    /// <param name="path">The file; it may be compressed by gzip.</param>
    /// <param name="options">How it is written; null for the defaults. <see cref="CsvOptions.ColumnTypes"/> does not matter: types are those of the rows.</param>
    /// <exception cref="DataSourceException">The file cannot be read, or a value is not of its type; the message names file, line and column.</exception>
    public IEnumerable<TRow> EnumerateCsv(string path, CsvOptions? options) => Enumerate(CsvSource.File(path), options);

    /// <summary>The rows of text with delimited columns from a stream, its first line being their names, read while they are enumerated.</summary>
    /// <param name="stream">The stream, from its position to its end; it stays open. It may be compressed by gzip.</param>
    /// <param name="options">How it is written; null for the defaults. <see cref="CsvOptions.ColumnTypes"/> does not matter: types are those of the rows.</param>
    /// <exception cref="DataSourceException">The stream cannot be read, or a value is not of its type; the message names line and column.</exception>
    /// <exception cref="InvalidOperationException">The rows are enumerated again.</exception>
    public IEnumerable<TRow> EnumerateCsv(Stream stream, CsvOptions? options) => Enumerate(CsvSource.Stream(stream), options);

    /// <summary>The rows of text with delimited columns, its first line being their names, read while they are enumerated.</summary>
    /// <param name="text">The text, from where it stands to its end; it stays open. <see cref="CsvOptions.Encoding"/> does not matter.</param>
    /// <param name="options">How it is written; null for the defaults. <see cref="CsvOptions.ColumnTypes"/> does not matter: types are those of the rows.</param>
    /// <exception cref="DataSourceException">The text cannot be read, or a value is not of its type; the message names line and column.</exception>
    /// <exception cref="InvalidOperationException">The rows are enumerated again.</exception>
    public IEnumerable<TRow> EnumerateCsv(TextReader text, CsvOptions? options) => Enumerate(CsvSource.Text(text), options);

    /// <summary>The rows of the current result of a query, read while they are enumerated.</summary>
    /// <param name="query">The query's reader, from where it stands to the end of its current result; it stays open.</param>
    /// <exception cref="DataSourceException">A value is not of its type; the message names row and column.</exception>
    /// <exception cref="InvalidOperationException">The rows are enumerated again.</exception>
    public IEnumerable<TRow> Enumerate(DbDataReader query) => Enumerate(new QuerySource(query));

    /// <summary>The rows of a text file with delimited columns, its first line being their names, read asynchronously while they are enumerated.</summary>
    /// <param name="path">The file; it may be compressed by gzip.</param>
    /// <param name="options">How it is written; null for the defaults. <see cref="CsvOptions.ColumnTypes"/> does not matter: types are those of the rows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">The file cannot be read, or a value is not of its type; the message names file, line and column.</exception>
    public IAsyncEnumerable<TRow> EnumerateCsvAsync(string path, CsvOptions? options, CancellationToken cancellationToken)
        => EnumerateAsync(CsvSource.File(path), options, cancellationToken);

    /// <summary>The rows of text with delimited columns from a stream, its first line being their names, read asynchronously while they are enumerated.</summary>
    /// <param name="stream">The stream, from its position to its end; it stays open. It may be compressed by gzip.</param>
    /// <param name="options">How it is written; null for the defaults. <see cref="CsvOptions.ColumnTypes"/> does not matter: types are those of the rows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">The stream cannot be read, or a value is not of its type; the message names line and column.</exception>
    /// <exception cref="InvalidOperationException">The rows are enumerated again.</exception>
    public IAsyncEnumerable<TRow> EnumerateCsvAsync(Stream stream, CsvOptions? options, CancellationToken cancellationToken)
        => EnumerateAsync(CsvSource.Stream(stream), options, cancellationToken);

    /// <summary>The rows of text with delimited columns, its first line being their names, read asynchronously while they are enumerated.</summary>
    /// <param name="text">The text, from where it stands to its end; it stays open. <see cref="CsvOptions.Encoding"/> does not matter.</param>
    /// <param name="options">How it is written; null for the defaults. <see cref="CsvOptions.ColumnTypes"/> does not matter: types are those of the rows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">The text cannot be read, or a value is not of its type; the message names line and column.</exception>
    /// <exception cref="InvalidOperationException">The rows are enumerated again.</exception>
    public IAsyncEnumerable<TRow> EnumerateCsvAsync(TextReader text, CsvOptions? options, CancellationToken cancellationToken)
        => EnumerateAsync(CsvSource.Text(text), options, cancellationToken);

    /// <summary>The rows of the current result of a query, read asynchronously while they are enumerated.</summary>
    /// <param name="query">The query's reader, from where it stands to the end of its current result; it stays open.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">A value is not of its type; the message names row and column.</exception>
    /// <exception cref="InvalidOperationException">The rows are enumerated again.</exception>
    public IAsyncEnumerable<TRow> EnumerateAsync(DbDataReader query, CancellationToken cancellationToken) => EnumerateAsync(new QuerySource(query), cancellationToken);

    private List<TRow> List(CsvSource source, CsvOptions? options, CancellationToken cancellationToken)
    {
        options ??= CsvOptions.Default;
        using CsvRecordReader reader = new(CsvTable.Open(source, options), options);
        return List(reader, new CsvRecord(reader), cancellationToken);
    }

    private List<TRow> List<TRecord>(RecordReader reader, TRecord record, CancellationToken cancellationToken)
        where TRecord : struct, IRecord
    {
        TForm form = TForm.Of(reader, used);
        List<TRow> rows = [];
        while (reader.Read())
        {
            if (rows.Count % RowsPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            rows.Add(Row(in form, reader, record));
        }

        return rows;
    }

    private static TRow Row<TRecord>(ref readonly TForm form, RecordReader reader, TRecord record)
        where TRecord : struct, IRecord
    {
        while (true)
        {
            try
            {
                return form.Row(record);
            }
            catch (Exception fault) when (reader.Learns(fault))
            {
            }
        }
    }

    private IEnumerable<TRow> Enumerate(CsvSource source, CsvOptions? options)
    {
        options ??= CsvOptions.Default;
        using CsvRecordReader reader = new(CsvTable.Open(source, options), options);
        CsvRecord record = new(reader);
        TForm form = TForm.Of(reader, used);
        while (reader.Read())
        {
            yield return Row(in form, reader, record);
        }
    }

    private IEnumerable<TRow> Enumerate(QuerySource source)
    {
        using DatabaseRecordReader reader = source.Open();
        QueryRecord record = new(reader);
        TForm form = TForm.Of(reader, used);
        while (reader.Read())
        {
            yield return Row(in form, reader, record);
        }
    }

    private async IAsyncEnumerable<TRow> EnumerateAsync(CsvSource source, CsvOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        options ??= CsvOptions.Default;
        using CsvRecordReader reader = new(await CsvTable.OpenAsync(source, options, isAsync: true, cancellationToken).ConfigureAwait(false), options);
        CsvRecord record = new(reader);
        TForm form = TForm.Of(reader, used);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return Row(in form, reader, record);
        }
    }

    private async IAsyncEnumerable<TRow> EnumerateAsync(QuerySource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using DatabaseRecordReader reader = source.Open();
        QueryRecord record = new(reader);
        TForm form = TForm.Of(reader, used);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return Row(in form, reader, record);
        }
    }
}
