namespace Lmm;

/// <summary>The columns that a set of terms makes.</summary>
public sealed record ModelMatrix
{
    internal ModelMatrix(double[][] columns, string[] columnNames, int[] termIndices, string[] termLabels)
    {
        Columns = columns;
        ColumnNames = columnNames;
        TermIndices = termIndices;
        TermLabels = termLabels;
    }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => Columns.Length;

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
    internal double[][] Columns { get; init; }

    /// <summary>The names of the columns.</summary>
    internal string[] ColumnNames { get; }

    /// <summary>For each column, the index of its term in <see cref="TermLabels"/>.</summary>
    internal int[] TermIndices { get; }

    /// <summary>The labels of the terms.</summary>
    internal string[] TermLabels { get; }
}
