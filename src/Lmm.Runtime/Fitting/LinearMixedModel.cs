using Lmm.Crossing;
using Lmm.Design;
using Lmm.Faults;
using Lmm.Fitting.Refits;
using Lmm.Results;
using Lmm.Solver;
using Lmm.Telemetry;

namespace Lmm;

/// <summary>Fits linear mixed models.</summary>
public static class LinearMixedModel
{
    private const string MixedKind = "mixed";

    /// <summary>Fits a linear mixed model to a design.</summary>
    /// <exception cref="ModelException">The design cannot be fitted.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such criterion.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static LinearMixedModelFit Fit(ModelDesign design, Estimation estimation = Estimation.RestrictedMaximumLikelihood, FitOptions? options = null, CancellationToken cancellationToken = default)
        => Fit(design, estimation, options, progress: null, cancellationToken);

    /// <summary>Fits a linear mixed model to a design, and tells how far it is.</summary>
    /// <param name="design">The design.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="options">Limits and threads; null for the defaults.</param>
    /// <param name="progress">Told of the stages and of every evaluation of the criterion, on the thread that fits; null for no reports.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="ModelException">The design cannot be fitted.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such criterion.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    internal static LinearMixedModelFit Fit(ModelDesign design, Estimation estimation, FitOptions? options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(design);
        Allowed.Member(estimation);
        return Fit(new RepresentedDesign(design), estimation, options, progress, cancellationToken);
    }

    /// <summary>Fits a linear mixed model to rows that stand for others: the fit is of these, and does without rows.</summary>
    /// <param name="formed">The designs, whose rows have the sums of the others.</param>
    /// <param name="report">How the others became these.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="options">Limits and threads; null for the defaults.</param>
    /// <param name="progress">Told of the stages and of every evaluation of the criterion, on the thread that fits; null for no reports.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="ModelException">The design cannot be fitted.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    internal static LinearMixedModelFit FitRepresented(RepresentedDesign formed, CellReport report, Estimation estimation, FitOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
        => Fit(formed, estimation, options, progress, cancellationToken, report);

    private static LinearMixedModelFit Fit(RepresentedDesign formed, Estimation estimation, FitOptions? options, IProgress<FitProgress>? progress, CancellationToken cancellationToken, CellReport? report = null)
    {
        ModelDesign design = formed.Outline(cancellationToken);
        design.RefuseIfWithoutResponse();
        DesignChecks.HasRandomTerms(design);
        options ??= FitOptions.Default;
        using FitRecording recording = FitRecording.Begin(formed.Shape, MixedKind);
        try
        {
            progress?.Report(new FitProgress(FitStage.CrossProducts));
            CrossProducts products;
            LevelRows? rows;
            using (FitTelemetry.Begin("lmm.cross_products"))
            {
                (products, rows) = CrossProducts.FormToFit(formed, options, cancellationToken);
            }

            MixedModelSolution solution = Search(products, estimation, options, rows, progress, recording, cancellationToken);
            return design.Rows.Represented is null
                ? new LinearMixedModelFit(design.Shape, design, solution, estimation, options)
                : new LinearMixedModelFit(formed.Shape, design: null, solution, estimation, options, StoredData.Of(formed, report));
        }
        catch (Exception fault)
        {
            recording.Fail(fault);
            throw;
        }
    }

    /// <summary>
    /// Fits a linear mixed model to cross-products, such as the sum of those of several sets of rows. The fit has estimates, but nothing that is of
    /// rows: no residuals, fitted values or predictions.
    /// </summary>
    /// <exception cref="ModelException">The data cannot tell the parameters.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such criterion.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static LinearMixedModelFit Fit(CrossProducts products, Estimation estimation = Estimation.RestrictedMaximumLikelihood, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(products);
        Allowed.Member(estimation);
        options ??= FitOptions.Default;
        using FitRecording recording = FitRecording.Begin(products.Shape, MixedKind);
        try
        {
            return new LinearMixedModelFit(products.Shape, null, Search(products, estimation, options, rows: null, progress: null, recording, cancellationToken), estimation, options);
        }
        catch (Exception fault)
        {
            recording.Fail(fault);
            throw;
        }
    }

    /// <summary>
    /// Fits a linear mixed model to many responses on one design, such as the genes of a study, from one analysis of the design and on several
    /// threads. Each fit has the bits of a fit of that response alone, whatever the number of threads. A response that cannot be fitted is an
    /// outcome of its own and leaves the others alone; one with missing values (NaN) is fitted to the rows that have a value.
    /// </summary>
    /// <param name="design">The design; its own response is not used.</param>
    /// <param name="responses">The responses, on the scale of the formula's left side, one value per row that the design was built from; rows that the design dropped are left out of all.</param>
    /// <param name="estimation">The criterion: REML by default.</param>
    /// <param name="options">Limits and threads; with <see cref="MissingValues.Refuse"/> a response with missing values is not fitted; null for the defaults.</param>
    /// <param name="progress">Told how many responses are done, from the working threads; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">The design has no random-effects term, or its factorisation does not fit the memory.</exception>
    /// <exception cref="ArgumentException">The responses do not have one value per row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such criterion.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ManyFits FitMany(
        ModelDesign design,
        ResponseTable responses,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        FitOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(responses);
        Allowed.Member(estimation);
        options ??= FitOptions.Default;
        using (FitTelemetry.Begin("lmm.fit_many"))
        {
            return new ManyFits(new ManyResponseFitting(design, responses, estimation, options, progress, cancellationToken).Run(options.MaximumThreads));
        }
    }

    private static MixedModelSolution Search(CrossProducts products, Estimation estimation, FitOptions options, LevelRows? rows, IProgress<FitProgress>? progress, FitRecording recording, CancellationToken cancellationToken)
    {
        using (FitTelemetry.Begin("lmm.search"))
        {
            MixedModelSolution solution = MixedModelSolver.Solve(products, estimation, options, cancellationToken, rows, progress);
            recording.End(solution.Convergence.Converged ? FitOutcome.Converged : FitOutcome.NotConverged, solution.Convergence.Evaluations);
            return solution;
        }
    }
}
