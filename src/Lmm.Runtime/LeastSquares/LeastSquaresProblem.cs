using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Design;
using Lmm.Kernels;

namespace Lmm.LeastSquares;

/// <summary>
/// min ‖√W (y − offset − Xβ)‖ by a QR factorisation of √W X in the coordinates of mixed models (<see cref="FixedEffectsRank"/>: centred, scaled,
/// nearly collinear columns orthonormalized, by one rule of rank), refined on the augmented system r + √W Xβ = √W y, Xᵀ√W r = 0 of the data's own
/// columns with residuals in doubled precision (Björck, BIT 7, 1967). So neither a large common offset of the response or of a column nor
/// nearly collinear columns cost digits.
/// </summary>
internal sealed class LeastSquaresProblem
{
    private const int MostRefinements = 4;

    // A refinement that is this share of the solution leaves as small a share of itself to be refined: less than the last digit.
    private const double Refined = 1e-12;

    private readonly EstimationDesign _estimation;
    private readonly ColumnBasis _basis;
    private readonly double[][] _columns;

    // U, estimable × working: β = Uγ.
    private readonly double[][] _map;
    private readonly double[] _response;
    private readonly double[]? _roots;
    private readonly HouseholderQr _qr;
    private readonly CancellationToken _cancellationToken;

    private LeastSquaresProblem(EstimationDesign estimation, Workers workers)
    {
        _estimation = estimation;
        _cancellationToken = workers.CancellationToken;
        ModelDesign design = estimation.Design;
        _response = design.Offset is { } offset ? ResponseResiduals.Of(design.Response.Values, offset) : design.Response.Values;
        _roots = design.Weights is { } weights ? [.. weights.Select(Math.Sqrt)] : null;
        _basis = FixedEffectsChoice.EstimableColumns(design, workers);
        _columns = [.. _basis.Kept.Select(kept => design.FixedEffects.Columns[kept])];
        _map = [.. _basis.Kept.Select(kept => Enumerable.Range(0, _basis.Count).Select(column => _basis.FromData[kept, column]).ToArray())];
        var block = new ColumnBlock(design.FixedEffects.Columns, _basis);
        _qr = new HouseholderQr(block.WeightedColumns(_response.Length, design.Weights, workers.CancellationToken), workers.CancellationToken);
    }

    /// <summary>Solves the least-squares problem of a design.</summary>
    public static LeastSquaresSolution Solve(ModelDesign design, FitOptions options, CancellationToken cancellationToken)
        => new LeastSquaresProblem(EstimationDesign.Of(design, cancellationToken), new Workers(options.MaximumThreads, cancellationToken)).Solve();

    private LeastSquaresSolution Solve()
    {
        int rank = _qr.Rank;
        double[] working = new double[rank];
        double[] beta = new double[rank];
        double[] residuals = new double[_response.Length];
        double[] weighted = _roots is null ? _response : [.. _response.Zip(_roots, (y, root) => y * root)];
        Correct(working, beta, residuals, (double[])weighted.Clone(), new double[rank]);
        double change = double.PositiveInfinity;
        for (int step = 0; step < MostRefinements && change > Refined * VectorNorm.Of(working); step++)
        {
            change = Correct(working, beta, residuals, ResponseDefect(beta, residuals), OrthogonalityDefect(residuals));
        }

        double sumOfSquares = VectorProducts.Dot(residuals, residuals);
        int[] units = DesignUnits.Coefficients(_estimation.ResponseUnit, _estimation.Units.FixedEffects);
        double[] coefficients = new double[_basis.DataCount];
        Array.Fill(coefficients, double.NaN);
        for (int k = 0; k < rank; k++)
        {
            int column = _basis.Kept[k];
            coefficients[column] = Math.ScaleB(beta[k], units[column]);
        }

        double length = Math.Sqrt(_estimation.Design.Weights?.Sum() ?? _response.Length);
        return new LeastSquaresSolution
        {
            Rows = _estimation,
            Units = _estimation.FitUnits,
            ObservationCount = _response.Length,
            LogWeightSum = _estimation.LogWeightSum,
            Coefficients = coefficients,
            CoefficientCovariance = new UnitCovariance(Covariance(sumOfSquares / (_response.Length - rank)), units),
            WeightedResiduals = residuals,
            Rank = rank,
            Magnitude = VectorNorm.Of(weighted) + working.Select((coefficient, column) => Math.Abs(coefficient) * length * _basis.Size[column]).Sum(),
            ResidualSumOfSquares = sumOfSquares,
        };
    }

