using Lmm.Formula.Binding;

namespace Lmm.Findings;

/// <summary>Whether residuals scatter alike where fitted values and numeric variables are low and high, and at the levels of factors.</summary>
internal sealed class ResidualSpreadCheck : RowCheck
{
    /// <summary>The ratio of standard deviations from which it counts, …</summary>
    private const double Unequal = 1.5;

    /// <summary>… if the p-value of all comparisons together is as small.</summary>
    private const double Shown = 0.001;

    private const int LeastRows = 10;
    private const int MostLevels = 12;

    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.UnequalSpread];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Find(ReviewedFit reviewed)
    {
        Comparison[] all = [.. Comparisons(reviewed)];
        Comparison[] unequal = [.. all.Where(one => one.Spread.Ratio >= Unequal && one.Spread.PValue * all.Length < Shown).OrderBy(static one => one.Spread.PValue).ThenByDescending(static one => one.Spread.Ratio)];
        if (unequal.Length == 0)
        {
            yield break;
        }

        Comparison first = unequal[0];
        double[] deviations = Array.ConvertAll(first.Spread.Deviations, deviation => deviation * reviewed.Fit.Sigma);
        int widest = Array.IndexOf(deviations, deviations.Max());
        int narrowest = Array.IndexOf(deviations, deviations.Min());
        string others = unequal.Length == 1 ? "" : $" They differ by {Figures.List([.. unequal.Skip(1).Select(static one => one.Name)])} too, which may be the same.";
        bool isOfSize = unequal.Any(static one => one.Variable is null && one.Spread.Deviations[1] > one.Spread.Deviations[0]) && !reviewed.Fit.IsResponseTransformed && reviewed.Fit.Design.Response.Values.All(static value => value > 0);
        yield return new Finding(
            FindingKind.UnequalSpread,
            FindingSeverity.Warning,
            $"Residuals scatter unequally: their standard deviation is {Figures.Of(deviations[widest])} {first.Places[widest]} and {Figures.Of(deviations[narrowest])} {first.Places[narrowest]}, a ratio of {Figures.Factor(first.Spread.Ratio)} ({Figures.P(Math.Min(1, first.Spread.PValue * all.Length))}, Brown and Forsythe's test of {Figures.Count(all.Length, "comparison", "comparisons")}). Standard errors and intervals are then too narrow where the scatter is wide, and too wide elsewhere.{others}",
            isOfSize
                ? $"The response is positive and scatters more where it is large: fit log({reviewed.Fit.ResponseName}). Otherwise give prior weights, or take covariances that are robust (fit.Tests.WithRobustCovariance)."
                : "Transform the response if the scatter follows its size, give prior weights where precisions are known, or take covariances that are robust (fit.Tests.WithRobustCovariance).")
        {
            Variable = first.Variable,
            Levels = first.IsFactor ? [first.Levels[widest], first.Levels[narrowest]] : [],
            Numbers = new Dictionary<string, double>
            {
                ["largestDeviation"] = deviations[widest],
                ["smallestDeviation"] = deviations[narrowest],
                ["ratio"] = first.Spread.Ratio,
                ["p"] = Math.Min(1, first.Spread.PValue * all.Length),
            },
            Weight = first.Spread.Ratio,
        };
    }

    private static IEnumerable<Comparison> Comparisons(ReviewedFit reviewed)
    {
        ReviewedResiduals residuals = reviewed.Residuals;
        if (Thirds(residuals, [.. reviewed.Fit.FittedValues]) is { } byFit)
        {
            yield return new Comparison("fitted values", null, ["in the lower third of fitted values", "in the upper third"], [], SpreadComparison.Of(byFit));
        }

        ModelDesign design = reviewed.Fit.Design;
        foreach (ModelVariable variable in design.Terms?.Spec.Variables ?? [])
        {
            if (variable.IsOutcome)
            {
                continue;
            }

            if (design.Rows.NumericOrNull(variable.Name) is { } number && Thirds(residuals, number.Values) is { } byNumber)
            {
                yield return new Comparison(variable.Name, variable.Name, [$"where {variable.Name} is low (its lower third)", "where it is high (its upper third)"], [], SpreadComparison.Of(byNumber));
            }
            else if (design.Rows.FactorOrNull(variable.Name) is { } factor && factor.Levels.Length <= MostLevels)
            {
                ILookup<int, double> byLevel = residuals.Rows.Zip(residuals.Values).ToLookup(pair => factor.Codes[pair.First], static pair => pair.Second);
                IGrouping<int, double>[] large = [.. byLevel.Where(static level => level.Count() >= LeastRows).OrderBy(static level => level.Key)];
                if (large.Length > 1)
                {
                    string[] levels = [.. large.Select(level => factor.Levels[level.Key])];
                    yield return new Comparison(variable.Name, variable.Name, [.. levels.Select(level => $"at {variable.Name} {level}")], levels, SpreadComparison.Of([.. large.Select(static level => level.ToArray())]));
                }
            }
        }
    }

    // The residuals of the rows in the lower and upper third of some values, one value for each row of the design; null where these have no thirds.
    private static double[][]? Thirds(ReviewedResiduals residuals, double[] values)
    {
        double[] sorted = [.. residuals.Rows.Select(row => values[row]).Order()];
        if (sorted.Length < 3 * LeastRows)
        {
            return null;
        }

        double low = sorted[sorted.Length / 3];
        double high = sorted[2 * sorted.Length / 3];
        return low < high
            ? [[.. residuals.Values.Where((_, index) => values[residuals.Rows[index]] <= low)], [.. residuals.Values.Where((_, index) => values[residuals.Rows[index]] >= high)]]
            : null;
    }

    /// <summary>Residuals compared by one thing.</summary>
    /// <param name="Name">What it is.</param>
    /// <param name="Variable">The variable; null for fitted values.</param>
    /// <param name="Places">The groups in words.</param>
    /// <param name="Levels">The levels of a factor; else empty.</param>
    /// <param name="Spread">The comparison.</param>
    private sealed record Comparison(string Name, string? Variable, string[] Places, string[] Levels, SpreadComparison Spread)
    {
        public bool IsFactor => Levels.Length > 0;
    }
}
