using Lmm.Design;

namespace Lmm;

/// <summary>The columns that a set of terms makes, by column.</summary>
/// <param name="Columns">The columns, each with one value per row.</param>
/// <param name="ColumnNames">The names of the columns, as R's <c>model.matrix</c> gives them.</param>
/// <param name="TermIndices">For each column, the index of its term in <paramref name="TermLabels"/> (R's <c>assign</c>, counted from zero).</param>
/// <param name="TermLabels">The labels of the terms.</param>
public sealed record ModelMatrix(double[][] Columns, string[] ColumnNames, int[] TermIndices, string[] TermLabels)
{
    private readonly double[][] _columns = Columns;

    /// <summary>The columns, each with one value per row.</summary>
    public double[][] Columns
    {
        get
        {
            Make(0, ColumnCount);
            return _columns;
        }

        init
        {
            _columns = value;
            Indicators = [];
        }
    }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => ColumnNames.Length;

    /// <summary>Columns that are kept by what each row has; null stands for them among the columns until they are asked for.</summary>
    internal IndicatorColumns[] Indicators { get; init; } = [];

    /// <summary>Some of the columns; no others are made.</summary>
    internal double[][] ColumnsOf(int first, int count)
    {
        Make(first, first + count);
        return _columns[first..(first + count)];
    }

    private void Make(int first, int end)
    {
        foreach (IndicatorColumns indicators in Indicators)
        {
            if (indicators.First < end && indicators.End > first && _columns[indicators.First] is null)
            {
                indicators.Make(_columns);
            }
        }
    }
}
