namespace Lmm.Results;

/// <summary>Puts the values of complete rows at the places that these have in the input.</summary>
internal static class PlacedValues
{
    /// <summary>One value per input row; NaN for rows that were dropped. The array is the one given where none was.</summary>
    public static double[] OfInput(CompleteCases frame, double[] kept)
        => frame.InputRows is { } rows ? At(rows, frame.RowCount + frame.DroppedRowCount, kept) : kept;

    /// <summary>The values at some of so many places, NaN at the others.</summary>
    public static double[] At(int[] places, int count, double[] values)
    {
        double[] placed = new double[count];
        Array.Fill(placed, double.NaN);
        for (int i = 0; i < places.Length; i++)
        {
            placed[places[i]] = values[i];
        }

        return placed;
    }
}
