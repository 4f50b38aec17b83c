using Lmm.Plots.Pictures;

namespace Lmm;

/// <content>Pictures of means, curves and groups.</content>
public static partial class Plot
{
    /// <summary>
    /// Marginal means with their confidence intervals, and arrows by which they are compared: of two means whose arrows overlap the difference is not significant at the level of the arrows, by the
    /// adjustment of <c>table.Pairs()</c> (emmeans' comparison arrows).
    /// </summary>
    /// <param name="table">The means, of <c>fit.MarginalMeans</c>.</param>
    /// <param name="comparisons">Whether there are arrows.</param>
    /// <param name="options">Size, title and level; null for the defaults.</param>
    /// <exception cref="ArgumentException">No mean is estimable.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture Means(MarginalMeansTable table, bool comparisons = true, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return MeansPicture.Draw(table, comparisons, Checked(options));
    }

    /// <summary>Marginal means of two factors as lines: those of one along the axis, those of the other as lines, with confidence intervals. Parallel lines are no interaction.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="along">The factor along the axis.</param>
    /// <param name="lines">The factor whose levels are lines.</param>
    /// <param name="options">Size, title and level; null for the defaults.</param>
    /// <exception cref="ModelException">The fixed effects have no such factor, or the second has more than 12 levels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture Interaction(ModelFit fit, string along, string lines, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return InteractionPicture.Draw(fit, along, lines, Checked(options));
    }

    /// <summary>What the fixed effects say of a number: a curve with its confidence band, one for each level of a factor if there is one, over the data. Other variables are averaged over, as in <c>fit.MarginalMeans</c>.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="covariate">The number.</param>
    /// <param name="by">The factor; null for one curve.</param>
    /// <param name="options">Size, title and level; null for the defaults.</param>
    /// <exception cref="ModelException">The fixed effects have no such number or factor, or the factor has more than 12 levels.</exception>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture Curves(ModelFit fit, string covariate, string? by = null, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return CurvesPicture.Draw(fit, covariate, by, Checked(options));
    }

    /// <summary>A panel for each group: its data, what the model says of it, and what it says of the population. Of many groups a few, equally far apart in the order of their first modes, are drawn, and the picture says so.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="grouping">The grouping factor.</param>
    /// <param name="covariate">The number along the axes; null for the first of the formula.</param>
    /// <param name="most">The number of groups to draw at the most, from 1 to 100.</param>
    /// <param name="options">Size and title; the height is that of a panel. Null for the defaults.</param>
    /// <exception cref="ModelException">The fit has no such grouping factor or number.</exception>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range, or the number of groups.</exception>
    public static Picture Groups(LinearMixedModelFit fit, string grouping, string? covariate = null, int most = 24, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, 100);
        return GroupsPicture.Draw(fit, grouping, covariate, most, Checked(options));
    }
}
