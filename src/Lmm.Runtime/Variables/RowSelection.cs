namespace Lmm.Variables;

/// <summary>Takes the values of some rows of a column.</summary>
internal static class RowSelection
{
    /// <summary>The values of those rows, in that order.</summary>
    public static T[] Of<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> rows)
    {
        T[] selected = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            selected[i] = values[rows[i]];
        }

        return selected;
    }
}
