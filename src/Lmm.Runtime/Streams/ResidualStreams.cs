using System.ComponentModel;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Lmm.Frame;
using Lmm.Streams;

namespace Lmm;

/// <summary>
/// Residuals and fitted values of rows that are given again, such as those of a fit whose rows stayed in a database or passed in a stream. Rows are read when their residuals are
/// asked for, a chunk at a time, so that memory does not depend on their number.
/// </summary>
public static class ResidualStreams
{
    private const int RowsPerChunk = 10_000;

    /// <summary>The residuals of rows that come in tables.</summary>
    /// <param name="fit">The fit; it needs no rows of its own.</param>
    /// <param name="chunks">The tables, each read once, with the columns of the formula, the response included.</param>
    /// <param name="options">What is predicted, and what of levels that no fitted row had; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One residual per row, in the order of the rows; NaN for rows that lack a value.</returns>
    /// <exception cref="ModelException">A column is missing or of another type, a row has a level that no fitted row had and the options refuse it, or the response learns from all rows.</exception>
    /// <exception cref="InvalidOperationException">The fit has no formula.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static IEnumerable<RowResidual> ResidualsOf(this ModelFit fit, IEnumerable<ModelFrame> chunks, PredictionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(chunks);
        return Each(chunks, new ChunkResiduals(fit, options, cancellationToken).Of);
    }

    /// <summary>The residuals of the rows of a query.</summary>
    /// <param name="fit">The fit; it needs no rows of its own.</param>
    /// <param name="query">The query's reader; it is read from where it stands to the end of its current result, and stays open.</param>
    /// <param name="options">What is predicted, and what of levels that no fitted row had; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <inheritdoc cref="ResidualsOf(ModelFit, IEnumerable{ModelFrame}, PredictionOptions?, CancellationToken)"/>
    /// <exception cref="DataSourceException">The rows cannot be read.</exception>
    public static IEnumerable<RowResidual> ResidualsOf(this ModelFit fit, DbDataReader query, PredictionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ResidualsOf(fit, DatabaseFrame.Chunks(query, RowsPerChunk, cancellationToken), options, cancellationToken);
    }

    /// <summary>The residuals of rows that come in tables one after the other.</summary>
    /// <inheritdoc cref="ResidualsOf(ModelFit, IEnumerable{ModelFrame}, PredictionOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<RowResidual> ResidualsOfAsync(this ModelFit fit, IAsyncEnumerable<ModelFrame> chunks, PredictionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(chunks);
        return Each(chunks, new ChunkResiduals(fit, options, cancellationToken).Of, cancellationToken);
    }

    /// <summary>The residuals of the rows of a query, which is read asynchronously.</summary>
    /// <inheritdoc cref="ResidualsOf(ModelFit, DbDataReader, PredictionOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<RowResidual> ResidualsOfAsync(this ModelFit fit, DbDataReader query, PredictionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ResidualsOfAsync(fit, DatabaseFrame.ChunksAsync(query, RowsPerChunk, cancellationToken), options, cancellationToken);
    }

    /// <summary>The residuals of typed rows; for generated code.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="read">Reads the responses of some rows, before which there were others.</param>
    /// <param name="design">Builds the design of rows to predict.</param>
    /// <param name="options">What is predicted; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IEnumerable<RowResidual> ResidualsOf<TRow>(
        ModelFit fit, IEnumerable<TRow> rows, Func<IEnumerable<TRow>, long, CompleteCases> read, Func<IEnumerable<TRow>, ModelDesign> design, PredictionOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(rows);
        ChunkResiduals residuals = new(fit, options, cancellationToken);
        return Each(rows.Chunk(RowsPerChunk), (part, before) => residuals.Of(read(part, before), design(part), before));
    }

    /// <summary>The residuals of typed rows that come one after the other; for generated code.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="read">Reads the responses of some rows, before which there were others.</param>
    /// <param name="design">Builds the design of rows to predict.</param>
    /// <param name="options">What is predicted; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IAsyncEnumerable<RowResidual> ResidualsOfAsync<TRow>(
        ModelFit fit, IAsyncEnumerable<TRow> rows, Func<IEnumerable<TRow>, long, CompleteCases> read, Func<IEnumerable<TRow>, ModelDesign> design, PredictionOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(rows);
        ChunkResiduals residuals = new(fit, options, cancellationToken);
        return Each(rows.Chunk(RowsPerChunk), (part, before) => residuals.Of(read(part, before), design(part), before), cancellationToken);
    }

    // Each enumeration counts its own rows.
    private static IEnumerable<RowResidual> Each<TChunk>(IEnumerable<TChunk> chunks, Func<TChunk, long, RowResidual[]> residuals)
    {
        long before = 0;
        foreach (TChunk chunk in chunks)
        {
            foreach (RowResidual residual in residuals(chunk, before))
            {
                before++;
                yield return residual;
            }
        }
    }

    private static async IAsyncEnumerable<RowResidual> Each<TChunk>(IAsyncEnumerable<TChunk> chunks, Func<TChunk, long, RowResidual[]> residuals, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long before = 0;
        await foreach (TChunk chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (RowResidual residual in residuals(chunk, before))
            {
                before++;
                yield return residual;
            }
        }
    }
}
