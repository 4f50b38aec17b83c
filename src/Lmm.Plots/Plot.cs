using Lmm.Plots.Pictures;

namespace Lmm;

/// <summary>
/// Pictures of fits, each by one call. Every picture takes what it shows from the fit's own results: intervals, modes, residuals, means, influence; its description has the numbers in words.
/// </summary>
public static partial class Plot
{
    /// <summary>The coefficients with their confidence intervals, those of <c>fit.Intervals.Wald</c>: a forest plot.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="coefficients">The names of the coefficients; null for all but the intercept, which is on another scale as a rule.</param>
    /// <param name="options">Size, title and level; null for the defaults.</param>
    /// <exception cref="ModelException">The fit has no coefficient of a name, or none that can be shown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture Forest(ModelFit fit, IReadOnlyList<string>? coefficients = null, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return ForestPicture.Draw([("", fit)], coefficients, Checked(options));
    }

    /// <summary>The coefficients of several models side by side, by their names.</summary>
    /// <param name="fits">The fits, each with the name that the legend gives it.</param>
    /// <param name="coefficients">The names of the coefficients; null for all but intercepts.</param>
    /// <param name="options">Size, title and level; null for the defaults.</param>
    /// <exception cref="ModelException">No fit has a coefficient of a name, or none that can be shown.</exception>
    /// <exception cref="ArgumentException">There is no fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture Forest(IReadOnlyList<(string Name, ModelFit Fit)> fits, IReadOnlyList<string>? coefficients = null, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fits);
        return fits.Count == 0
            ? throw new ArgumentException("There is no fit to show.", nameof(fits))
            : ForestPicture.Draw(fits, coefficients, Checked(options));
    }

    private static PlotOptions Checked(PlotOptions? options) => (options ?? PlotOptions.Default).Checked();
}
