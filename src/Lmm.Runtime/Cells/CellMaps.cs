using System.Globalization;
using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Cells;

/// <summary>
/// The working columns [Z X y] as functions of the numbers of a row, by template: the working row of numbers u, in the units of the cells, is the first row of the template's map plus u times the others.
/// </summary>
/// <param name="design">The design of cells.</param>
/// <param name="columnNumbers">The number of each of its columns.</param>
/// <param name="units">The units of the numbers, the response last.</param>
/// <param name="centre">What stays subtracted from the response.</param>
/// <param name="templates">The templates.</param>
/// <param name="plan">The coordinates.</param>
internal sealed class CellMaps(ModelDesign design, ColumnNumbers columnNumbers, IReadOnlyList<NumberUnit> units, double centre, CellTemplates templates, CrossingPlan plan)
{
    /// <summary>The template of each cell.</summary>
    public int[] Templates => templates.Codes;

    /// <summary>The maps for a grouping factor.</summary>
    public CellMap Of(int factor)
    {
        FixedEffectsCoordinates coordinates = plan.Coordinates;
        RandomTermLayout[] layouts = [.. plan.Terms.Where(layout => layout.Factor == factor).OrderBy(static layout => layout.Offset)];
        int effects = layouts.Sum(static layout => layout.EffectCount);
        CellMap map = new(templates.First.Count, units.Count, effects, effects + coordinates.Rank + 1);
        Block x = new(design.FixedEffects.Columns, columnNumbers.FixedEffects, coordinates.Basis);
        Block[] z = Array.ConvertAll(layouts, layout => new Block(
            design.RandomTerms[layout.Term].Matrix.ColumnsOf(layout.FirstColumn, layout.EffectCount), columnNumbers.RandomTerms[layout.Term][layout.FirstColumn..(layout.FirstColumn + layout.EffectCount)], layout.Basis));
        for (int template = 0; template < templates.First.Count; template++)
        {
            int cell = templates.First[template];
            Span<double> rows = map.Of(template);
            for (int term = 0; term < z.Length; term++)
            {
                z[term].Write(cell, units, rows[layouts[term].Offset..], map.Stride);
            }

            x.Write(cell, units, rows[effects..], map.Stride);
            WriteResponse(coordinates.Response, rows[effects..], map.Stride, coordinates.Rank);
        }

        return map;
    }

    /// <summary>XᵀWX of the working columns over all cells, rank × rank, row by row: with the digits that numbers have about their centres.</summary>
    /// <param name="map">The maps for some grouping factor.</param>
    public double[] Gram(CellMap map)
    {
        int rank = plan.Coordinates.Rank;
        CellFactor factor = new(units.Count);
        var rows = new double[(units.Count + 1) * map.Stride];
        var gram = new double[rank * rank];
        for (int template = 0; template < templates.First.Count; template++)
        {
            int count = 1 + factor.Factorise(templates.Sums.ScattersOf(template), templates.Sums.RowsOf(template));
            map.Write(template, templates.Sums.MeansOf(template), factor, count - 1, rows);
            for (int row = 0; row < count; row++)
            {
                ReadOnlySpan<double> x = rows.AsSpan((row * map.Stride) + map.EffectCount, rank);
                double weight = row == 0 ? templates.Sums.WeightOf(template) : 1;
                for (int entry = 0; entry < gram.Length; entry++)
                {
                    gram[entry] += weight * x[entry / rank] * x[entry % rank];
                }
            }
        }

        return gram;
    }

    private void WriteResponse(ResponseCoordinates response, Span<double> rows, int stride, int rank)
    {
        for (int number = 0; number <= units.Count; number++)
        {
            Span<double> row = rows.Slice(number * stride, rank + 1);
            double value = number == 0 ? (units[^1].Centre - centre - response.Shift) * response.Scale
                : number == units.Count ? response.Scale / units[^1].Scale
                : 0;
            for (int column = 0; column < rank; column++)
            {
                value -= response.Projection[column] * row[column];
            }

            row[rank] = value;
        }
    }

    /// <summary>How many templates there are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"maps of {templates}");

    // Columns of the design of cells, and the working columns that become of them.
    private sealed class Block(double[][] columns, int[] numbers, ColumnBasis basis)
    {
        private readonly RowMixing? _mixing = basis.Mixing is { } mixing ? new RowMixing(mixing, basis.Count) : null;

        public void Write(int cell, IReadOnlyList<NumberUnit> units, Span<double> rows, int stride)
        {
            for (int column = 0; column < basis.Count; column++)
            {
                double factor = columns[basis.Kept[column]][cell];
                int number = numbers[basis.Kept[column]];
                double value = number == ColumnNumbers.None ? factor : factor * units[number].Centre;
                rows[column] = (value - basis.Shift[column]) * basis.Scale[column];
                if (number != ColumnNumbers.None)
                {
                    rows[((1 + number) * stride) + column] = factor / units[number].Scale * basis.Scale[column];
                }
            }

            _mixing?.Apply(1 + units.Count, rows, stride);
        }
    }
}
