namespace Lmm;

/// <summary>What standard errors and intervals of predictions take into account.</summary>
[Flags]
public enum PredictionUncertainty
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>β̂ is estimated.</summary>
    Coefficients = 1,

    /// <summary>
    /// The random effects are not known: those of a level in the data up to the conditional covariance of their modes, with that of modes and β̂ where
    /// <see cref="Coefficients"/> are in too; those of a new level not at all.
    /// </summary>
    RandomEffects = 2,

    /// <summary>A new response has an error of its own, of the variance σ̂² (that of a row of weight one), and where the prediction leaves terms out, random effects of its own.</summary>
    Residuals = 4,

    /// <summary>θ̂ and σ̂ are estimated: by a parametric bootstrap, which needs <see cref="Coefficients"/> and <see cref="RandomEffects"/> too.</summary>
    Variances = 8,

    /// <summary>What a confidence interval of the expected response has: <see cref="Coefficients"/> and <see cref="RandomEffects"/>.</summary>
    Confidence = Coefficients | RandomEffects,

    /// <summary>What a prediction interval of a new response has: <see cref="Confidence"/> and <see cref="Residuals"/>.</summary>
    Prediction = Confidence | Residuals,
}
