using Lmm.Plots.Pictures;

namespace Lmm;

/// <content>All checks at once.</content>
public static partial class Plot
{
    /// <summary>
    /// The checks of a model in one picture, each with a sentence that says what to look for and what is there: residuals against fitted values, their spread, their distribution, the distribution of
    /// the conditional modes of each effect, and influence.
    /// </summary>
    /// <param name="fit">The fit.</param>
    /// <param name="draws">The number of responses for the band of residuals, as in <see cref="ResidualQuantiles"/>.</param>
    /// <param name="seed">Their seed.</param>
    /// <param name="options">Size and title; the height is that of a panel. Null for the defaults.</param>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    /// <exception cref="ModelException">The fit cannot have standardised residuals.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range, or there are fewer than 20 draws.</exception>
    public static Picture Checks(ModelFit fit, int draws = 100, long seed = 1, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 20);
        return ChecksPicture.Draw(fit, draws, seed, Checked(options));
    }
}
