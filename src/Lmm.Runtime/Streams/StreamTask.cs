using System.ComponentModel;
using Lmm.Faults;
using Lmm.Streams;

namespace Lmm;

/// <summary>What generated code calls to fit a model to rows that come one after the other and are not kept.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StreamTask
{
    /// <summary>Fits a model.</summary>
    /// <param name="terms">The model's terms.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="rows">The rows; they are read once, and forgotten chunk by chunk.</param>
    /// <param name="read">Reads the model's variables of some rows, before which there were others.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="options">Limits; null for the defaults. Weights are those of the model.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">The rows cannot be fitted; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static LinearMixedModelFit Fit<TRow>(
        ModelTerms terms, string model, IEnumerable<TRow> rows, Func<IEnumerable<TRow>, FitOptions, long, CompleteCases> read, Estimation estimation, StreamOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RowStream<TRow> stream = Begin(terms, model, read, estimation, options, progress: null, cancellationToken);
        foreach (TRow row in rows)
        {
            stream.Add(row);
        }

        return stream.Fit(estimation);
    }

    /// <summary>Fits a model on another thread.</summary>
    /// <param name="terms">The model's terms.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="rows">The rows; they are read once, and forgotten chunk by chunk.</param>
    /// <param name="read">Reads the model's variables of some rows, before which there were others.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="options">Limits; null for the defaults. Weights are those of the model.</param>
    /// <param name="progress">Told of rows, stages and evaluations; null for no reports.</param>
    /// <param name="result">Makes the model's own result.</param>
    /// <param name="cancellationToken">Stops the work; the source of the rows gets it too.</param>
    /// <exception cref="ModelException">The rows cannot be fitted; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static Task<TFit> FitAsync<TRow, TFit>(
        ModelTerms terms,
        string model,
        IAsyncEnumerable<TRow> rows,
        Func<IEnumerable<TRow>, FitOptions, long, CompleteCases> read,
        Estimation estimation,
        StreamOptions? options,
        IProgress<FitProgress>? progress,
        Func<LinearMixedModelFit, TFit> result,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(result);
        RowStream<TRow> stream = Begin(terms, model, read, estimation, options, progress, cancellationToken);
        return Task.Run(RunAsync, cancellationToken);

        async Task<TFit> RunAsync()
        {
            await foreach (TRow row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                stream.Add(row);
            }

            return result(stream.Fit(estimation));
        }
    }

    private static RowStream<TRow> Begin<TRow>(
        ModelTerms terms, string model, Func<IEnumerable<TRow>, FitOptions, long, CompleteCases> read, Estimation estimation, StreamOptions? options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(read);
        Allowed.Member(estimation);
        return options is { Weights: not null } or { Offset: not null }
            ? throw new ArgumentException("The model has its weights and offsets by its declaration; leave those of the options out.", nameof(options))
            : new RowStream<TRow>(terms.Spec, model, read, options ?? StreamOptions.Default, progress, cancellationToken);
    }
}
