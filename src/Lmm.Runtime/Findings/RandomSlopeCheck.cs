using Lmm.Distributions;
using Lmm.Inference;

namespace Lmm.Findings;

/// <summary>
/// Fixed effects that vary within a grouping factor and have no random slope by it (Barr, Levy, Scheepers &amp; Tily, J. Mem. Lang. 68, 2013): each is fitted with one, the effects that lie in it included,
/// and its standard error compared. A slope that the data do not show is no fault.
/// </summary>
internal sealed class RandomSlopeCheck : RandomTermCheck
{
    /// <summary>The p-value of the slope's variance below which it counts, …</summary>
    private const double Shown = 0.005;

    /// <summary>… if a standard error grows by as much.</summary>
    private const double Growth = 1.1;

    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.NoRandomSlope];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Find(ReviewedFit reviewed, LinearMixedModelFit fit)
    {
        IReadOnlyList<CoefficientTest>? tests = null;
        foreach (IGrouping<string, SlopeCandidate> factor in reviewed.Slopes.GroupBy(static candidate => candidate.Grouping))
        {
            List<FittedSlope> without = [];
            foreach (SlopeCandidate candidate in factor)
            {
                if (reviewed.Refit(FindingKind.NoRandomSlope, $"the fit with a random slope of {candidate.Label} by {candidate.Grouping}", candidate.RandomTerms(fit.Design)) is not { } refit)
                {
                    continue;
                }

                var slope = FittedSlope.Of(fit, refit, candidate);
                if (slope.PValue < Shown && slope.Growth >= Growth)
                {
                    tests ??= reviewed.Tests(fit);
                    yield return Shows(fit, slope, tests[slope.Column], reviewed.Tests(refit)[slope.Column]);
                }
                else
                {
                    without.Add(slope);
                }
            }

            if (without.Count > 0)
            {
                yield return ShowsNone(fit, factor.Key, without);
            }
        }
    }

    private static Finding Shows(LinearMixedModelFit fit, FittedSlope slope, CoefficientTest before, CoefficientTest after)
    {
        SlopeCandidate candidate = slope.Candidate;
        string name = fit.Coefficients[slope.Column].Name;
        string ofSlope = fit.Coefficients[Array.IndexOf(fit.Design.FixedEffects.TermIndices, candidate.Term)].Name;
        double mean = slope.Refit.Coefficients[ofSlope].Estimate;
        string whose = name == ofSlope ? "its standard error" : $"the standard error of {name}";
        bool turns = before.PValue < ReviewedFit.Significant && !(after.PValue < ReviewedFit.Significant);
        string written = candidate.Written(fit.Design);
        string criterion = fit.Estimation == Estimation.MaximumLikelihood ? "deviance" : "REML criterion";
        string notConverged = slope.Refit.Convergence.Converged ? "" : " The fit with the slope did not converge, so that its numbers are rough.";
        return new Finding(
            FindingKind.NoRandomSlope,
            turns ? FindingSeverity.Serious : FindingSeverity.Warning,
            $"{candidate.Label} varies within {candidate.Grouping} and has no random slope by it: its effect is taken to be the same at all {Figures.Count(fit.RandomEffects(candidate.Grouping).Levels.Count)} levels, and they differ. Fitted with {written}, the effect of {ofSlope} has a standard deviation of {Figures.Of(slope.Deviation)} between levels beside its mean of {Figures.Of(mean)}, and {whose} grows from {Figures.Of(before.StandardError)} to {Figures.Of(after.StandardError)}, by a factor of {Figures.Factor(slope.Growth)} ({Figures.P(before.PValue ?? double.NaN)} becomes {Figures.P(after.PValue ?? double.NaN)}); the {criterion} falls by {Figures.Of(slope.Fall)} ({Figures.P(slope.PValue)}).{notConverged}",
            candidate.Replaced(fit.Design) is { } replaced ? $"Write {written} in place of {replaced}." : $"Add {written}.")
        {
            Grouping = candidate.Grouping,
            Terms = [candidate.Label, name],
            Numbers = new Dictionary<string, double>
            {
                ["standardError"] = before.StandardError,
                ["standardErrorWithSlope"] = after.StandardError,
                ["standardErrorFactor"] = slope.Growth,
                ["slopeDeviation"] = slope.Deviation,
                ["p"] = before.PValue ?? double.NaN,
                ["pWithSlope"] = after.PValue ?? double.NaN,
                ["criterionFall"] = slope.Fall,
                ["pSlope"] = slope.PValue,
            },
            Weight = slope.Growth,
        };
    }

    private static Finding ShowsNone(LinearMixedModelFit fit, string grouping, List<FittedSlope> slopes)
    {
        string[] labels = [.. slopes.Select(static slope => slope.Candidate.Label)];
        FittedSlope largest = slopes.MaxBy(static slope => slope.Growth)!;
        string name = fit.Coefficients[largest.Column].Name;
        string differ = slopes.Exists(static slope => slope.PValue < Shown) ? "They differ by too little to matter" : "These data show no other";
        return new Finding(
            FindingKind.NoRandomSlope,
            FindingSeverity.Remark,
            $"{Figures.List(labels)} {(labels.Length == 1 ? "varies" : "vary")} within {grouping} without a random slope by it: {(labels.Length == 1 ? "its effect is" : "their effects are")} taken to be the same at all {Figures.Count(fit.RandomEffects(grouping).Levels.Count)} levels. {differ}: fitted with {(labels.Length == 1 ? "a slope" : "slopes, one after the other")}, the standard error of {name} changes by a factor of {Figures.Factor(largest.Growth)} ({Figures.P(largest.PValue)} of the variance){(labels.Length == 1 ? "" : ", those of the others by less")}.",
            "Nothing, as far as these data tell; where the design lets effects differ between levels, a model with the slopes says the same with more caution.")
        {
            Grouping = grouping,
            Terms = labels,
            Numbers = slopes.ToDictionary(static slope => $"standardErrorFactor.{slope.Candidate.Label}", static slope => slope.Growth),
            Weight = largest.Growth,
        };
    }

    /// <summary>A fit with a random slope beside that without.</summary>
    /// <param name="Candidate">The slope.</param>
    /// <param name="Refit">The fit with it.</param>
    /// <param name="Column">The coefficient whose standard error grows most, of the term and of its products with what is constant within levels.</param>
    /// <param name="Growth">The factor by which it grows.</param>
    /// <param name="Deviation">The standard deviation between levels of the slope of the term's first column.</param>
    /// <param name="Fall">The fall of the criterion.</param>
    /// <param name="PValue">Its p-value, at the boundary where one effect is added.</param>
    private sealed record FittedSlope(SlopeCandidate Candidate, LinearMixedModelFit Refit, int Column, double Growth, double Deviation, double Fall, double PValue)
    {
        public static FittedSlope Of(LinearMixedModelFit fit, LinearMixedModelFit refit, SlopeCandidate candidate)
        {
            int column = Enumerable.Range(0, fit.Coefficients.Count)
                .Where(index => candidate.Carried.Contains(fit.Design.FixedEffects.TermIndices[index]))
                .MaxBy(index => refit.Coefficients[index].StandardError / fit.Coefficients[index].StandardError);
            double fall = Math.Max(0, fit.Objective - refit.Objective);
            int parameters = refit.ParameterCount - fit.ParameterCount;
            double p = candidate.Columns(fit.Design).Length == 1 ? BoundaryMixture.PValue(fall, parameters) : UpperTail.ChiSquared(fall, parameters);
            string slope = fit.Coefficients[Array.IndexOf(fit.Design.FixedEffects.TermIndices, candidate.Term)].Name;
            double deviation = refit.RandomEffects(candidate.Grouping).VarianceComponents.First(component => component.Name == slope).StandardDeviation;
            return new FittedSlope(candidate, refit, column, refit.Coefficients[column].StandardError / fit.Coefficients[column].StandardError, deviation, fall, p);
        }
    }
}
