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

    /// <summary>The fit whose likelihood is comparable with that of other fixed effects: by maximum likelihood; that itself, if it is one.</summary>
    internal static ModelFit Comparable(ModelFit fit, CancellationToken cancellationToken = default)
        => fit is LinearMixedModelFit mixed ? ByMaximumLikelihood(mixed, cancellationToken) : fit;

    /// <summary>The same model fitted to the same data by maximum likelihood; a fit from cross-products to these.</summary>
    internal static LinearMixedModelFit ByMaximumLikelihood(LinearMixedModelFit fit, CancellationToken cancellationToken = default)
        => fit.Estimation == Estimation.MaximumLikelihood ? fit
            : fit.HasRows ? LinearMixedModel.Fit(fit.Design, Estimation.MaximumLikelihood, fit.Options, cancellationToken)
            : LinearMixedModel.Fit(fit.Solution.Optimum.Products, Estimation.MaximumLikelihood, fit.Options, cancellationToken);
}
