namespace Lmm.Solver;

/// <summary>
/// Fits one model to many responses: threads take the next few responses from a common counter, each with a workspace of its own. A response's
/// fit does not depend on which thread does it, nor on the other responses.
/// </summary>
internal sealed class ManyResponseFitting
{
    private const int MostAtOnce = 32;
    private const int FewestReports = 100;

    private readonly ModelDesign design;
    private readonly ResponseTable responses;
    private readonly FitWorkspace workspace;
    private readonly ManyFitsTable table;
    private readonly FitOptions options;
    private readonly IProgress<FitProgress>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly Lock reporting = new();
    private readonly int atOnce;
    private int next;
    private int done;

    public ManyResponseFitting(ModelDesign design, ResponseTable responses, Estimation estimation, FitOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        CompleteCases frame = design.Frame;
        int rows = frame.RowCount + frame.DroppedRowCount;
        if (responses.Count > 0 && responses.RowCount != rows)
        {
            throw new ArgumentException($"{frame.Model}: each response has {responses.RowCount} values, and there are {rows} rows; each needs one value per row.", nameof(responses));
        }

        this.design = design;
        this.responses = responses;
        this.options = options with { MaximumThreads = 1 };
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        workspace = new FitWorkspace(design, estimation, options, cancellationToken);
        table = new ManyFitsTable(design, estimation, responses.Names, workspace.Theta.Length);
        atOnce = Math.Clamp(responses.Count / FewestReports, 1, MostAtOnce);
    }

    /// <summary>Fits all responses on as many threads.</summary>
    public ManyFitsTable Run(int maximumThreads)
    {
        int batches = (responses.Count + atOnce - 1) / atOnce;
        new Workers(maximumThreads, cancellationToken).Run(Math.Min(batches, Math.Max(1, maximumThreads)), worker => Work(worker == 0 ? workspace : workspace.Clone()));
        return table;
    }

    private void Work(FitWorkspace own)
    {
        var kept = new double[own.RowCount];
        while (true)
        {
            int first = Interlocked.Add(ref next, atOnce) - atOnce;
            int end = Math.Min(responses.Count, first + atOnce);
            if (first >= end)
            {
                return;
            }

            for (int response = first; response < end; response++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Fit(response, own, kept);
            }

            Report(end - first);
        }
    }

    private void Fit(int response, FitWorkspace own, double[] kept)
    {
        ReadOnlySpan<double> values = responses[response];
        if (design.Frame.InputRows is int[] rows)
        {
            for (int row = 0; row < kept.Length; row++)
            {
                kept[row] = values[rows[row]];
            }

            values = kept;
        }

        if (own.Refit(values) == FitOutcome.MissingValue && options.MissingValues == MissingValues.Drop)
        {
            FitCompleteRows(response, values);
            return;
        }

        table.Set(response, own);
    }

    // The rows of the response differ from those of the others, and so do all cross-products.
    private void FitCompleteRows(int response, ReadOnlySpan<double> values)
    {
        ModelDesign complete = CompleteResponse.Of(design, values);
        int rows = complete.Frame.RowCount;
        if (Array.Exists(complete.Response.Values, double.IsInfinity))
        {
            table.Refuse(response, FitOutcome.InfiniteValue, FitOutcome.InfiniteValue.Sentence(), rows);
            return;
        }

        if (rows == 0 || DesignChecks.IsConstant(complete.Response.Values, complete.Offset, out _))
        {
            FitOutcome outcome = rows == 0 ? FitOutcome.MissingValue : FitOutcome.ConstantResponse;
            table.Refuse(response, outcome, rows == 0 ? "no row has a value of the response." : outcome.Sentence(), rows);
            return;
        }

        EstimationDesign estimated;
        CrossProducts products;
        try
        {
            foreach (RandomEffectsDesign term in complete.RandomTerms)
            {
                DesignChecks.GroupingIsUsable(complete, term);
            }

            estimated = EstimationDesign.Of(complete);
            products = CrossProducts.Form(estimated, options, cancellationToken);
        }
        catch (ModelException refused)
        {
            table.Refuse(response, FitOutcome.Refused, refused.Message, rows);
            return;
        }

        var solver = new MixedModelSolver(products, table.Estimation, options, cancellationToken, rows: new LevelRows(estimated.Design));
        FitOutcome ended = solver.Run();
        if (ended is FitOutcome.Converged or FitOutcome.NotConverged)
        {
            table.Set(response, SolutionBuilder.Build(solver), rows);
        }
        else
        {
            table.Refuse(response, ended, solver.Sentence(ended), rows);
        }
    }

    // Reports arrive one after the other, each further than the one before.
    private void Report(int count)
    {
        if (progress is null)
        {
            return;
        }

        lock (reporting)
        {
            done += count;
            progress.Report(new FitProgress(done, responses.Count));
        }
    }
}
