using System.Runtime.CompilerServices;
using Lmm.Coordinates;
using Lmm.Hypotheses.Clusters;
using Lmm.Kernels;

namespace Lmm.Hypotheses;

/// <summary>What tests of fixed effects take of a fit.</summary>
/// <param name="shape">Names and counts.</param>
/// <param name="coefficients">β̂, one per column of X; NaN for one that is not estimable.</param>
/// <param name="covariance">The covariance matrix of β̂.</param>
/// <param name="estimation">The criterion that was minimised.</param>
internal abstract class FixedEffectsEstimate(ModelShape shape, IReadOnlyList<double> coefficients, UnitCovariance covariance, Estimation estimation)
{
    private readonly bool _isOfFullRank = !coefficients.Any(double.IsNaN);

    /// <summary>Names and counts.</summary>
    public ModelShape Shape => shape;

    /// <summary>β̂, one per column of X; NaN for one that is not estimable.</summary>
    public IReadOnlyList<double> Coefficients => coefficients;

    /// <summary>The covariance matrix of β̂ as if the variances were known.</summary>
    public UnitCovariance Covariance => covariance;

    /// <summary>The criterion that was minimised.</summary>
    public Estimation Estimation => estimation;

    /// <summary>σ̂², which sums of squares of terms are measured by, in units of the response.</summary>
    public abstract double ResidualVariance { get; }

    /// <summary>The columns of X in the solver's working ones.</summary>
    public abstract FixedEffectsCoordinates Coordinates { get; }

    /// <summary>Λ of each random term on the data's scale; null for a linear model.</summary>
    public virtual double[][,]? RandomFactors => null;

    /// <summary>The residual degrees of freedom of a linear model; null for a mixed model.</summary>
    public virtual double? ResidualDegreesOfFreedom => null;

    /// <summary>The rows that were fitted; null for a fit from cross-products.</summary>
    public abstract ModelDesign? Design { get; }

    /// <summary>Rows that have the sums of those that were fitted, which stayed in a database or have passed; null where there are none.</summary>
    public ModelDesign? Represented { get; init; }

    /// <summary>The clusters by a grouping factor of a fit of sums alone, by its name or the coarsest; null for a model without grouping factors.</summary>
    /// <exception cref="ModelException">There are none by it, or the fit has not what they need.</exception>
    public virtual LevelClusters? ClustersOfSums(string? grouping) => null;

    /// <summary>The threads that many tests may be spread over.</summary>
    public virtual Workers Workers => new(1, CancellationToken.None);

    /// <summary>How well the coefficients are known by a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">The method cannot be had of this fit.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public abstract CoefficientUncertainty Uncertainty(DegreesOfFreedomMethod method, CancellationToken cancellationToken);

    /// <summary>Whether a function of the coefficients, one number per column of X, is estimable.</summary>
    public bool IsEstimable(double[] function) => _isOfFullRank || IsEstimableInUnits(InUnits([function], out _)[0]);

    /// <summary>Whether a function of the coefficients, each in the unit of its covariance, is estimable; all are where no coefficient is NaN.</summary>
    public abstract bool IsEstimableInUnits(double[] function);

    /// <summary>
    /// The coefficients of functions in the units of the covariance matrix, all divided by 2^<paramref name="exponent"/>, so that neither they nor their
    /// variances leave the range of double numbers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double[][] InUnits(IReadOnlyList<double[]> functions, out int exponent)
    {
        int largest = int.MinValue;
        foreach (double[] function in functions)
        {
            for (int column = 0; column < function.Length; column++)
            {
                largest = function[column] == 0 ? largest : Math.Max(largest, Math.ILogB(function[column]) + covariance.Unit(column));
            }
        }

        int common = largest == int.MinValue ? 0 : largest;
        exponent = common;
        if (common == 0 && covariance.IsOnDataScale)
        {
            return [.. functions];
        }

        var inUnits = new double[functions.Count][];
        for (int row = 0; row < inUnits.Length; row++)
        {
            inUnits[row] = [.. functions[row]];
            for (int column = 0; column < inUnits[row].Length; column++)
            {
                inUnits[row][column] = inUnits[row][column] == 0 ? 0 : Math.ScaleB(inUnits[row][column], covariance.Unit(column) - common);
            }
        }

        return inUnits;
    }

    /// <summary>The estimate of a function whose coefficients are in units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Value(double[] function)
    {
        double sum = 0;
        for (int column = 0; column < function.Length; column++)
        {
            sum += function[column] == 0 || double.IsNaN(coefficients[column]) ? 0 : function[column] * Math.ScaleB(coefficients[column], -covariance.Unit(column));
        }

        return sum;
    }
}