    // One step on the augmented system in working coordinates, C = √W XU, for the defects f = √W y − r − √W Xβ and g = −Cᵀr of (β, r), which
    // overwrites f and g and returns ‖δγ‖:
    //   (h1, h2) = Qᵀf, s = R⁻ᵀg;  δγ = R⁻¹(h1 − s), δβ = Uδγ, δr = Q (s, h2)
    private double Correct(double[] working, double[] beta, double[] residuals, double[] f, double[] g)
    {
        _qr.ApplyTransposed(f);
        _qr.SolveUpperTransposed(g);
        double[] correction = new double[working.Length];
        for (int k = 0; k < correction.Length; k++)
        {
            correction[k] = f[k] - g[k];
            f[k] = g[k];
        }

        _qr.SolveUpper(correction);
        _qr.Apply(f);
        VectorProducts.Add(1, correction, working);
        for (int k = 0; k < beta.Length; k++)
        {
            beta[k] += VectorProducts.Dot(_map[k], correction);
        }

        VectorProducts.Add(1, f, residuals);
        return VectorNorm.Of(correction);
    }

    private double[] ResponseDefect(double[] beta, double[] residuals)
    {
        double[] high = (double[])_response.Clone();
        double[] low = new double[high.Length];
        for (int k = 0; k < beta.Length; k++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            CompensatedKernels.AddScaled(high, low, -beta[k], _columns[k]);
        }

        for (int i = 0; i < high.Length; i++)
        {
            double root = _roots is null ? 1 : _roots[i];
            double product = high[i] * root;
            double rest = Math.FusedMultiplyAdd(high[i], root, -product) + (low[i] * root);
            high[i] = product - residuals[i] + rest;
        }

        return high;
    }

    private double[] OrthogonalityDefect(double[] residuals)
    {
        double[] high = residuals;
        double[]? low = null;
        if (_roots is not null)
        {
            high = new double[residuals.Length];
            low = new double[residuals.Length];
            for (int i = 0; i < high.Length; i++)
            {
                high[i] = residuals[i] * _roots[i];
                low[i] = Math.FusedMultiplyAdd(residuals[i], _roots[i], -high[i]);
            }
        }

        double[] defect = new double[_columns.Length];
        for (int k = 0; k < defect.Length; k++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            double product = CompensatedKernels.Dot(_columns[k], high) + (low is null ? 0 : VectorProducts.Dot(_columns[k], low));
            VectorProducts.Add(-product, _map[k], defect);
        }

        return defect;
    }

    // σ² UR⁻¹R⁻ᵀUᵀ, put back among the columns that are not estimable.
    private double[,] Covariance(double variance)
    {
        int count = _basis.DataCount;
        double[,] covariance = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                covariance[i, j] = double.NaN;
            }
        }

        double[][] roots = new double[_basis.Count][];
        for (int i = 0; i < roots.Length; i++)
        {
            roots[i] = (double[])_map[i].Clone();
            _qr.SolveUpperTransposed(roots[i]);
            for (int j = 0; j <= i; j++)
            {
                double product = variance * VectorProducts.Dot(roots[i], roots[j]);
                covariance[_basis.Kept[i], _basis.Kept[j]] = covariance[_basis.Kept[j], _basis.Kept[i]] = product;
            }
        }

        return covariance;
    }
}
