using System.ComponentModel;

namespace Lmm;

/// <summary>Fits of rows on another thread; generated code calls them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FitTask
{
    private const int RowsBetweenReports = 4096;

    /// <summary>Reads rows and fits a model to them on another thread.</summary>
    /// <param name="rows">The rows; they are read once, on that thread.</param>
    /// <param name="fit">Reads and fits.</param>
    /// <param name="progress">Told how many rows are read; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static Task<TFit> Run<TRow, TFit>(IEnumerable<TRow> rows, Func<IEnumerable<TRow>, TFit> fit, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(fit);
        return Task.Run(() => fit(progress is null ? rows : Reported(rows, progress)), cancellationToken);
    }

    /// <summary>Reads all rows as they come, then fits a model to them; both on other threads.</summary>
    /// <param name="rows">The rows; they are read once, and are all in memory before the fit begins.</param>
    /// <param name="fit">Fits.</param>
    /// <param name="progress">Told how many rows are read; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work; the source of the rows gets it too.</param>
    public static Task<TFit> Run<TRow, TFit>(IAsyncEnumerable<TRow> rows, Func<IEnumerable<TRow>, TFit> fit, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(fit);
        return Task.Run(async () => fit(await ReadAsync(rows, progress, cancellationToken).ConfigureAwait(false)), cancellationToken);
    }

    /// <summary>Fits a linear mixed model to a design; see <see cref="LinearMixedModel.Fit(ModelDesign, Estimation, FitOptions?, CancellationToken)"/>.</summary>
    public static LinearMixedModelFit Mixed(ModelDesign design, Estimation estimation, FitOptions? options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
        => LinearMixedModel.Fit(design, estimation, options, progress, cancellationToken);

    /// <summary>Fits a linear model to a design; see <see cref="LinearModel.Fit(ModelDesign, FitOptions?, CancellationToken)"/>.</summary>
    public static LinearModelFit Linear(ModelDesign design, FitOptions? options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
        => LinearModel.Fit(design, options, progress, cancellationToken);

    private static async Task<List<TRow>> ReadAsync<TRow>(IAsyncEnumerable<TRow> rows, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        List<TRow> read = [];
        await foreach (TRow row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            read.Add(row);
            if (read.Count % RowsBetweenReports == 0)
            {
                progress?.Report(new FitProgress(FitStage.Rows, read.Count));
            }
        }

        progress?.Report(new FitProgress(FitStage.Rows, read.Count, read.Count));
        progress?.Report(new FitProgress(FitStage.Design));
        return read;
    }

    private static IEnumerable<TRow> Reported<TRow>(IEnumerable<TRow> rows, IProgress<FitProgress> progress)
    {
        int? total = rows.TryGetNonEnumeratedCount(out int count) ? count : null;
        int read = 0;
        foreach (TRow row in rows)
        {
            yield return row;
            if (++read % RowsBetweenReports == 0)
            {
                progress.Report(new FitProgress(FitStage.Rows, read, total));
            }
        }

        progress.Report(new FitProgress(FitStage.Rows, read, read));
        progress.Report(new FitProgress(FitStage.Design));
    }
}
