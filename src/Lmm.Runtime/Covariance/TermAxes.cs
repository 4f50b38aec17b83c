using Lmm.Kernels;

namespace Lmm.Covariance;

/// <summary>
/// Where one random term's Σ = ΛΛᵀ stands: its principal axes and the standard deviations along them (over σ), the largest first. Beside a
/// singular Σ they are the coordinates in which the criterion has no curved valleys.
/// </summary>
internal sealed class TermAxes(ICovarianceParameterization structure)
{
    /// <summary>A standard deviation below this, over σ, may have to become zero.</summary>
    private const double SmallSize = 0.05;

    /// <summary>A standard deviation below this share of the term's largest one makes a curved valley in θ.</summary>
    private const double SmallShare = 0.02;

    private readonly double[] _lambda = new double[structure.EffectCount * structure.EffectCount];

    /// <summary>The term's covariance structure.</summary>
    public ICovarianceParameterization Structure => structure;

    /// <summary>k, the number of effects.</summary>
    public int EffectCount => structure.EffectCount;

    /// <summary>The axes, the columns of an orthonormal k × k matrix, row by row.</summary>
    public double[] Axes { get; } = new double[structure.EffectCount * structure.EffectCount];

    /// <summary>The parameters of Σ; followed for a structure without faces only.</summary>
    public double[] Theta { get; } = new double[structure.ParameterCount];

    /// <summary>The standard deviations along the axes; the last ones may be zero. All are one for a structure without faces.</summary>
    public double[] Sizes { get; } = new double[structure.EffectCount];

    /// <summary>Whether Σ is singular or nearly so.</summary>
    public bool IsNearlySingular => Sizes[^1] < Math.Max(SmallSize, SmallShare * Sizes[0]);

    /// <summary>The number of sizes that are not zero.</summary>
    public int Rank
    {
        get
        {
            int rank = EffectCount;
            while (rank > 0 && Sizes[rank - 1] == 0)
            {
                rank--;
            }

            return rank;
        }
    }

    /// <summary>Goes to the Σ of the term's parameters.</summary>
    public void MoveTo(ReadOnlySpan<double> theta)
    {
        if (!structure.HasFaces)
        {
            theta.CopyTo(Theta);
            Array.Fill(Sizes, 1);
            return;
        }

        structure.Factor(theta, _lambda);
        structure.Axes(_lambda, Axes, Sizes);
    }

    /// <summary>Takes the axes of all terms to the Σ of θ.</summary>
    public static void MoveTo(TermAxes[] axes, ParameterLayout layout, ReadOnlySpan<double> theta)
    {
        for (int term = 0; term < axes.Length; term++)
        {
            axes[term].MoveTo(layout[term].Of(theta));
        }
    }

    /// <summary>Sets all sizes after the first <paramref name="rank"/> to zero.</summary>
    public void Truncate(int rank) => Array.Clear(Sizes, rank, EffectCount - rank);

    /// <summary>
    /// Gives one of the directions without variance a standard deviation: that of the unit vector <paramref name="coefficients"/> over the axes
    /// after the first <see cref="Rank"/>.
    /// </summary>
    public void Raise(ReadOnlySpan<double> coefficients, double size)
    {
        int rank = Rank;
        int k = EffectCount;
        for (int row = 0; row < k; row++)
        {
            double sum = 0;
            for (int index = 0; index < coefficients.Length; index++)
            {
                sum += coefficients[index] * Axes[(row * k) + rank + index];
            }

            _lambda[row] = sum;
        }

        for (int row = 0; row < k; row++)
        {
            Axes[(row * k) + rank] = _lambda[row];
        }

        Sizes[rank] = size;
        ColumnRotation.Complete(Axes, k, rank + 1);
    }
}
