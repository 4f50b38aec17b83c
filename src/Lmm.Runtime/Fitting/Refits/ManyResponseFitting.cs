using Lmm.Crossing;
using Lmm.Design;
using Lmm.Kernels;
using Lmm.Options;

namespace Lmm.Fitting.Refits;

/// <summary>
/// Fits one model to many responses: threads take the next few responses from a common counter, each with a workspace of its own. A response's
/// fit does not depend on which thread does it, nor on the other responses.
/// </summary>
internal sealed class ManyResponseFitting
{
    private const int MostAtOnce = 32;
    private const int FewestReports = 100;

    private readonly ModelDesign _design;
    private readonly ResponseTable _responses;
    private readonly FitWorkspace _workspace;
    private readonly ManyFitsTable _table;
    private readonly OwnDesignFitting _apart;
    private readonly FitOptions _options;
    private readonly IProgress<FitProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly Lock _reporting = new();
    private readonly int _atOnce;
    private int _next;
    private int _done;

    public ManyResponseFitting(ModelDesign design, ResponseTable responses, Estimation estimation, FitOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        CompleteCases frame = design.Rows;
        int rows = frame.RowCount + frame.DroppedRowCount;
        if (responses.Count > 0 && responses.RowCount != rows)
        {
            throw new ArgumentException($"{frame.ModelName}: each response has {responses.RowCount} values, and there are {rows} rows; each needs one value per row.", nameof(responses));
        }

        _design = design;
        _responses = responses;
        _options = options with { MaximumThreads = 1 };
        _progress = progress;
        _cancellationToken = cancellationToken;
        _workspace = new FitWorkspace(design, estimation, options, cancellationToken);
        _table = new ManyFitsTable(design, estimation, responses.Names);
        _apart = new OwnDesignFitting(_table, options, cancellationToken);
        _atOnce = Math.Clamp(responses.Count / FewestReports, 1, MostAtOnce);
    }

    /// <summary>Fits all responses on as many threads.</summary>
    public ManyFitsTable Run(int maximumThreads)
    {
        int batches = (_responses.Count + _atOnce - 1) / _atOnce;
        new Workers(maximumThreads, _cancellationToken).Run(Math.Min(batches, Math.Max(1, maximumThreads)), worker => Work(worker == 0 ? _workspace : _workspace.Clone()));
        return _table;
    }

    private void Work(FitWorkspace own)
    {
        var kept = new double[own.RowCount];
        while (true)
        {
            int first = Interlocked.Add(ref _next, _atOnce) - _atOnce;
            int end = Math.Min(_responses.Count, first + _atOnce);
            if (first >= end)
            {
                return;
            }

            for (int response = first; response < end; response++)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                Fit(response, own, kept);
            }

            Report(end - first);
        }
    }

    private void Fit(int response, FitWorkspace own, double[] kept)
    {
        ReadOnlySpan<double> values = _responses[response];
        if (_design.Rows.InputRows is int[] rows)
        {
            for (int row = 0; row < kept.Length; row++)
            {
                kept[row] = values[rows[row]];
            }

            values = kept;
        }

        if (_options.MissingValues == MissingValues.Drop && own.LacksValue(values))
        {
            FitCompleteRows(response, values);
            return;
        }

        own.Refit(values);
        _table.Set(response, own);
    }

    // The rows of the response differ from those of the others, and so do all cross-products.
    private void FitCompleteRows(int response, ReadOnlySpan<double> values)
    {
        ModelDesign complete = CompleteResponse.Of(_design, values);
        int rows = complete.Rows.RowCount;
        if (Array.Exists(complete.Response.Values, double.IsInfinity))
        {
            _apart.Refuse(response, FitOutcome.InfiniteValue, FitOutcome.InfiniteValue.Sentence(), rows);
        }
        else if (rows == 0)
        {
            _apart.Refuse(response, FitOutcome.MissingValue, FitOutcomeText.NoValue, rows);
        }
        else if (DesignChecks.IsConstant(complete.Response.Values, complete.Offset, out _))
        {
            _apart.Refuse(response, FitOutcome.ConstantResponse, FitOutcome.ConstantResponse.Sentence(), rows);
        }
        else
        {
            _apart.Fit(response, () => (complete, 0), rows);
        }
    }

    // Reports arrive one after the other, each further than the one before.
    private void Report(int count)
    {
        if (_progress is null)
        {
            return;
        }

        lock (_reporting)
        {
            _done += count;
            _progress.Report(new FitProgress(FitStage.Responses, _done, _responses.Count));
        }
    }
}
