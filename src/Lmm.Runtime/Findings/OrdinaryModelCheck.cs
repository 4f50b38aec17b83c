using Lmm.Inference;

namespace Lmm.Findings;

/// <summary>Where the mixed model and an ordinary linear model with the same fixed effects disagree, and why: which variation each takes for error, and what both leave out.</summary>
internal sealed class OrdinaryModelCheck : RandomTermCheck
{
    /// <summary>The ratio of standard errors from which they disagree, …</summary>
    private const double StandardErrors = 2;

    /// <summary>… and that of p-values where one is significant and the other not.</summary>
    private const double PValues = 10;

    /// <summary>The share of a column's variation from which it is said to vary within levels, or between them, alone.</summary>
    private const double Nearly = 0.9;

    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.DiffersFromOrdinary];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Find(ReviewedFit reviewed, LinearMixedModelFit fit)
    {
        if (reviewed.InTime(FindingKind.DiffersFromOrdinary, "the fit of an ordinary linear model", stop => LinearModel.Fit(fit.Design.With([]), null, stop)) is not { } ordinary)
        {
            yield break;
        }

        IReadOnlyList<CoefficientTest> tests = reviewed.Tests(fit);
        int intercept = Enumerable.Range(0, fit.Coefficients.Count).FirstOrDefault(index => reviewed.Spec.FixedTerms[fit.Design.FixedEffects.TermIndices[index]].IsIntercept, -1);
        Disagreement[] all =
        [
            .. Enumerable.Range(0, fit.Coefficients.Count)
                .Where(index => index != intercept && fit.Coefficients[index].IsEstimable && ordinary.Coefficients[index].IsEstimable)
                .Select(index => new Disagreement(index, tests[index], ordinary.Coefficients[index]))
                .Where(static one => one.Matters)
                .OrderByDescending(static one => one.Turns)
                .ThenByDescending(static one => Math.Abs(Math.Log(one.Ratio))),
        ];
        if (all.Length > 0)
        {
            yield return Of(reviewed, fit, ordinary, all);
        }
    }

    private static Finding Of(ReviewedFit reviewed, LinearMixedModelFit fit, LinearModelFit ordinary, Disagreement[] all)
    {
        Disagreement first = all[0];
        string name = first.Mixed.Name;
        bool isSame = Math.Abs(first.Ordinary.Estimate - first.Mixed.Estimate) < Math.Max(first.Mixed.StandardError, first.Ordinary.StandardError);
        string estimates = isSame
            ? $"at nearly the same estimate ({Figures.Of(first.Mixed.Estimate)} and {Figures.Of(first.Ordinary.Estimate)})"
            : $"at estimates of {Figures.Of(first.Mixed.Estimate)} and {Figures.Of(first.Ordinary.Estimate)}";
        string others = all.Length == 1 ? "" : $" So it is with {Figures.List([.. all.Skip(1).Select(static one => one.Mixed.Name)])}.";
        return new Finding(
            FindingKind.DiffersFromOrdinary,
            FindingSeverity.Remark,
            $"Of {name} the mixed model says {Figures.P(first.Mixed.PValue ?? double.NaN)}, and an ordinary linear model with the same fixed effects {Figures.P(first.Ordinary.PValue ?? double.NaN)}, {estimates}; the standard errors are {Figures.Of(first.Mixed.StandardError)} and {Figures.Of(first.Ordinary.StandardError)}. Why: {Why(fit, ordinary, first)}{others}{LeftOut(reviewed, fit, first)}",
            "Report the mixed model's; of the two, only it knows the groups. What both leave out is for the findings above, or for what is known of how the data came about.")
        {
            Terms = [.. all.Select(static one => one.Mixed.Name)],
            Grouping = Dominant(fit),
            Numbers = new Dictionary<string, double>
            {
                ["estimate"] = first.Mixed.Estimate,
                ["standardError"] = first.Mixed.StandardError,
                ["p"] = first.Mixed.PValue ?? double.NaN,
                ["ordinaryEstimate"] = first.Ordinary.Estimate,
                ["ordinaryStandardError"] = first.Ordinary.StandardError,
                ["ordinaryP"] = first.Ordinary.PValue ?? double.NaN,
                ["residualVariance"] = fit.Sigma * fit.Sigma,
                ["ordinaryResidualVariance"] = ordinary.Sigma * ordinary.Sigma,
            },
            Weight = Math.Exp(Math.Abs(Math.Log(first.Ratio))),
        };
    }

    private static string Why(LinearMixedModelFit fit, LinearModelFit ordinary, Disagreement first)
    {
        string grouping = Dominant(fit);
        FactorColumn factor = fit.Design.RandomTerms.First(term => term.Grouping.Name == grouping).Grouping;
        double within = WithinShare.Of(fit.Design.FixedEffects.Columns[first.Column], factor.Codes, factor.Levels.Length, fit.Design.ObservedRows);
        string name = first.Mixed.Name;
        string levels = Figures.Count(fit.RandomEffects(grouping).Levels.Count);
        if (first.Ratio > 1)
        {
            string place = within >= Nearly
                ? $"{name} varies within levels ({Figures.Share(within)} of its variation), so that these differences cancel from its estimate, and the mixed model takes them out"
                : $"{name} varies within levels for {Figures.Share(within)} of its variation, where these differences cancel from its estimate, and the mixed model weighs that part more";
            return $"the ordinary model takes the differences between the {levels} levels of {grouping} for error, so that its residual variance is {Figures.Of(ordinary.Sigma * ordinary.Sigma)} where that of the mixed model is {Figures.Of(fit.Sigma * fit.Sigma)}; {place}.";
        }

        RandomEffects effects = fit.RandomEffects(grouping);
        if (effects.VarianceComponents.FirstOrDefault(component => component.Name == name) is { } slope && within > 1 - Nearly)
        {
            return $"the effect of {name} varies between the {levels} levels of {grouping} (standard deviation {Figures.Of(slope.StandardDeviation)}), which the mixed model counts: levels, not rows, are its replication. The ordinary model takes all {Figures.Count(fit.ObservationCount)} rows for independent.";
        }

        return $"{name} varies between the {levels} levels of {grouping} for {Figures.Share(1 - within)} of its variation, and the mixed model counts what levels have in common besides; the ordinary model takes all {Figures.Count(fit.ObservationCount)} rows for independent, and so for more than they are.";
    }

    private static string LeftOut(ReviewedFit reviewed, LinearMixedModelFit fit, Disagreement first)
    {
        int term = fit.Design.FixedEffects.TermIndices[first.Column];
        List<string> left = [];
        foreach (SlopeCandidate candidate in reviewed.Slopes.Where(candidate => candidate.Term == term))
        {
            left.Add($"that the effect of {candidate.Label} may differ between the levels of {candidate.Grouping} (neither has a random slope of it)");
        }

        if (reviewed.Patterns is { } patterns && SharedCovariatesCheck.MeasuredOnSamples(fit, patterns) is not null)
        {
            left.Add($"that the {Figures.Count((int)Math.Round(patterns.RowsPerPattern))} rows of each of the {Figures.Count(patterns.Count)} combinations of {Figures.Join(patterns.Variables)} may share the samples that they were measured on (neither has a random effect of the sample)");
        }

        return left.Count == 0 ? "" : $" What both leave out: {string.Join("; and ", left)}.";
    }

    // The grouping factor with the largest share of the variance.
    private static string Dominant(LinearMixedModelFit fit)
    {
        ExplainedVariance variance = fit.Diagnostics.ExplainedVariance();
        return variance.Groupings.MaxBy(variance.IntraclassCorrelationBy)!;
    }

    /// <summary>A coefficient in both models.</summary>
    private sealed record Disagreement(int Column, CoefficientTest Mixed, Coefficient Ordinary)
    {
        /// <summary>The standard error of the ordinary model over that of the mixed one.</summary>
        public double Ratio => Ordinary.StandardError / Mixed.StandardError;

        /// <summary>True when one is significant, the other is not, and their p-values are far apart.</summary>
        public bool Turns => (Mixed.PValue < ReviewedFit.Significant) != (Ordinary.PValue < ReviewedFit.Significant)
            && Math.Abs(Math.Log((Mixed.PValue ?? double.NaN) / (Ordinary.PValue ?? double.NaN))) > Math.Log(PValues);

        public bool Matters => Turns || Ratio >= StandardErrors || Ratio <= 1 / StandardErrors;
    }
}
