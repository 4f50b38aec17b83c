namespace Lmm.Cells;

/// <summary>Which of the numbers that are summed within cells each column of a design is a multiple of, with factors that are the same in all rows of a cell.</summary>
/// <param name="FixedEffects">The number of each column of X, by its place in the plan; <see cref="None"/> for a column that is the same in all rows of a cell.</param>
/// <param name="RandomTerms">The same of the columns of each random term.</param>
internal sealed record ColumnNumbers(int[] FixedEffects, int[][] RandomTerms)
{
    /// <summary>No number.</summary>
    public const int None = -1;
}
