using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Pictures;

/// <summary>Levels of a factor as series of a picture.</summary>
internal static class SeriesOfFactor
{
    /// <summary>The number of series that can be told apart.</summary>
    public const int Most = 12;

    /// <summary>Refuses a factor of too many levels.</summary>
    /// <exception cref="ModelException">There are too many.</exception>
    public static void Check(ModelFit fit, string factor, int levels)
    {
        if (levels > Most)
        {
            throw new ModelException(fit.ModelName, LmmErrorCode.NotAvailable, $"{factor} has {levels} levels, and no more than {Most} lines can be told apart; put it along the axis, or show marginal means within its levels.");
        }
    }

    /// <summary>The line of a series.</summary>
    public static Stroke Line(int index) => new(Palette.Series(index), 2, Palette.Dash(index));

    /// <summary>The legend of the levels.</summary>
    /// <param name="levels">The levels.</param>
    /// <param name="hasShapes">Whether series have points of their shapes.</param>
    public static LegendEntry[] Legend(IReadOnlyList<string> levels, bool hasShapes)
        => [.. levels.Select((level, index) => new LegendEntry(LabelText.Name(level), Palette.Series(index)) { Line = Line(index), Shape = hasShapes ? Palette.Shape(index) : null })];
}
