using Lmm.Results;

namespace Lmm.Cli.Fitting;

/// <summary>The rows of a file that a condition keeps.</summary>
/// <param name="Kept">The rows, counted from zero.</param>
/// <param name="RowCount">How many rows the file has.</param>
internal sealed record RowChoice(int[] Kept, int RowCount)
{
    /// <summary>The number of rows that are left out.</summary>
    public int Filtered => RowCount - Kept.Length;

    /// <summary>Values of the rows that are kept as values of all rows, NaN for the others.</summary>
    public double[] OfInput(double[] values) => PlacedValues.At(Kept, RowCount, values);
}
