using Lmm.Distributions;
using Lmm.Plots.Charts;
using Lmm.Plots.Scales;
using Lmm.Plots.Scenes;
using Lmm.Plots.Smoothing;
using Lmm.Plots.Texts;
using Lmm.Printing;

namespace Lmm.Plots.Pictures;

/// <summary>Means of rows in cells, over densities.</summary>
internal static class CellMeansPicture
{
    private const double Slot = 0.84;
    private const int DensityPoints = 80;

    // Of a normal distribution, the density is within a tenth of its highest in the middle third.
    private const double NearlyLevel = 0.35;

    // So many numbers at equal distances in order have the density of all.
    private const int MostOfDensity = 4000;

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(IReadOnlyList<RowNumbers> numbers, RowCells cells, double share, PlotOptions options)
    {
        Cell[][][] panels = [.. numbers.Select(panel => cells.Split(panel.Values).Select((line, index) => line.Select((values, place) => Cell.Of(values, index, place, cells.Series.Length, options.Level)).ToArray()).ToArray())];
        string level = Percent.Of(options.Level);
        string by = cells.Lines is { } lines ? $"{cells.Along} and {lines}" : cells.Along;
        return new Page
        {
            Title = $"Means of {string.Join(" and of ", numbers.Select(static panel => panel.Name))} by {by}",
            Description = string.Join(" ", numbers.Zip(panels, (panel, own) => Told(panel.Name, cells, own, level))),
            Charts = [.. numbers.Zip(panels, (panel, own) => Chart(panel, cells, own, share))],
            ChartHeight = 280,
            Columns = options.Width >= 560 ? 2 : 1,
            LegendTitle = cells.Lines ?? "",
            Legend = cells.Lines is null ? [] : SeriesOfFactor.Legend(cells.Series, hasShapes: true),
            Notes =
            [
                $"Points are means of {NumberLabel.Count(numbers[0].Values.Count)} rows, upright lines their {level} intervals, areas the densities.",
                share < 1 ? $"Each axis shows the middle {Percent.Of(share)} of the numbers of its panel{(share < NearlyLevel ? ", within which densities are nearly level" : "")}." : "",
            ],
        }.Draw(options);
    }

    private static Chart Chart(RowNumbers panel, RowCells cells, Cell[][] own, double share)
    {
        double[] sorted = [.. panel.Values.Order()];
        Cell[] filled = [.. own.SelectMany(static line => line).Where(static cell => cell.Values.Length > 0)];
        var domain = Domain.Around(
        [
            Sample.Quantile(sorted, 0.5 - (share / 2)),
            Sample.Quantile(sorted, 0.5 + (share / 2)),
            .. filled.SelectMany(static cell => (double[])[cell.Mean, cell.Lower, cell.Upper]),
        ]);
        (Cell Cell, double[] At, double[] Density)[] densities = [.. filled.Where(static cell => cell.Values.Length > 1 && cell.Values[^1] > cell.Values[0]).Select(cell => Density(cell, domain))];
        double most = densities.Length == 0 ? 1 : densities.Max(static each => each.Density.Max());
        return new Chart(
            Axis.Across(cells.Along, cells.Places),
            Axis.Of("", domain),
            [
                .. densities.Select(each => new OutlineLayer(
                    [.. each.At.Select((_, point) => each.Cell.Place + (Half(each, point))), .. each.At.Select((_, point) => each.Cell.Place - Half(each, each.At.Length - 1 - point))],
                    [.. each.At, .. each.At.Reverse()],
                    new Paint(Palette.Series(each.Cell.Line), 0.11))),
                .. own.SelectMany((line, index) => Line([.. line.Where(static cell => cell.Values.Length > 0)], index)),
            ])
        {
            Title = panel.Name,
        };

        double Half((Cell Cell, double[] At, double[] Density) each, int point) => each.Cell.HalfWidth * each.Density[point] / most;
    }

    private static IEnumerable<Layer> Line(Cell[] cells, int index)
    {
        double[] at = Array.ConvertAll(cells, static cell => cell.Place);
        double[] means = Array.ConvertAll(cells, static cell => cell.Mean);
        yield return new LineLayer(at, means, SeriesOfFactor.Line(index));
        yield return new SegmentLayer([.. cells.Select(static cell => (cell.Place, cell.Lower, cell.Place, cell.Upper))], new Stroke(Palette.Series(index), 1.6));
        yield return new PointLayer(at, means, Palette.Series(index), 4, Palette.Shape(index));
    }

    // Within the axis.
    private static (Cell Cell, double[] At, double[] Density) Density(Cell cell, Domain domain)
    {
        int count = Math.Min(MostOfDensity, cell.Values.Length);
        double[] thinned = [.. Enumerable.Range(0, count).Select(index => cell.Values[(int)((index + 0.5) * cell.Values.Length / count)])];
        (double[] x, double[] density) = KernelDensity.Of(thinned);
        double[] at = [.. Enumerable.Range(0, DensityPoints).Select(index => domain.Low + ((domain.High - domain.Low) * index / (DensityPoints - 1)))];
        return (cell, at, Array.ConvertAll(at, value => Between(x, density, value)));
    }

    private static double Between(double[] x, double[] y, double at)
    {
        if (!(at > x[0] && at < x[^1]))
        {
            return 0;
        }

        double place = (at - x[0]) / (x[^1] - x[0]) * (x.Length - 1);
        int below = Math.Min((int)place, x.Length - 2);
        return y[below] + ((place - below) * (y[below + 1] - y[below]));
    }

    private static string Told(string name, RowCells cells, Cell[][] own, string level)
        => $"Means of {name} with {level} intervals: {Lists.Of([.. own.SelectMany(static line => line).Where(static cell => cell.Values.Length > 0).Select(cell => $"{Where(cells, cell)} {NumberLabel.Short(cell.Mean)} ({NumberLabel.Short(cell.Lower)} to {NumberLabel.Short(cell.Upper)})")])}.";

    private static string Where(RowCells cells, Cell cell)
    {
        string place = cells.Places[cell.Index];
        return cells.Lines is null ? place : $"{place}, {cells.Series[cell.Line]}:";
    }

    // The numbers of a cell in order, its line and its index along the axis, where they stand along the axis and how much room they have, their mean and its interval.
    private sealed record Cell(double[] Values, int Line, int Index, double Place, double HalfWidth, double Mean, double Lower, double Upper)
    {
        public static Cell Of(double[] values, int line, int place, int lines, double level)
        {
            double width = Slot / lines;
            double at = place - (Slot / 2) + ((line + 0.5) * width);
            if (values.Length == 0)
            {
                return new Cell(values, line, place, at, width / 2, double.NaN, double.NaN, double.NaN);
            }

            double mean = values.Average();
            double half = values.Length == 1 ? double.NaN
                : Quantile.Student(1 - level, values.Length - 1) * Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1.0) / values.Length);
            return new Cell(values, line, place, at, width / 2, mean, mean - half, mean + half);
        }
    }
}
