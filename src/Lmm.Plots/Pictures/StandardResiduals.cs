namespace Lmm.Plots.Pictures;

/// <summary>The standardised residuals of a fit, those that are not known left out.</summary>
/// <param name="Rows">The rows, counted from zero.</param>
/// <param name="Values">Their residuals.</param>
internal sealed record StandardResiduals(int[] Rows, double[] Values)
{
    /// <summary>The conditional residuals of a fit.</summary>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    public static StandardResiduals Of(ModelFit fit)
    {
        RowValues all = fit.Diagnostics.Residuals(ResidualKind.Standardized);
        int[] rows = [.. Enumerable.Range(0, all.Count).Where(row => double.IsFinite(all[row]))];
        return new(rows, Array.ConvertAll(rows, row => all[row]));
    }

    /// <summary>The values of other numbers in the same rows.</summary>
    public double[] Pick(IReadOnlyList<double> values) => Array.ConvertAll(Rows, row => values[row]);

    /// <summary>Those rows of which another number is known too.</summary>
    /// <param name="values">The other numbers, one per row of the fit.</param>
    public StandardResiduals Where(IReadOnlyList<double> values)
    {
        int[] kept = [.. Enumerable.Range(0, Rows.Length).Where(index => double.IsFinite(values[Rows[index]]))];
        return new(Array.ConvertAll(kept, index => Rows[index]), Array.ConvertAll(kept, index => Values[index]));
    }
}
