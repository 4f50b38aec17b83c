namespace Lmm.Generators.Emission;

/// <summary>
/// The names that generated members must leave alone, because the run-time library's base types (and
/// <see cref="object"/>) have them. A test holds these lists against the types.
/// </summary>
internal static class InheritedMembers
{
    /// <summary>Of every type.</summary>
    public static readonly string[] OfObject = ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>Of the results of linear and linear mixed models.</summary>
    public static readonly string[] OfFits =
    [
        "AdjustedRSquared",
        "Aic",
        "Bic",
        "CoefficientCorrelation",
        "CoefficientCovariance",
        "Coefficients",
        "Convergence",
        "DegreesOfFreedom",
        "Deviance",
        "DroppedRowCount",
        "Estimation",
        "FPValue",
        "FStatistic",
        "FittedRows",
        "FittedValues",
        "Formula",
        "GroupingFactors",
        "HasIntercept",
        "HasRows",
        "IsSingular",
        "LogLikelihood",
        "Model",
        "ModelDegreesOfFreedom",
        "Objective",
        "ObservationCount",
        "Predict",
        "RSquared",
        "RandomEffects",
        "RangeNotes",
        "Rank",
        "RemlCriterion",
        "ResidualDegreesOfFreedom",
        "ResidualSumOfSquares",
        "Residuals",
        "ResponseName",
        "ScaledResiduals",
        "Shape",
        "Sigma",
        "Theta",
        "WeightedResiduals",
        "Weights",
    ];

    /// <summary>Of the fits of many responses.</summary>
    public static readonly string[] OfManyFits =
    [
        "Coefficient",
        "CoefficientNames",
        "Count",
        "CountOf",
        "Estimation",
        "Formula",
        "Model",
        "ResponseNames",
    ];

    /// <summary>Of the random effects of a grouping factor.</summary>
    public static readonly string[] OfRandomEffects =
    [
        "Component",
        "Components",
        "Correlation",
        "Grouping",
        "Levels",
        "Modes",
        "ModesAt",
    ];

    /// <summary>Of the conditional modes of a level.</summary>
    public static readonly string[] OfConditionalModes =
    [
        "Count",
        "EffectNames",
        "GetEnumerator",
        "Level",
    ];
}
