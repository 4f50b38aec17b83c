namespace Lmm.Results;

/// <summary>Puts the values of complete rows at the places that these have in the input.</summary>
internal static class PlacedValues
{
    /// <summary>One value per input row; NaN for rows that were dropped. The array is the one given where none was.</summary>
    public static double[] OfInput(CompleteCases frame, double[] kept)
    {
        if (frame.InputRows is not { } rows)
        {
            return kept;
        }

        double[] values = new double[frame.RowCount + frame.DroppedRowCount];
        Array.Fill(values, double.NaN);
        for (int i = 0; i < rows.Length; i++)
        {
            values[rows[i]] = kept[i];
        }

        return values;
    }
}
