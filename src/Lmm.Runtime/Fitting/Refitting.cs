namespace Lmm;

/// <summary>Fits a fitted model again.</summary>
public static class Refitting
{
    /// <summary>A workspace that fits the same model to other responses, by the same criterion: lme4's <c>refit</c> without allocation.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="cancellationToken">Stops refits.</param>
    public static FitWorkspace RefitWorkspace(this LinearMixedModelFit fit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return new FitWorkspace(fit.Design, fit.Estimation, fit.Options, cancellationToken);
    }

    /// <summary>The same model fitted to the same data by maximum likelihood.</summary>
    internal static LinearMixedModelFit ByMaximumLikelihood(LinearMixedModelFit fit) => fit.Estimation == Estimation.MaximumLikelihood
        ? fit
        : LinearMixedModel.Fit(fit.Design, Estimation.MaximumLikelihood, fit.Options);
}
