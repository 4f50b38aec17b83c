using Lmm.Kernels;
using Lmm.Solver;

namespace Lmm.LeastSquares;

/// <summary>
/// min ‖√W (y − offset − Xβ)‖ by a QR factorisation of √W X, refined on the augmented system
/// r + Xβ = y, Xᵀr = 0 with residuals in doubled precision (Björck, BIT 7, 1967), so that neither a large common offset
/// of the response nor moderately collinear columns cost digits.
/// </summary>
internal sealed class LeastSquaresProblem
{
    private const int RefinementSteps = 2;

    private readonly EstimationDesign _estimation;
    private readonly double[][] _columns;
    private readonly double[] _response;
    private readonly HouseholderQr _qr;

    private LeastSquaresProblem(EstimationDesign estimation, CancellationToken cancellationToken)
    {
        _estimation = estimation;
        ModelDesign design = estimation.Design;
        _response = design.Offset is { } offset ? ResponseResiduals.Of(design.Response.Values, offset) : design.Response.Values;
        _columns = design.FixedEffects.Columns;
        if (design.Weights is { } weights)
        {
            double[] roots = [.. weights.Select(Math.Sqrt)];
            _response = Products(roots, _response);
            _columns = [.. _columns.Select(column => Products(roots, column))];
        }

        _qr = new HouseholderQr([.. _columns.Select(column => (double[])column.Clone())], _response.Length, cancellationToken);
    }

    /// <summary>Solves the least-squares problem of a design.</summary>
    public static LeastSquaresSolution Solve(ModelDesign design, CancellationToken cancellationToken)
        => new LeastSquaresProblem(EstimationDesign.Of(design), cancellationToken).Solve(cancellationToken);

    private LeastSquaresSolution Solve(CancellationToken cancellationToken)
    {
        int rank = _qr.Rank;
        double[] beta = new double[rank];
        double[] residuals = new double[_response.Length];
        Correct(beta, residuals, (double[])_response.Clone(), new double[rank]);
        for (int step = 0; step < RefinementSteps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Correct(beta, residuals, ResponseDefect(beta, residuals), OrthogonalityDefect(residuals));
        }

        double sumOfSquares = VectorProducts.Dot(residuals, residuals);
        int[] units = DesignUnits.Coefficients(_estimation.ResponseUnit, _estimation.Units.FixedEffects);
        double[] coefficients = new double[_columns.Length];
        Array.Fill(coefficients, double.NaN);
        for (int k = 0; k < rank; k++)
        {
            int column = _qr.Pivot[k];
            coefficients[column] = Math.ScaleB(beta[k], units[column]);
        }

        return new LeastSquaresSolution
        {
            Estimation = _estimation,
            Coefficients = coefficients,
            CoefficientCovariance = new UnitCovariance(Covariance(sumOfSquares / (_response.Length - rank)), units),
            WeightedResiduals = residuals,
            Rank = rank,
            Magnitude = VectorNorm.Of(_response) + beta.Select((b, k) => Math.Abs(b) * VectorNorm.Of(_columns[_qr.Pivot[k]])).Sum(),
            ResidualSumOfSquares = sumOfSquares,
        };
    }

    // One step on the augmented system for the defects f = y − r − Xβ and g = −Xᵀr of (β, r), which overwrites f and g:
    //   (h1, h2) = Qᵀf, s = R⁻ᵀg;  δβ = R⁻¹(h1 − s), δr = Q (s, h2)
    private void Correct(double[] beta, double[] residuals, double[] f, double[] g)
    {
        _qr.ApplyTransposed(f);
        _qr.SolveUpperTransposed(g);
        double[] correction = new double[beta.Length];
        for (int k = 0; k < correction.Length; k++)
        {
            correction[k] = f[k] - g[k];
            f[k] = g[k];
        }

        _qr.SolveUpper(correction);
        _qr.Apply(f);
        VectorProducts.Add(1, correction, beta);
        VectorProducts.Add(1, f, residuals);
    }

    private double[] ResponseDefect(double[] beta, double[] residuals)
    {
        double[] high = (double[])_response.Clone();
        double[] low = new double[high.Length];
        CompensatedKernels.AddScaled(high, low, -1, residuals);
        for (int k = 0; k < beta.Length; k++)
        {
            CompensatedKernels.AddScaled(high, low, -beta[k], _columns[_qr.Pivot[k]]);
        }

        VectorProducts.Add(1, low, high);
        return high;
    }

    private double[] OrthogonalityDefect(double[] residuals)
    {
        double[] defect = new double[_qr.Rank];
        for (int k = 0; k < defect.Length; k++)
        {
            defect[k] = -CompensatedKernels.Dot(_columns[_qr.Pivot[k]], residuals);
        }

        return defect;
    }

    // σ² R⁻¹R⁻ᵀ, put back into the columns' order.
    private double[,] Covariance(double variance)
    {
        int count = _columns.Length;
        int rank = _qr.Rank;
        double[,] covariance = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                covariance[i, j] = double.NaN;
            }
        }

        double[][] inverse = new double[rank][];
        for (int k = 0; k < rank; k++)
        {
            inverse[k] = new double[rank];
            inverse[k][k] = 1;
            _qr.SolveUpperTransposed(inverse[k]);
        }

        for (int i = 0; i < rank; i++)
        {
            for (int j = 0; j < rank; j++)
            {
                covariance[_qr.Pivot[i], _qr.Pivot[j]] = variance * VectorProducts.Dot(inverse[i], inverse[j]);
            }
        }

        return covariance;
    }

    private static double[] Products(double[] first, double[] second)
    {
        double[] products = new double[first.Length];
        for (int i = 0; i < products.Length; i++)
        {
            products[i] = first[i] * second[i];
        }

        return products;
    }
}
