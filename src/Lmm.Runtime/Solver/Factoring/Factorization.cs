namespace Lmm.Solver.Factoring;

/// <summary>
/// A Cholesky factorisation of the cross-products at Λ, in storage that is made once: what criterion, gradient and results take from it.
/// </summary>
internal abstract class Factorization
{
    /// <summary>log|L|² of the rows of Z, after <see cref="Factor"/>.</summary>
    public double LogDeterminant { get; protected set; }

    /// <summary>log|R_X|² of the rows of X, after <see cref="Factor"/>.</summary>
    public double FixedLogDeterminant { get; protected set; }

    /// <summary>r², the penalised weighted residual sum of squares, after <see cref="Factor"/>.</summary>
    public double ResidualSumOfSquares { get; protected set; }

    /// <summary>The operations of a factorisation with its gradient, in those of dense matrices.</summary>
    public abstract double Operations { get; }

    /// <summary>β in working coordinates, after <see cref="Differentiate"/>.</summary>
    public abstract ReadOnlySpan<double> FixedEffects { get; }

    /// <summary>The covariance matrix of the working β over σ², rank × rank, row by row, after <see cref="Differentiate"/>.</summary>
    public abstract double[] FixedEffectsCovariance { get; }

    /// <summary>Factors at Λ, one matrix per grouping factor; false when it is not positive definite.</summary>
    public abstract bool Factor(double[][] lambda);

    /// <summary>Solves for the modes and β, and adds to the sums of each grouping factor what gradient and information need.</summary>
    /// <param name="withFixedEffects">Whether the uncertainty of β counts, as it does for REML.</param>
    /// <param name="sums">The sums by grouping factor.</param>
    public abstract void Differentiate(bool withFixedEffects, FactorSums[] sums);

    /// <summary>After <see cref="Differentiate"/> with the same argument, keeps the modes with their covariances at fixed β; the sums are used up.</summary>
    public abstract void Keep(bool withFixedEffects, FactorSums[] sums);

    /// <summary>The modes of a grouping factor, levels × k, after <see cref="Keep"/>.</summary>
    public abstract ReadOnlySpan<double> Modes(int factor);

    /// <summary>The covariance matrices of the modes of a grouping factor over σ², levels × k × k (lower triangles), after <see cref="Keep"/>.</summary>
    public abstract ReadOnlySpan<double> Covariances(int factor);

    /// <summary>Takes over cross-products of the pattern that the storage was made for.</summary>
    public abstract void Load(CrossProducts products);

    /// <summary>Takes over the parts with the response alone, the others being those that were loaded last.</summary>
    public abstract void LoadResponse(CrossProducts products);
}
