using Lmm.Formula.Diagnostics;

namespace Lmm.Generators.Analyzers;

/// <summary>The rules for code that compares fits.</summary>
internal static class ComparisonRules
{
    /// <summary>The fits are of different types of rows.</summary>
    public static readonly FormulaRule DifferentRows = new(
        "LMM080",
        "Compared models have different rows",
        "'{0}' is a model of {1} and '{2}' one of {3}; compare models of the same rows",
        FormulaSeverity.Error);

    /// <summary>The fits explain different values.</summary>
    public static readonly FormulaRule DifferentResponses = new(
        "LMM081",
        "Compared models have different responses",
        "'{0}' explains {1} and '{2}' explains {3}; their likelihoods are not comparable: write the same response, offsets and weights in both formulas",
        FormulaSeverity.Error);

    /// <summary>The first model is not contained in the second.</summary>
    public static readonly FormulaRule NotNested = new(
        "LMM082",
        "Compared models are not nested",
        "'{0}' is not contained in '{1}': {2}",
        FormulaSeverity.Error);

    /// <summary>REML criteria of different fixed effects are compared.</summary>
    public static readonly FormulaRule RemlOfDifferentFixedEffects = new(
        "LMM083",
        "REML fits with different fixed effects are compared",
        "{0} by REML, whose criterion is comparable between models with the same fixed effects only, and these differ in {1}; pass Estimation.MaximumLikelihood to Fit",
        FormulaSeverity.Error);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FormulaRule> All { get; } = [DifferentRows, DifferentResponses, NotNested, RemlOfDifferentFixedEffects];
}
