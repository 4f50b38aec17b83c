using Lmm.Solver;

namespace Lmm;

/// <summary>Fits linear mixed models.</summary>
public static class LinearMixedModel
{
    /// <summary>Fits a linear mixed model to a design.</summary>
    /// <exception cref="ModelException">The design cannot be fitted.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static LinearMixedModelFit Fit(ModelDesign design, Estimation estimation = Estimation.RestrictedMaximumLikelihood, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        design.RefuseIfForPrediction();
        RefuseUnlessMixed(design);
        options ??= FitOptions.Default;
        MixedModelSolution solution = MixedModelSolver.Solve(design, estimation, options, cancellationToken);
        return new LinearMixedModelFit(design, solution, estimation, options);
    }

    /// <summary>Throws for a design that has no random-effects term.</summary>
    internal static void RefuseUnlessMixed(ModelDesign design)
    {
        if (design.RandomTerms.Length == 0)
        {
            throw new ModelException(design.Frame.Model, "the formula has no random-effects term, so it is not a mixed model; fit it with LinearModel.Fit.");
        }
    }
}
