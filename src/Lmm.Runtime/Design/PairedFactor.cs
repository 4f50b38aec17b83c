namespace Lmm.Design;

/// <summary>One of two grouping factors, with the columns of its terms.</summary>
/// <param name="Terms">Which of the model's random terms are on it, ascending.</param>
/// <param name="Columns">For each of these terms the numbers that its columns are, −1 for the column of ones.</param>
/// <param name="Levels">The levels.</param>
internal sealed record PairedFactor(int[] Terms, int[][] Columns, IReadOnlyList<string> Levels);
