using Lmm.Crossing;

namespace Lmm.Solver.Criteria;

/// <summary>
/// Whether an objective has so many parameters that no eigenvectors are formed (d³ operations, often) and no whole Hessian from differences (d gradients):
/// then steps come from Cholesky factors, and Newton's equations are solved by conjugate gradients.
/// </summary>
internal static class ManyParameters
{
    /// <summary>So many are few.</summary>
    private const int MostFew = 100;

    /// <summary>So many are few where evaluations take next to no time, because columns stand by themselves.</summary>
    private const int MostFewApart = 12;

    /// <summary>Whether so many parameters of a criterion with such terms, or of a chart of it, are many.</summary>
    public static bool Are(RandomTermLayout[] terms, int count)
        => count > (Array.Exists(terms, static term => term.Family >= 0) ? MostFewApart : MostFew);
}
