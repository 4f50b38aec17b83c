namespace Lmm.LeastSquares;

/// <summary>
/// min ‖√W (y − offset − Xβ)‖ by a QR factorisation of √W X, refined on the augmented system
/// r + Xβ = y, Xᵀr = 0 with residuals in doubled precision (Björck, BIT 7, 1967), so that neither a large common offset
/// of the response nor moderately collinear columns cost digits.
/// </summary>
internal sealed class LeastSquaresProblem
{
    private const int RefinementSteps = 2;

    private readonly double[][] _columns;
    private readonly double[]? _weightRoots;
    private readonly double[] _response;
    private readonly HouseholderQr _qr;

    private LeastSquaresProblem(ModelDesign design, CancellationToken cancellationToken)
    {
        _columns = design.FixedEffects.Columns;
        _weightRoots = design.Weights is { } weights ? [.. weights.Select(Math.Sqrt)] : null;
        _response = [.. design.Response.Values];
        for (int i = 0; i < _response.Length; i++)
        {
            _response[i] = WeightRoot(i) * (_response[i] - (design.Offset?[i] ?? 0));
        }

        double[][] work = new double[_columns.Length][];
        for (int j = 0; j < work.Length; j++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            work[j] = [.. _columns[j]];
            for (int i = 0; _weightRoots is not null && i < work[j].Length; i++)
            {
                work[j][i] *= _weightRoots[i];
            }
        }

        _qr = new HouseholderQr(work, _response.Length, cancellationToken);
    }

    /// <summary>Solves the least-squares problem of a design.</summary>
    public static LeastSquaresSolution Solve(ModelDesign design, CancellationToken cancellationToken)
        => new LeastSquaresProblem(design, cancellationToken).Solve(cancellationToken);

    private LeastSquaresSolution Solve(CancellationToken cancellationToken)
    {
        int rank = _qr.Rank;
        double[] beta = new double[rank];
        double[] residuals = new double[_response.Length];
        for (int step = 0; step <= RefinementSteps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Refine(beta, residuals);
        }

        double sumOfSquares = VectorKernels.Dot(residuals, residuals);
        double[] coefficients = new double[_columns.Length];
        Array.Fill(coefficients, double.NaN);
        for (int k = 0; k < rank; k++)
        {
            coefficients[_qr.Pivot[k]] = beta[k];
        }

        return new LeastSquaresSolution
        {
            Coefficients = coefficients,
            CoefficientCovariance = Covariance(sumOfSquares / (_response.Length - rank)),
            WeightedResiduals = residuals,
            Rank = rank,
            ResponseSumOfSquares = VectorKernels.Dot(_response, _response),
            ResidualSumOfSquares = sumOfSquares,
        };
    }

    // One step on the augmented system from (β, r); from zero it is the plain solution.
    //   f = y − r − Xβ, g = −Xᵀr;  (h1, h2) = Qᵀf, s = R⁻ᵀg;  δβ = R⁻¹(h1 − s), δr = Q (s, h2)
    private void Refine(double[] beta, double[] residuals)
    {
        int rank = _qr.Rank;
        double[] f = ResponseDefect(beta, residuals);
        double[] s = OrthogonalityDefect(residuals);
        _qr.ApplyTransposed(f);
        _qr.SolveUpperTransposed(s);
        double[] correction = new double[rank];
        for (int k = 0; k < rank; k++)
        {
            correction[k] = f[k] - s[k];
            f[k] = s[k];
        }

        _qr.SolveUpper(correction);
        _qr.Apply(f);
        VectorKernels.AddScaled(beta, 1, correction);
        VectorKernels.AddScaled(residuals, 1, f);
    }

    private double[] ResponseDefect(double[] beta, double[] residuals)
    {
        double[] defect = new double[_response.Length];
        for (int i = 0; i < defect.Length; i++)
        {
            CompensatedSum sum = default;
            sum.Add(_response[i]);
            sum.Add(-residuals[i]);
            double root = WeightRoot(i);
            for (int k = 0; k < beta.Length; k++)
            {
                sum.AddProduct(-beta[k], root * _columns[_qr.Pivot[k]][i]);
            }

            defect[i] = sum.Value;
        }

        return defect;
    }

    private double[] OrthogonalityDefect(double[] residuals)
    {
        double[] defect = new double[_qr.Rank];
        for (int k = 0; k < defect.Length; k++)
        {
            double[] column = _columns[_qr.Pivot[k]];
            CompensatedSum sum = default;
            for (int i = 0; i < residuals.Length; i++)
            {
                sum.AddProduct(WeightRoot(i) * column[i], -residuals[i]);
            }

            defect[k] = sum.Value;
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
                covariance[_qr.Pivot[i], _qr.Pivot[j]] = variance * VectorKernels.Dot(inverse[i], inverse[j]);
            }
        }

        return covariance;
    }

    private double WeightRoot(int row) => _weightRoots?[row] ?? 1;
}
