namespace Lmm.Findings;

/// <summary>
/// The residuals of the rows that count, given the modes: over the standard deviation that each has, or where leverages would take long, over σ̂ alone.
/// </summary>
/// <param name="Rows">The rows, of all rows of the design.</param>
/// <param name="Values">The residuals, those with leverage 1 left out.</param>
internal sealed record ReviewedResiduals(int[] Rows, double[] Values)
{
    private const int MostRows = 100_000;
    private const int MostEffects = 5_000;

    /// <summary>The residuals of a fit.</summary>
    public static ReviewedResiduals Of(ModelFit fit)
    {
        double[] values = Scaled(fit);
        int[] rows = [.. (fit.Design.ObservedRows ?? Enumerable.Range(0, values.Length)).Where(row => double.IsFinite(values[row]))];
        return new ReviewedResiduals(rows, Array.ConvertAll(rows, row => values[row]));
    }

    private static double[] Scaled(ModelFit fit)
    {
        int effects = fit.Shape.RandomTerms.Sum(static term => term.Levels.Count * term.Effects.Count);
        if (fit.ObservationCount <= MostRows && effects <= MostEffects)
        {
            try
            {
                return [.. fit.Diagnostics.Residuals(ResidualKind.Standardized)];
            }
            catch (ModelException)
            {
                // Groups too far apart for leverages: residuals over sigma tell nearly the same.
            }
        }

        return [.. fit.Diagnostics.Residuals(ResidualKind.Pearson).Select(residual => residual / fit.Sigma)];
    }
}
