using System.Globalization;
using Lmm.Design;
using Lmm.Shapes;
using Lmm.Variables;

namespace Lmm;

/// <summary>The columns that a set of terms makes.</summary>
public sealed record ModelMatrix
{
    private readonly double[][] _columns;

    internal ModelMatrix(double[][] columns, string[] columnNames, int[] termIndices, string[] termLabels)
    {
        _columns = columns;
        ColumnNames = columnNames;
        TermIndices = termIndices;
        TermLabels = termLabels;
    }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => ColumnNames.Length;

    /// <summary>The names of the columns, as R's <c>model.matrix</c> gives them.</summary>
    public IReadOnlyList<string> Names => Array.AsReadOnly(ColumnNames);

    /// <summary>The labels of the terms.</summary>
    public IReadOnlyList<string> Terms => Array.AsReadOnly(TermLabels);

    /// <summary>The element at a row and a column, both counted from zero.</summary>
    public double this[int row, int column] => Columns[column][row];

    /// <summary>A column, one value per row.</summary>
    /// <param name="index">Its position, counted from zero.</param>
    public IReadOnlyList<double> Column(int index) => Array.AsReadOnly(Columns[index]);

    /// <summary>The position in <see cref="Terms"/> of a column's term (R's <c>assign</c>, counted from zero).</summary>
    /// <param name="column">The column's position, counted from zero.</param>
    public int TermOf(int column) => TermIndices[column];

    /// <summary>The columns, each with one value per row.</summary>
    internal double[][] Columns
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

    /// <summary>The names of the columns.</summary>
    internal string[] ColumnNames { get; init; }

    /// <summary>For each column, the index of its term in <see cref="TermLabels"/>.</summary>
    internal int[] TermIndices { get; init; }

    /// <summary>The labels of the terms.</summary>
    internal string[] TermLabels { get; init; }

    /// <summary>What the columns are products of, term by term; null for a matrix that was made of columns.</summary>
    internal FixedTermShape[]? TermShapes { get; init; }

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

    /// <summary>The names of the columns.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{ColumnCount} columns: {LevelLabel.List(ColumnNames)}");
}
