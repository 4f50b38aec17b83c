using Lmm.Design;

namespace Lmm.Crossing;

/// <summary>
/// Consecutive columns of a random term that the solver takes for a term of its own. A term is one part, unless its effects are uncorrelated and no
/// row has two of some columns: such columns, the indicators of a factor say, never meet at a level, and each is a part with a grouping factor of its own,
/// whose levels are the term's and whose blocks are single numbers.
/// </summary>
/// <param name="Term">The index of the term in the formula's order.</param>
/// <param name="First">Its first column.</param>
/// <param name="Count">The number of columns.</param>
internal sealed record RandomTermPart(int Term, int First, int Count)
{
    /// <summary>Fewer columns than this stay together: a small block is as fast, and tells of more.</summary>
    private const int FewestApart = 5;

    /// <summary>For a column by itself, the rows in which it is not zero, ascending; null for all rows.</summary>
    public int[]? Rows { get; init; }

    /// <summary>For an indicator by itself, a column that is the same in <see cref="Rows"/>; else null.</summary>
    public double[]? Ones { get; init; }

    /// <summary>For a column by itself, the number of those that it shares no row with, as they do among themselves; else −1.</summary>
    public int Family { get; init; } = -1;

    /// <summary>The parts of all random terms of a design, in the order of terms and columns.</summary>
    public static RandomTermPart[] Of(ModelDesign design)
    {
        List<RandomTermPart> parts = [];
        int families = 0;
        for (int term = 0; term < design.RandomTerms.Length; term++)
        {
            RandomEffectsDesign effects = design.RandomTerms[term];
            int whole = 0;
            int end;
            for (int first = 0; first < effects.Matrix.ColumnCount; first = end)
            {
                end = effects.Covariance.IsUncorrelated ? EndOfTerm(effects.Matrix, first) : effects.Matrix.ColumnCount;
                if (!effects.Covariance.IsUncorrelated || end - first < FewestApart)
                {
                    continue;
                }

                IndicatorColumns? indicators = Array.Find(effects.Matrix.Indicators, known => known.First == first && known.End == end);
                int[][]? rows = indicators is null ? RowsOfEach(effects.Matrix.ColumnsOf(first, end - first)) : indicators.Rows();
                if (rows is null)
                {
                    continue;
                }

                double[]? ones = indicators is null ? null : [.. Enumerable.Repeat(1.0, design.Rows.RowCount)];
                AddWhole(parts, term, whole, first);
                for (int column = first; column < end; column++)
                {
                    parts.Add(new RandomTermPart(term, column, 1) { Rows = rows[column - first], Ones = ones, Family = families });
                }

                families++;
                whole = end;
            }

            AddWhole(parts, term, whole, effects.Matrix.ColumnCount);
        }

        return [.. parts];
    }

    /// <summary>The part's columns of a design.</summary>
    public double[][] Columns(ModelDesign design) => Ones is null ? design.RandomTerms[Term].Matrix.ColumnsOf(First, Count) : [Ones];

    private static void AddWhole(List<RandomTermPart> parts, int term, int first, int end)
    {
        if (end > first)
        {
            parts.Add(new RandomTermPart(term, first, end - first));
        }
    }

    // The column after the last of a column's term left of the bar.
    private static int EndOfTerm(ModelMatrix matrix, int first)
    {
        int end = first;
        while (end < matrix.ColumnCount && matrix.TermIndices[end] == matrix.TermIndices[first])
        {
            end++;
        }

        return end;
    }

    // The rows in which each column is not zero; null when two columns share one.
    private static int[][]? RowsOfEach(ReadOnlySpan<double[]> columns)
    {
        var rows = new int[columns.Length][];
        var isTaken = new bool[columns[0].Length];
        List<int> own = [];
        for (int column = 0; column < columns.Length; column++)
        {
            own.Clear();
            ReadOnlySpan<double> values = columns[column];
            int row = 0;
            for (int next = values.IndexOfAnyExcept(0.0); next >= 0; next = values[row..].IndexOfAnyExcept(0.0))
            {
                row += next;
                if (isTaken[row])
                {
                    return null;
                }

                isTaken[row] = true;
                own.Add(row++);
            }

            rows[column] = [.. own];
        }

        return rows;
    }
}
