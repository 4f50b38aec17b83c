using Lmm.Faults;
using Lmm.Streams;

namespace Lmm;

/// <summary>
/// Fits mixed models to rows that do not fit the memory: they come in tables one after the other, each is summed and forgotten, and the solver takes the sums. The
/// estimates are those of all rows in memory; what is of single rows, such as residuals, the fits do not have.
/// </summary>
public static class StreamFitting
{
    /// <summary>Fits a model to rows that come in chunks.</summary>
    /// <param name="model">The model.</param>
    /// <param name="chunks">The chunks, each read once and forgotten. All have columns of the names and types of the first; levels may be new in any.</param>
    /// <param name="estimation">The criterion: REML by default.</param>
    /// <param name="options">Weights, offset and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="FormulaException">The formula does not fit the columns; the exception has every fault.</exception>
    /// <exception cref="ModelException">The rows cannot be fitted; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static LinearMixedModelFit FitStream(
        this Model model,
        IEnumerable<ModelFrame> chunks,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        StreamOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(chunks);
        Allowed.Member(estimation);
        FrameStream stream = new(model, options ?? StreamOptions.Default, progress: null, cancellationToken);
        foreach (ModelFrame chunk in chunks)
        {
            stream.Add(chunk);
        }

        return stream.Fit(estimation);
    }

    /// <summary>Fits a model to rows that come in chunks, on another thread.</summary>
    /// <param name="model">The model.</param>
    /// <param name="chunks">The chunks, each read once and forgotten. All have columns of the names and types of the first; levels may be new in any.</param>
    /// <param name="estimation">The criterion: REML by default.</param>
    /// <param name="options">Weights, offset and limits; null for the defaults.</param>
    /// <param name="progress">Told of rows, stages and evaluations, on the threads that work; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work; the source of the chunks gets it too.</param>
    /// <exception cref="FormulaException">The formula does not fit the columns; the exception has every fault.</exception>
    /// <exception cref="ModelException">The rows cannot be fitted; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static Task<LinearMixedModelFit> FitStreamAsync(
        this Model model,
        IAsyncEnumerable<ModelFrame> chunks,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        StreamOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(chunks);
        Allowed.Member(estimation);
        return Task.Run(FitAsync, cancellationToken);

        async Task<LinearMixedModelFit> FitAsync()
        {
            FrameStream stream = new(model, options ?? StreamOptions.Default, progress, cancellationToken);
            await foreach (ModelFrame chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                stream.Add(chunk);
            }

            return stream.Fit(estimation);
        }
    }
}
