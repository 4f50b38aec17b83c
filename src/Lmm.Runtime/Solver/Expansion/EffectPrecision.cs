namespace Lmm.Solver.Expansion;

/// <summary>
/// What second derivatives need of ZᵀH⁻¹Z, H = I + ZΣZᵀ the covariance matrix of the response over σ², at one Λ after the other. Rows are all effects of all levels,
/// by grouping factors.
/// </summary>
internal abstract class EffectPrecision
{
    /// <summary>q, the number of effects of all levels.</summary>
    public abstract int RowCount { get; }

    /// <summary>ZᵀH⁻¹[X y], q × (rank + 1), row by row.</summary>
    public abstract double[] DataProducts { get; }

    /// <summary>[X y]ᵀH⁻¹[X y], (rank + 1) × (rank + 1), row by row.</summary>
    public abstract double[] DataGram { get; }

    /// <summary>Goes to a Λ, by grouping factor; false where H⁻¹ cannot be had there.</summary>
    public abstract bool TryForm(double[][] lambda);

    /// <summary>Writes tr(ZᵀH⁻¹Z E) for every entry E.</summary>
    public abstract void FirstTraces(Span<double> traces);

    /// <summary>Writes tr(ZᵀH⁻¹Z E ZᵀH⁻¹Z F) for all entries E and F, row by row.</summary>
    public abstract void SecondTraces(Span<double> traces);

    /// <summary>Writes ZᵀH⁻¹Z·M for an M of q × <paramref name="columns"/>, row by row.</summary>
    public abstract void Multiply(double[] source, double[] target, int columns);

    /// <summary>The first row of a grouping factor.</summary>
    public abstract int FirstRow(int factor);
}
