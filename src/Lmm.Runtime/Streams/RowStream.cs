using System.Globalization;
using Lmm.Formula.Binding;

namespace Lmm.Streams;

/// <summary>Fits a model to rows of its type that come one after the other, a chunk at a time.</summary>
/// <param name="spec">The model.</param>
/// <param name="model">The model's name, for messages.</param>
/// <param name="read">Reads the model's variables of some rows, before which there were others.</param>
/// <param name="options">The options.</param>
/// <param name="progress">Told of rows and stages; null for no reports.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class RowStream<TRow>(
    ModelSpec spec, string model, Func<IEnumerable<TRow>, FitOptions, long, CompleteCases> read, StreamOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
{
    private readonly StreamFit _fit = new(spec, model, options);
    private readonly List<TRow> _rows = new(Math.Min(options.RowsPerChunk, StreamOptions.Default.RowsPerChunk));

    /// <summary>Adds a row.</summary>
    /// <exception cref="ModelException">The row ends a chunk that cannot be fitted.</exception>
    public void Add(TRow row)
    {
        _rows.Add(row);
        if (_rows.Count == options.RowsPerChunk)
        {
            Sum();
        }
    }

    /// <summary>Fits the model to all rows.</summary>
    /// <exception cref="ModelException">The rows cannot be fitted.</exception>
    public LinearMixedModelFit Fit(Estimation estimation)
    {
        if (_rows.Count > 0)
        {
            Sum();
        }

        return _fit.Fit(estimation, progress, cancellationToken);
    }

    private void Sum()
    {
        cancellationToken.ThrowIfCancellationRequested();
        _fit.Add(read(_rows, options.Fit, _fit.RowCount));
        _rows.Clear();
        progress?.Report(new FitProgress(FitStage.Rows, _fit.RowCount));
    }

    /// <summary>The fit, and the number of rows that are not summed yet.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_fit}, {_rows.Count} to come");
}
