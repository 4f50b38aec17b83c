using System.Globalization;

namespace Lmm.Options;

/// <summary>What the outcomes without estimates mean for whoever fitted.</summary>
internal static class FitOutcomeText
{
    /// <summary>What is wrong with one of many responses that has no value at all.</summary>
    public const string NoValue = "no row has a value of the response.";

    /// <summary>A sentence that says what is wrong and what can be done.</summary>
    public static string Sentence(this FitOutcome outcome) => outcome switch
    {
        FitOutcome.ConstantResponse => "the response has one value throughout, so there is no variation to explain; check the data.",
        FitOutcome.PerfectFixedEffects => "the fixed effects explain the response perfectly, so that no variance is left to estimate. Check whether the response was computed from the variables of the model; if it was not, use fewer fixed effects.",
        FitOutcome.PerfectFit => "fixed and random effects together explain the response perfectly (to rounding), so that the residual variance cannot be estimated. Use fewer random effects, or check whether rows within a group are copies of each other.",
        FitOutcome.NoOptimum => "fixed and random effects together can explain every row, so that the criterion falls for ever as the standard deviations of the random effects grow beside the residual one, and there are no estimates. Use fewer fixed effects or fewer random effects, or more rows.",
        FitOutcome.NoObjective => "the objective has no value where the search starts: the cross-products are not positive definite there. If you gave a theta to start at, give one closer to zero; else look at the largest and the smallest prior weight, which are enormous or too many orders of magnitude apart.",
        FitOutcome.MissingValue => "a value of the response is missing; fit it by LinearMixedModel.FitMany, which leaves the row out, or complete it.",
        FitOutcome.InfiniteValue => "a value of the response is infinite; correct it, or make it NaN so that it counts as missing.",
        FitOutcome.NotFitted => "nothing has been fitted, or the last refit was stopped; refit a response.",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "The outcome has no sentence of its own."),
    };

    /// <summary>The sentence of <see cref="FitOutcome.NoResidualDegreesOfFreedom"/>, of linear and mixed models alike.</summary>
    public static string NoResidualDegreesOfFreedom(long observations, int rank)
        => string.Create(CultureInfo.InvariantCulture, $"{observations} observations leave no residual degrees of freedom for {rank} coefficients; fit fewer terms or more rows.");
}
