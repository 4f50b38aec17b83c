using Lmm.Crossing;
using Lmm.Design;
using Lmm.Faults;
using Lmm.Fitting.Refits;
using Lmm.Solver;

namespace Lmm;

/// <summary>Fits linear mixed models.</summary>
public static class LinearMixedModel
{
    /// <summary>Fits a linear mixed model to a design.</summary>
    /// <exception cref="ModelException">The design cannot be fitted.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such criterion.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static LinearMixedModelFit Fit(ModelDesign design, Estimation estimation = Estimation.RestrictedMaximumLikelihood, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        Allowed.Member(estimation);
        design.RefuseIfWithoutResponse();
        DesignChecks.HasRandomTerms(design);
        options ??= FitOptions.Default;
        EstimationDesign estimated = EstimationDesign.Of(design);
        CrossProducts products = CrossProducts.Form(estimated, options, cancellationToken);
        MixedModelSolution solution = MixedModelSolver.Solve(products, estimation, options, cancellationToken, new LevelRows(estimated.Design));
        return new LinearMixedModelFit(design.Shape, design, solution, estimation, options);
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
        return new LinearMixedModelFit(products.Shape, null, MixedModelSolver.Solve(products, estimation, options, cancellationToken), estimation, options);
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
        return new ManyFits(new ManyResponseFitting(design, responses, estimation, options, progress, cancellationToken).Run(options.MaximumThreads));
    }
}
