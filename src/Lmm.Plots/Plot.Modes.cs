using Lmm.Plots.Pictures;

namespace Lmm;

/// <content>Pictures of conditional modes.</content>
public static partial class Plot
{
    /// <summary>
    /// The conditional modes of a grouping factor with their intervals, one panel per effect: a caterpillar plot. Up to 60 levels have their names, up to 300 are drawn one by one in the order of their
    /// modes; of more, runs of levels are averaged, and the picture says so.
    /// </summary>
    /// <param name="fit">The fit.</param>
    /// <param name="grouping">The grouping factor.</param>
    /// <param name="options">Size, title and level; null for the defaults.</param>
    /// <exception cref="ModelException">The fit has no grouping factor of that name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture Caterpillar(LinearMixedModelFit fit, string grouping, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return CaterpillarPicture.Draw(fit, grouping, Checked(options));
    }

    /// <summary>The conditional modes of a grouping factor against normal quantiles, one panel per effect.</summary>
    /// <inheritdoc cref="Caterpillar" path="/param"/>
    /// <inheritdoc cref="Caterpillar" path="/exception"/>
    public static Picture ModeQuantiles(LinearMixedModelFit fit, string grouping, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return ModeQuantilesPicture.Draw(fit, grouping, Checked(options));
    }

    /// <summary>
    /// What each group says for itself, by least squares within it, and what the model makes of that: arrows from the one to the conditional modes. What the other random effects and the
    /// fixed effects explain is taken out first.
    /// </summary>
    /// <inheritdoc cref="Caterpillar" path="/param"/>
    /// <exception cref="ModelException">The fit has no grouping factor of that name, or no group can be estimated by itself.</exception>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture Shrinkage(LinearMixedModelFit fit, string grouping, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return ShrinkagePicture.Draw(fit, grouping, Checked(options));
    }
}
