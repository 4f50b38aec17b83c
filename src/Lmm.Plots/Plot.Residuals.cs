using Lmm.Plots.Pictures;

namespace Lmm;

/// <content>Pictures of residuals.</content>
public static partial class Plot
{
    /// <summary>Standardised residuals against the fitted values, with a smooth (R's <c>lowess</c>): is the mean right?</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="options">Size, title and the number of points from which there are hexagons; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    /// <exception cref="ModelException">The fit cannot have standardised residuals.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture Residuals(ModelFit fit, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return ResidualPictures.Against(fit, "Fitted value", [.. fit.FittedValues], Checked(options));
    }

    /// <summary>Standardised residuals against a variable of the model: a number with a smooth, a factor with the quartiles of each level.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="variable">The variable, by its name in the formula.</param>
    /// <param name="options">Size, title and the number of points from which there are hexagons; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    /// <exception cref="ModelException">The model has no such variable, or the fit cannot have standardised residuals.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture Residuals(ModelFit fit, string variable, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return ResidualPictures.Against(fit, variable, Checked(options));
    }

    /// <summary>Standardised residuals against numbers that the model does not have, with a smooth.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="name">What the numbers are.</param>
    /// <param name="values">One for each row that was fitted, or for each row of the input; rows without a number are left out.</param>
    /// <param name="options">Size, title and the number of points from which there are hexagons; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    /// <exception cref="ArgumentException">There are not as many numbers as rows.</exception>
    /// <exception cref="ModelException">The fit cannot have standardised residuals.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture Residuals(ModelFit fit, string name, IReadOnlyList<double> values, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(values);
        IReadOnlyList<double> kept = values.Count == fit.Rows.Count ? values
            : values.Count == fit.Rows.InputCount ? fit.Rows.Of(values)
            : throw new ArgumentException($"There are {values.Count} numbers, {fit.Rows.InputCount} rows in the input and {fit.Rows.Count} of them in the fit; give one for each.", nameof(values));
        return ResidualPictures.Against(fit, name, kept, Checked(options));
    }

    /// <summary>The square roots of the sizes of standardised residuals against the fitted values, with a smooth: is the spread the same everywhere?</summary>
    /// <inheritdoc cref="Residuals(ModelFit, PlotOptions?)" path="/param"/>
    /// <inheritdoc cref="Residuals(ModelFit, PlotOptions?)" path="/exception"/>
    public static Picture ScaleLocation(ModelFit fit, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return ResidualPictures.ScaleLocation(fit, Checked(options));
    }

    /// <summary>
    /// Standardised residuals against normal quantiles, with the band in which those of responses lie that the fit generates: each is refitted and its residuals standardised alike. Where
    /// that would be more than a million residuals, the band is that of independent normal ones.
    /// </summary>
    /// <param name="fit">The fit.</param>
    /// <param name="draws">The number of responses, 20 or more.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="options">Size, title and the level of the band; null for the defaults.</param>
    /// <inheritdoc cref="Residuals(ModelFit, PlotOptions?)" path="/exception"/>
    public static Picture ResidualQuantiles(ModelFit fit, int draws = 100, long seed = 1, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 20);
        return ResidualQuantilesPicture.Draw(fit, draws, seed, Checked(options));
    }

    /// <summary>
    /// Standardised residuals of each level of a factor as boxes: medians, quartiles, and lines to the farthest values within one and a half times the distance of the quartiles. Up to 60 levels have
    /// their names; of more than 300, runs of levels are averaged, and the picture says so.
    /// </summary>
    /// <param name="fit">The fit.</param>
    /// <param name="factor">A factor of the model, such as a grouping factor.</param>
    /// <param name="options">Size and title; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    /// <exception cref="ModelException">The model has no such factor, or the fit cannot have standardised residuals.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture ResidualsByGroup(ModelFit fit, string factor, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return ResidualsByGroupPicture.Draw(fit, ModelVariables.Factor(fit, factor), Checked(options));
    }
}
