using Lmm.Distributions;

namespace Lmm.Findings;

/// <summary>
/// Whether many rows share the values of all fixed effects. What such rows have in common besides (the sample, the day) is in no term, and the model takes them for independent given the random
/// effects. Where the fixed effects leave combinations free, their residuals tell: F of the mean residuals of the combinations is that of the lack of fit, and standard errors grow by √F.
/// </summary>
internal sealed class SharedCovariatesCheck : RowCheck
{
    /// <summary>So many rows of a combination are rarely so many independent observations of it, …</summary>
    private const int ManyRows = 1000;

    /// <summary>… where the combinations are no more than these …</summary>
    private const int FewPatterns = 100;

    /// <summary>… and nearly all levels of a factor are measured alike under each.</summary>
    private const double Regular = 0.9;

    /// <summary>The p-value of the lack of fit below which it counts, …</summary>
    private const double Shown = 0.001;

    /// <summary>… if a standard error grows by as much.</summary>
    private const double Growth = 1.5;

    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.SharedCovariates];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Find(ReviewedFit reviewed)
    {
        if (reviewed.Mixed is not { } fit)
        {
            reviewed.Skip(Kinds, "an ordinary linear model takes all rows as independent; whether something groups them, a fit without grouping factors cannot know.");
            yield break;
        }

        if (reviewed.Patterns is not { } patterns || fit.Rank < 2)
        {
            yield break;
        }

        int degrees = patterns.Count - fit.Rank;
        double f = degrees > 0 ? LackOfFit(fit, patterns) / degrees : double.NaN;
        double p = degrees > 0 ? UpperTail.FisherF(f, degrees, fit.ResidualDegreesOfFreedom) : double.NaN;
        bool isShown = p < Shown && Math.Sqrt(f) >= Growth;
        FactorColumn? crossed = MeasuredOnSamples(fit, patterns);
        if (!isShown && crossed is null)
        {
            yield break;
        }

        string rows = Figures.Count((int)Math.Round(patterns.RowsPerPattern));
        string groupings = Figures.Join([.. fit.GroupingFactors.Select(static factor => factor.Grouping)]);
        double doubling = Math.Sqrt(3 / patterns.RowsPerPattern);
        string tell = degrees <= 0 ? " The coefficients take up all differences between the combinations, so that these data cannot tell."
            : isShown ? $" The residuals say that they do: the means of the combinations differ by more than chance (F = {Figures.Of(f)} on {Figures.Count(degrees)} degrees of freedom, {Figures.P(p)}), which standard errors would have to grow for by a factor of {Figures.Factor(Math.Sqrt(f))}, unless the fixed effects have another shape than the formula's."
            : $" What the formula leaves free of the combinations shows none of it (F = {Figures.Of(f)} on {Figures.Count(degrees)} degrees of freedom, {Figures.P(p)}), but cannot show what several samples of one combination share each for itself.";
        string much = crossed is null ? "" : $" With so many rows little is enough: an effect of the combination with a standard deviation of {Figures.Of(doubling * fit.Sigma)}, {Figures.Of(100 * doubling)} % of the residual one, would double the standard errors of effects within {crossed.Name}.";
        yield return new Finding(
            FindingKind.SharedCovariates,
            FindingSeverity.Warning,
            $"{Figures.Join(patterns.Variables)} {(patterns.Variables.Length == 1 ? "takes" : "take")} only {Figures.Count(patterns.Count)} combinations of values over {Figures.Count(patterns.Rows.Length)} rows. The {rows} rows of a combination are taken as independent given {groupings}; whatever else they share (the sample, the animal, the array, the day that they come from) is in no term.{much}{tell}",
            "Find what the rows of one combination were measured on: that is the unit of replication. Where several samples have one combination, name the sample in the data and add a random intercept of it, such as (1 | sample); effects of what varies between samples alone then have as many degrees of freedom as samples allow.")
        {
            Grouping = crossed?.Name,
            Terms = patterns.Variables,
            Numbers = new Dictionary<string, double>
            {
                ["combinations"] = patterns.Count,
                ["rows"] = patterns.Rows.Length,
                ["rowsPerCombination"] = patterns.RowsPerPattern,
                ["lackOfFitF"] = f,
                ["lackOfFitDf"] = degrees,
                ["p"] = p,
                ["standardErrorFactor"] = Math.Sqrt(f),
                ["deviationThatDoubles"] = doubling * fit.Sigma,
            },
            Weight = isShown ? Math.Sqrt(f) : 2,
        };
    }

    /// <summary>The grouping factor of what looks like it is measured on a few samples, as genes are; null for none.</summary>
    public static FactorColumn? MeasuredOnSamples(LinearMixedModelFit fit, CovariatePatterns patterns) => patterns.RowsPerPattern >= ManyRows && patterns.Count <= FewPatterns
        ? fit.Design.RandomTerms.Select(static term => term.Grouping).FirstOrDefault(factor => factor.Levels.Length >= ManyRows && patterns.IsRegular(factor, Regular))
        : null;

    // Σ (Σ w e)² / Σ w over the combinations, in units of σ².
    private static double LackOfFit(LinearMixedModelFit fit, CovariatePatterns patterns)
    {
        var sums = new double[patterns.Count];
        var weights = new double[patterns.Count];
        for (int index = 0; index < patterns.Rows.Length; index++)
        {
            int row = patterns.Rows[index];
            double weight = fit.Design.Weights?[row] ?? 1;
            sums[patterns.Codes[index]] += weight * fit.Residuals[row] / fit.Sigma;
            weights[patterns.Codes[index]] += weight;
        }

        return sums.Zip(weights, static (sum, weight) => sum * sum / weight).Sum();
    }
}
