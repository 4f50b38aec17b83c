namespace Lmm;

/// <summary>Fits linear mixed models.</summary>
public static class LinearMixedModel
{
    /// <summary>Fits a linear mixed model to a design.</summary>
    /// <exception cref="ModelException">The design cannot be fitted.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static LinearMixedModelFit Fit(ModelDesign design, Estimation estimation = Estimation.RestrictedMaximumLikelihood, FitOptions? options = null, CancellationToken cancellationToken = default)
        => throw new InvalidOperationException($"{design}{estimation}{options}{cancellationToken}");
}
