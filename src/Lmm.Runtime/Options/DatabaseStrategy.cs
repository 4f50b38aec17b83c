namespace Lmm;

/// <summary>How the rows of a database become what a fit needs of them.</summary>
public enum DatabaseStrategy
{
    /// <summary>Rows are grouped by the factors, and within these cells numbers and their products are summed: as many cells as combinations of levels.</summary>
    Sums,

    /// <summary>Rows are grouped by all variables but the response, so that its number, sum and sum of squares are enough: for numbers of few values, such as doses or ages in years.</summary>
    Compression,

    /// <summary>
    /// One of the others, chosen by the combinations that the first rows have: compression where it makes at most twice the cells of sums, and at most one for every four rows; pairs where
    /// there are a million rows, and sums would make more than one cell for every four of the first.
    /// </summary>
    Auto,

    /// <summary>
    /// Rows are grouped as for sums, but by one grouping factor at a time, and by each two of them for how their levels meet: fewer cells and smaller ones where grouping factors cross. Fits
    /// have no covariances robust to clusters. Where one factor's cells tell of all others, it is the same as sums.
    /// </summary>
    Pairs,
}
