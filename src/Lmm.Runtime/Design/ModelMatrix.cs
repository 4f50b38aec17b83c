namespace Lmm;

/// <summary>The columns that a set of terms makes, by column.</summary>
/// <param name="Columns">The columns, each with one value per row.</param>
/// <param name="ColumnNames">The names of the columns, as R's <c>model.matrix</c> gives them.</param>
/// <param name="TermIndices">For each column, the index of its term in <paramref name="TermLabels"/> (R's <c>assign</c>, counted from zero).</param>
/// <param name="TermLabels">The labels of the terms.</param>
public sealed record ModelMatrix(double[][] Columns, string[] ColumnNames, int[] TermIndices, string[] TermLabels)
{
    /// <summary>The number of columns.</summary>
    public int ColumnCount => Columns.Length;
}
