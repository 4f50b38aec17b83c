namespace Lmm.Plots.Pictures;

/// <summary>The standardised residuals of a fit, those that are not known left out.</summary>
/// <param name="Rows">The rows, counted from zero.</param>
/// <param name="Values">Their residuals.</param>
internal sealed record StandardResiduals(int[] Rows, double[] Values)
{
    /// <summary>Whether the leverage of each row is in its standard deviation; fits of which it cannot be had have the estimated residual standard deviation alone.</summary>
    public bool HasLeverage { get; private init; } = true;

    /// <summary>What they are called along axes.</summary>
    public string Label => HasLeverage ? "Standardised residual" : "Residual / σ";

    /// <summary>What readers have to know of them; empty for nothing.</summary>
    public string Note => HasLeverage ? "" : "Residuals are divided by the residual standard deviation alone: leverages cannot be had of this fit.";

    /// <summary>The conditional residuals of a fit.</summary>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    public static StandardResiduals Of(ModelFit fit)
    {
        try
        {
            return Finite([.. fit.Diagnostics.Residuals(ResidualKind.Standardized)], hasLeverage: true);
        }
        catch (ModelException unavailable) when (unavailable.Code == LmmErrorCode.NotAvailable && fit is LinearMixedModelFit)
        {
            return OverSigma((LinearMixedModelFit)fit);
        }
    }

    /// <summary>The residuals of a refit, standardised as these are.</summary>
    public StandardResiduals OfRefit(ModelFit refit) => HasLeverage ? Of(refit) : OverSigma((LinearMixedModelFit)refit);

    // Rows of weight zero have no residual.
    private static StandardResiduals OverSigma(LinearMixedModelFit fit)
        => Finite([.. fit.ScaledResiduals.Select((value, row) => fit.Weights is { } weights && weights[row] == 0 ? double.NaN : value)], hasLeverage: false);

    private static StandardResiduals Finite(double[] all, bool hasLeverage)
    {
        int[] rows = [.. Enumerable.Range(0, all.Length).Where(row => double.IsFinite(all[row]))];
        return new(rows, Array.ConvertAll(rows, row => all[row])) { HasLeverage = hasLeverage };
    }

    /// <summary>The values of other numbers in the same rows.</summary>
    public double[] Pick(IReadOnlyList<double> values) => Array.ConvertAll(Rows, row => values[row]);

    /// <summary>Those rows of which another number is known too.</summary>
    /// <param name="values">The other numbers, one per row of the fit.</param>
    public StandardResiduals Where(IReadOnlyList<double> values)
    {
        int[] kept = [.. Enumerable.Range(0, Rows.Length).Where(index => double.IsFinite(values[Rows[index]]))];
        return this with { Rows = Array.ConvertAll(kept, index => Rows[index]), Values = Array.ConvertAll(kept, index => Values[index]) };
    }
}
