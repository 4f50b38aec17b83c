using Lmm.Formula.Binding;

namespace Lmm.Inference;

/// <summary>Designs of the rows of a fit, of which nothing is read again, with fewer terms.</summary>
internal static class ReducedDesign
{
    /// <summary>The terms of a fit.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="what">What needs them, for the message.</param>
    /// <exception cref="ModelException">The fit has no rows, or its design was built by hand.</exception>
    public static ModelSpec Terms(ModelFit fit, string what)
    {
        if (!fit.HasRows)
        {
            throw new ModelException(fit.ModelName, LmmErrorCode.NotAvailable, $"{what} needs fits of models with fewer terms, and cross-products do not say which columns are of which term; fit the model to its rows.");
        }

        return fit.Design.Terms?.Spec
            ?? throw new ModelException(fit.ModelName, LmmErrorCode.NotAvailable, $"{what} needs the terms of the formula, and the design was built by hand, without one; fit the smaller models yourself and compare them by LikelihoodRatioTest.");
    }

    /// <summary>The same rows with other fixed effects.</summary>
    public static ModelDesign With(this ModelDesign design, ModelMatrix fixedEffects) => With(design, fixedEffects, design.RandomTerms);

    /// <summary>The same rows with other random effects.</summary>
    public static ModelDesign With(this ModelDesign design, RandomEffectsDesign[] randomTerms) => With(design, design.FixedEffects, randomTerms);

    private static ModelDesign With(ModelDesign design, ModelMatrix fixedEffects, RandomEffectsDesign[] randomTerms)
        => new(design.Rows, design.Response, design.Weights, design.Offset, fixedEffects, randomTerms) { WeightsName = design.WeightsName, OffsetName = design.OffsetName };
}
