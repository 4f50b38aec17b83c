namespace Lmm.Generators.Emission;

/// <summary>
/// The names that generated members must leave alone, because the run-time library's base types (and
/// <see cref="object"/>) have them or will. Tests hold the lists of those they have against the types.
/// </summary>
internal static class InheritedMembers
{
    /// <summary>Of every type.</summary>
    public static readonly string[] OfObject = ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>
    /// Kept free in every generated result: the nouns behind which statistics to come will stand, so that a new one renames no user's member.
    /// docs/architecture.md says what each is for.
    /// </summary>
    public static readonly string[] ToCome =
    [
        "Bootstrap",
        "Contrasts",
        "Correlations",
        "Covariances",
        "Diagnostics",
        "Influence",
        "Intervals",
        "MarginalMeans",
        "Notes",
        "Plots",
        "Power",
        "Predictions",
        "Profile",
        "Report",
        "Residuals",
        "Rows",
        "Simulations",
        "Slopes",
        "Tables",
        "Tests",
        "Variances",
    ];

    /// <summary>Of the results of linear and linear mixed models.</summary>
    public static readonly string[] OfFits =
    [
        "AdjustedRSquared",
        "Aic",
        "Aicc",
        "Bic",
        "Cells",
        "CoefficientCorrelation",
        "CoefficientCovariance",
        "Coefficients",
        "Convergence",
        "Deviance",
        "Diagnostics",
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
        "Influence",
        "Intervals",
        "IsResponseTransformed",
        "IsSingular",
        "LevelsOf",
        "Load",
        "LogLikelihood",
        "MarginalMeans",
        "MemberOf",
        "ModelDegreesOfFreedom",
        "ModelName",
        "Notes",
        "Objective",
        "ObservationCount",
        "ParameterCount",
        "Predict",
        "PredictRow",
        "RSquared",
        "RandomEffects",
        "Rank",
        "RemlCriterion",
        "ResidualDegreesOfFreedom",
        "ResidualSumOfSquares",
        "Residuals",
        "ResponseName",
        "RowDesign",
        "Rows",
        "Save",
        "ScaledResiduals",
        "Shape",
        "Sigma",
        "Slopes",
        "Tables",
        "Tests",
        "Theta",
        "ToJson",
        "TryPredictRow",
        "WeightedResiduals",
        "Weights",
        "WriteJsonMembers",
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
        "MemberOf",
        "ModelName",
        "ResponseNames",
        "ToTable",
    ];

    /// <summary>Of analyses of variance.</summary>
    public static readonly string[] OfAnovaTables =
    [
        "Method",
        "Notes",
        "Residuals",
        "ResponseName",
        "Rows",
        "ToTable",
        "Type",
    ];

    /// <summary>Of functions of coefficients.</summary>
    public static readonly string[] OfFunctions = ["MemberOf"];

    /// <summary>Of marginal means.</summary>
    public static readonly string[] OfMarginalMeans =
    [
        "At",
        "AtLevel",
        "AtValues",
        "Covariates",
        "Factors",
        "Level",
        "MemberOf",
        "Method",
        "Of",
        "Weighted",
        "Weighting",
        "With",
        "Within",
    ];

    /// <summary>Of slopes.</summary>
    public static readonly string[] OfSlopes =
    [
        "At",
        "AtLevel",
        "AtValues",
        "Covariates",
        "Level",
        "Method",
        "Of",
        "Weighted",
        "Weighting",
        "With",
        "Within",
    ];

    /// <summary>Of the random effects of a grouping factor.</summary>
    public static readonly string[] OfRandomEffects =
    [
        "Contains",
        "Correlation",
        "Count",
        "GetEnumerator",
        "Grouping",
        "Keys",
        "Levels",
        "MemberOf",
        "Modes",
        "ModesAt",
        "ToModesTable",
        "ToTable",
        "TryGet",
        "Typed",
        "VarianceComponent",
        "VarianceComponents",
    ];

    /// <summary>Of the conditional modes of a level.</summary>
    public static readonly string[] OfConditionalModes =
    [
        "Count",
        "EffectNames",
        "GetEnumerator",
        "IsInData",
        "Level",
        "MemberOf",
        "ToTable",
    ];

    /// <summary>The names that a generated type derived from one of these must leave alone.</summary>
    /// <param name="inherited">The members of the base type.</param>
    public static IEnumerable<string> Taken(string[] inherited) => OfObject.Concat(inherited).Concat(ToCome);
}
