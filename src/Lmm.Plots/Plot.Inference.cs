using Lmm.Plots.Pictures;

namespace Lmm;

/// <content>Pictures of profiles, the bootstrap and influence.</content>
public static partial class Plot
{
    /// <summary>
    /// Profiles of the likelihood, a panel for each parameter: ζ, the signed square root of the deviance's rise, against the parameter, at the limits of <c>fit.Intervals.Profile</c> for nine levels. A straight
    /// line is a parameter whose likelihood is that of a normal distribution.
    /// </summary>
    /// <param name="fit">The fit.</param>
    /// <param name="parameters">The names of parameters; null for all but θ.</param>
    /// <param name="options">Size and title; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">There is no such parameter, or one cannot be profiled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static Picture Profile(ModelFit fit, IReadOnlyList<string>? parameters = null, PlotOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return ProfilePicture.Draw(fit, parameters, Checked(options), cancellationToken);
    }

    /// <summary>Densities of bootstrap draws, a panel for each parameter, with the estimate and the percentile interval.</summary>
    /// <param name="sample">The draws, of <c>fit.Intervals.Resample</c>.</param>
    /// <param name="parameters">The names of parameters and functions; null for all but θ.</param>
    /// <param name="options">Size, title and level; null for the defaults.</param>
    /// <exception cref="ModelException">There is no such parameter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture Bootstrap(BootstrapSample sample, IReadOnlyList<string>? parameters = null, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return BootstrapPicture.Draw(sample, parameters, Checked(options));
    }

    /// <summary>Cook's distances row by row, and studentised residuals against leverages; the most influential rows have their numbers.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="options">Size and title; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    /// <exception cref="ModelException">The fit cannot have leverages.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture Influence(ModelFit fit, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return InfluencePictures.OfRows(fit, Checked(options));
    }

    /// <summary>Estimates without each level of a factor: Cook's distances, and DFBETAS of each coefficient, the most influential level at the top. Of more than 40 levels the most influential are drawn, and the picture says so.</summary>
    /// <param name="table">The deletions, of <c>fit.Influence.By</c>.</param>
    /// <param name="options">Size and title; null for the defaults.</param>
    /// <exception cref="ArgumentException">The table has no levels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Picture Influence(LevelInfluenceTable table, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return InfluencePictures.OfLevels(table, Checked(options));
    }
}
