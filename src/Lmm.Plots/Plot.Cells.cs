using Lmm.Plots.Pictures;

namespace Lmm;

/// <content>Means of rows in cells.</content>
public static partial class Plot
{
    /// <summary>
    /// Means of numbers of rows in the cells of one factor or two, with confidence intervals, over the densities of the numbers; a panel for each kind of numbers, such as responses and residuals. The axis of each
    /// shows the same middle share of its numbers, so that what stands out in one and not in the other is told by the same rule. Intervals are Student's, of each cell by itself as if rows were independent.
    /// </summary>
    /// <param name="numbers">What is shown, a panel for each.</param>
    /// <param name="along">The factor along the axis.</param>
    /// <param name="lines">The factor whose levels are lines; null for none.</param>
    /// <param name="share">The share of the numbers that the axes show, about the median; means outside are shown too.</param>
    /// <param name="options">Size, title and level; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is nothing to show, rows differ in their number, a number is not finite, or there are more levels than can be told apart.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range, or the share is not above 0 and at most 1.</exception>
    public static Picture CellMeans(IReadOnlyList<RowNumbers> numbers, RowFactor along, RowFactor? lines = null, double share = 1, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ArgumentNullException.ThrowIfNull(along);
        if (!(share is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share of the numbers that is shown must be above 0 and at most 1.");
        }

        RowCells cells = RowCells.Of(along, lines);
        foreach (RowNumbers panel in numbers)
        {
            cells.Check(panel);
        }

        return numbers.Count > 0
            ? CellMeansPicture.Draw(numbers, cells, share, Checked(options))
            : throw new ArgumentException("There are no numbers to show.", nameof(numbers));
    }
}
