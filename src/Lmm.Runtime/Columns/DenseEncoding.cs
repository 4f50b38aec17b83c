using Lmm.Kernels;

namespace Lmm.Columns;

/// <summary>Codes of whole numbers that lie close together, such as identifiers that a database has counted: they are looked up in a table of all numbers between the least and the greatest.</summary>
internal static class DenseEncoding
{
    /// <summary>The most places of the table for a value, so that it takes no more memory than the values.</summary>
    private const ulong MostPlacesForOne = 2;

    /// <summary>Encodes values, if they lie close enough together.</summary>
    /// <param name="values">The values.</param>
    /// <param name="missing">Where values are missing; null where none is.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The codes, with that of missing values, and the values that they stand for in numeric order; null where the values lie apart.</returns>
    public static (int[] Codes, long[] Keys)? Encode(long[] values, bool[]? missing, CancellationToken cancellationToken)
    {
        (long least, long greatest) = (long.MaxValue, long.MinValue);
        for (int row = 0; row < values.Length; row++)
        {
            if (missing is null || !missing[row])
            {
                least = Math.Min(least, values[row]);
                greatest = Math.Max(greatest, values[row]);
            }
        }

        ulong span = unchecked((ulong)(greatest - least));
        if (least > greatest || span >= MostPlacesForOne * (ulong)values.Length)
        {
            return null;
        }

        // One where a value occurs, and then its place among those that do.
        var codeOf = new int[span + 1];
        for (int row = 0; row < values.Length; row++)
        {
            Stop(row);
            if (missing is null || !missing[row])
            {
                codeOf[values[row] - least] = 1;
            }
        }

        List<long> keys = [];
        for (int place = 0; place < codeOf.Length; place++)
        {
            if (codeOf[place] != 0)
            {
                codeOf[place] = keys.Count;
                keys.Add(least + place);
            }
        }

        int[] codes = GC.AllocateUninitializedArray<int>(values.Length);
        for (int row = 0; row < values.Length; row++)
        {
            Stop(row);
            codes[row] = missing is null || !missing[row] ? codeOf[values[row] - least] : DeclaredFactorBuilder.Missing;
        }

        return (codes, [.. keys]);

        void Stop(int row)
        {
            if (row % Stoppable.Stride == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
