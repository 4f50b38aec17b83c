namespace Lmm.Solver.Expansion;

/// <summary>X and y, as they stand beside Z.</summary>
internal static class DataColumns
{
    /// <summary>Writes [X y]ᵀ[X y], (rank + 1) × (rank + 1), row by row.</summary>
    public static void CopyGram(CrossProducts products, Span<double> target)
    {
        int rank = products.FixedEffects.Rank;
        int width = rank + 1;
        for (int row = 0; row < rank; row++)
        {
            products.FixedEffects.Gram.AsSpan(row * rank, rank).CopyTo(target[(row * width)..]);
            target[(rank * width) + row] = target[(row * width) + rank] = products.ResponseProducts[row];
        }

        target[^1] = products.ResponseProducts[^1];
    }
}
