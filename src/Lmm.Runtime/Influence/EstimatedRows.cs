using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.LeastSquares;
using Lmm.Solver;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;

using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Influence;

/// <summary>
/// What deletions of rows take of a fit at its θ: the rows that count, in the solver's units and working coordinates, with V, the covariance matrix of the
/// working β over σ², and M, that of the modes.
/// </summary>
internal sealed class EstimatedRows
{
    private EstimatedRows(EstimationDesign estimation, FixedEffectsCoordinates coordinates, IReadOnlyList<double> residuals)
    {
        Estimation = estimation;
        Coordinates = coordinates;
        double[]? weights = estimation.Design.Weights;
        Residuals = new double[estimation.Design.Rows.RowCount];
        for (int row = 0; row < Residuals.Length; row++)
        {
            double residual = Math.ScaleB(residuals[estimation.Rows?[row] ?? row], -estimation.ResponseUnit);
            Residuals[row] = weights is null ? residual : Math.Sqrt(weights[row]) * residual;
        }
    }

    /// <summary>The rows that count.</summary>
    public EstimationDesign Estimation { get; }

    /// <summary>The working columns of X.</summary>
    public FixedEffectsCoordinates Coordinates { get; }

    /// <summary>The number of rows that count.</summary>
    public int Count => Residuals.Length;

    /// <summary>√w times the (conditional) residual of each row that counts.</summary>
    public double[] Residuals { get; }

    /// <summary>V, rank × rank, row by row.</summary>
    public required double[] FixedCovariance { get; init; }

    /// <summary>r², the (penalised) weighted residual sum of squares.</summary>
    public required double ResidualSumOfSquares { get; init; }

    /// <summary>d: σ̂² is r²/d.</summary>
    public required long DegreesOfFreedom { get; init; }

    /// <summary>The random effects; null for a linear model.</summary>
    public EffectRows? Effects { get; private init; }

    /// <summary>The rank of X.</summary>
    public int Rank => Coordinates.Rank;

    /// <summary>σ̂².</summary>
    public double Variance => ResidualSumOfSquares / DegreesOfFreedom;

    /// <summary>The exponent of the unit that σ is in.</summary>
    public int ResidualUnit => Estimation.ResponseUnit + Estimation.Units.RootWeight;

    /// <summary>The exponents of the units of coefficients.</summary>
    public int[] CoefficientUnits => field ??= DesignUnits.Coefficients(Estimation.ResponseUnit, Estimation.Units.FixedEffects);

    /// <summary>The rows of a mixed model.</summary>
    /// <exception cref="ModelException">Cross-products are too coarse for the data, or all covariances of modes too many.</exception>
    public static EstimatedRows Of(ModelDesign design, MixedModelSolution solution, IReadOnlyList<double> residuals, Workers workers)
    {
        Optimum optimum = solution.Optimum;
        CrossProducts products = optimum.Products;
        Refuse(design.Rows.ModelName, optimum);
        ProfiledCriterion criterion = optimum.Criterion(workers);
        EstimationDesign estimation = EstimationDesign.Of(design, workers.CancellationToken);
        var modes = new ModeCovariance(products, criterion.Lambda, workers);
        return new EstimatedRows(estimation, products.FixedEffects, residuals)
        {
            FixedCovariance = criterion.Estimates.FixedEffectsCovariance.ToArray(),
            ResidualSumOfSquares = solution.PenalizedResidualSumOfSquares,
            DegreesOfFreedom = criterion.DegreesOfFreedom,
            Effects = new EffectRows(estimation.Design, products, modes),
        };
    }

    /// <summary>The rows of a linear model.</summary>
    public static EstimatedRows Of(LeastSquaresSolution solution, IReadOnlyList<double> residuals, Workers workers)
    {
        FixedEffectsCoordinates coordinates = FixedEffectsChoice.For(solution.Estimation, workers);
        int rank = coordinates.Rank;
        return new EstimatedRows(solution.Estimation, coordinates, residuals)
        {
            FixedCovariance = rank == 0 ? [] : Matrix<double>.Build.Dense(rank, rank, coordinates.Gram).Cholesky().Solve(Matrix<double>.Build.DenseIdentity(rank)).ToColumnMajorArray(),
            ResidualSumOfSquares = solution.ResidualSumOfSquares,
            DegreesOfFreedom = solution.ResidualDegreesOfFreedom,
        };
    }

    private static void Refuse(string model, Optimum optimum)
    {
        if (optimum.IsFromRows)
        {
            throw new ModelException(model, LmmErrorCode.NotAvailable, "the groups lie so far apart that cross-products have too few digits for the influence of rows; ask for that of levels with theta refitted, which goes by the rows.");
        }

        if (!HeadedPrecision.IsAffordable(optimum.Products))
        {
            throw new ModelException(
                model,
                LmmErrorCode.NotAvailable,
                $"the influence of rows needs all covariances of {string.Join(" × ", optimum.Products.Factors.Select(static factor => $"{factor.ColumnCount} effects of {factor.Name}"))} at once, too many for dense matrices; ask for the influence of levels with theta refitted.");
        }
    }
}
