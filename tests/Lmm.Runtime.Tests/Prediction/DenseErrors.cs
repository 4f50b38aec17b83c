using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Lmm.Tests.Prediction;

/// <summary>
/// Variances over σ² of prediction errors from the n × n matrix V = W⁻¹ + ZΣZᵀ itself. For x'β + z'b with g = ZΣz: z'Σz − gᵀV⁻¹g where β is known, and
/// dᵀ(XᵀV⁻¹X)⁻¹d more with d = x − XᵀV⁻¹g where it is not.
/// </summary>
internal sealed class DenseErrors
{
    private readonly ModelDesign _design;
    private readonly int[] _rows;
    private readonly int[] _estimable;
    private readonly Matrix<double>[] _sigmas;
    private readonly Cholesky<double> _cholesky;
    private readonly Matrix<double> _solvedX;
    private readonly Matrix<double> _root;

    public DenseErrors(LinearMixedModelFit fit)
    {
        _design = fit.Design;
        _rows = [.. Enumerable.Range(0, _design.Rows.RowCount).Where(row => _design.Weights is null || _design.Weights[row] > 0)];
        _estimable = [.. Enumerable.Range(0, fit.Coefficients.Count).Where(column => fit.Coefficients[column].IsEstimable)];
        _sigmas = [.. fit.Solution.RandomTerms.Select(static term => Matrix<double>.Build.DenseOfArray(term.Lambda)).Select(static lambda => lambda * lambda.Transpose())];
        Matrix<double> v = Matrix<double>.Build.DenseOfDiagonalArray([.. _rows.Select(row => 1 / (_design.Weights?[row] ?? 1))]);
        for (int row = 0; row < _rows.Length; row++)
        {
            double[][] z = [.. _design.RandomTerms.Select(term => Effects(term, _rows[row]))];
            Vector<double> column = Covariance(z, [.. _design.RandomTerms.Select(term => term.Grouping.Codes[_rows[row]])]);
            v.SetColumn(row, v.Column(row) + column);
        }

        _cholesky = v.Cholesky();
        Matrix<double> x = Matrix<double>.Build.Dense(_rows.Length, _estimable.Length, (row, column) => _design.FixedEffects.Columns[_estimable[column]][_rows[row]]);
        _solvedX = _cholesky.Solve(x);

        // R of L⁻¹X: forming XᵀV⁻¹X would square the condition number.
        _root = _cholesky.Factor.LU().Solve(x).QR(QRMethod.Thin).R;
    }

    /// <summary>The variance of x'β alone.</summary>
    public double OfCoefficients(double[] x) => InverseForm(Vector<double>.Build.DenseOfEnumerable(_estimable.Select(column => x[column])));

    /// <summary>The variance of a function of both, or of z'b where β is known.</summary>
    /// <param name="x">x; null where β is known.</param>
    /// <param name="z">z, by terms.</param>
    /// <param name="levels">The level of each term; negative for one that is not in the data.</param>
    public double Of(double[]? x, double[][] z, int[] levels)
    {
        Vector<double> g = Covariance(z, levels);
        Vector<double> solved = _cholesky.Solve(g);
        double variance = Prior(z) - (g * solved);
        return x is null ? variance : variance + InverseForm(Vector<double>.Build.DenseOfEnumerable(_estimable.Select(column => x[column])) - (_solvedX.Transpose() * g));
    }

    /// <summary>z'Σz.</summary>
    public double Prior(double[][] z) => z.Select((effects, term) => Vector<double>.Build.Dense(effects)).Select((effects, term) => effects * (_sigmas[term] * effects)).Sum();

    public static double[] Effects(RandomEffectsDesign term, int row) => Array.ConvertAll(term.Matrix.Columns, column => column[row]);

    private Vector<double> Covariance(double[][] z, int[] levels)
    {
        Vector<double> covariance = Vector<double>.Build.Dense(_rows.Length);
        for (int term = 0; term < z.Length; term++)
        {
            Vector<double> scaled = _sigmas[term] * Vector<double>.Build.Dense(z[term]);
            for (int row = 0; row < _rows.Length; row++)
            {
                covariance[row] += _design.RandomTerms[term].Grouping.Codes[_rows[row]] == levels[term] ? scaled * Vector<double>.Build.Dense(Effects(_design.RandomTerms[term], _rows[row])) : 0;
            }
        }

        return covariance;
    }

    private double InverseForm(Vector<double> d)
    {
        double[] solved = new double[d.Count];
        for (int row = 0; row < solved.Length; row++)
        {
            double sum = d[row];
            for (int inner = 0; inner < row; inner++)
            {
                sum -= _root[inner, row] * solved[inner];
            }

            solved[row] = sum / _root[row, row];
        }

        return solved.Sum(static value => value * value);
    }
}
