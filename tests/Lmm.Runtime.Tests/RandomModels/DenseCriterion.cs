using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Lmm.Tests.RandomModels;

/// <summary>
/// The profiled deviance or REML criterion from the n × n matrix V = W⁻¹ + ZΛΛᵀZᵀ itself: log|V| (+ log|XᵀV⁻¹X|) + d(1 + log(2πr²/d)) with
/// r² the generalised least-squares residual sum of squares. Slow, and independent of all that the solver does.
/// </summary>
internal sealed class DenseCriterion
{
    private readonly ModelDesign _design;
    private readonly bool _isRestricted;
    private readonly int[] _rows;
    private readonly Matrix<double> _x;
    private readonly Vector<double> _y;

    public DenseCriterion(ModelDesign design, Estimation estimation, IEnumerable<Coefficient> coefficients)
        : this(design, estimation, coefficients.Select(static (coefficient, index) => (coefficient, index)).Where(static pair => pair.coefficient.IsEstimable).Select(static pair => pair.index).ToArray())
    {
    }

    public DenseCriterion(ModelDesign design, Estimation estimation, int[] estimable)
    {
        _design = design;
        _isRestricted = estimation == Estimation.RestrictedMaximumLikelihood;
        _rows = Enumerable.Range(0, design.Rows.RowCount).Where(row => design.Weights is null || design.Weights[row] > 0).ToArray();
        _x = Matrix<double>.Build.Dense(_rows.Length, estimable.Length, (row, column) => design.FixedEffects.Columns[estimable[column]][_rows[row]]);
        double[] values = [.. _rows.Select(row => design.Response[row] - (design.Offset?[row] ?? 0))];
        _y = Vector<double>.Build.Dense(values);
    }

    /// <summary>A matrix M with MMᵀ the given symmetric one, of which eigenvalues that rounding made negative count as zero.</summary>
    public static double[,] RootOf(double[,] covariance)
    {
        Evd<double> eigen = Matrix<double>.Build.DenseOfArray(covariance).Evd(Symmetricity.Symmetric);
        Vector<double> roots = eigen.EigenValues.Map(static value => Math.Sqrt(Math.Max(0, value.Real)));
        return (eigen.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(roots)).ToArray();
    }

    /// <summary>The criterion for a relative covariance factor (k × k, of any shape) per random term.</summary>
    public double Value(IReadOnlyList<double[,]> lambda)
    {
        int n = _rows.Length;
        Matrix<double> v = Matrix<double>.Build.Dense(n, n);
        v.SetDiagonal([.. _rows.Select(row => 1 / (_design.Weights?[row] ?? 1))]);
        for (int term = 0; term < lambda.Count; term++)
        {
            AddTerm(_design.RandomTerms[term], Matrix<double>.Build.DenseOfArray(lambda[term]), v);
        }

        Matrix<double> root = v.Cholesky().Factor;
        Matrix<double> whitenedX = ForwardSolve(root, _x);
        Matrix<double> whitenedY = ForwardSolve(root, _y.ToColumnMatrix());

        // R by Householder's method: forming XᵀV⁻¹X would square the condition number of columns such as year and year².
        QR<double> qr = whitenedX.QR(QRMethod.Thin);
        Matrix<double> residual = whitenedY - (qr.Q * qr.Q.TransposeThisAndMultiply(whitenedY));
        residual -= qr.Q * qr.Q.TransposeThisAndMultiply(residual);
        double squares = residual.PointwiseMultiply(residual).Enumerate().Sum();
        double degrees = n - (_isRestricted ? _x.ColumnCount : 0);
        double determinant = 2 * root.Diagonal().Sum(Math.Log);
        double restriction = _isRestricted ? 2 * qr.R.Diagonal().Sum(static value => Math.Log(Math.Abs(value))) : 0;
        return determinant + restriction + (degrees * (1 + Math.Log(2 * Math.PI * squares / degrees)));
    }

    private void AddTerm(RandomEffectsDesign term, Matrix<double> lambda, Matrix<double> v)
    {
        int k = lambda.RowCount;
        var scaled = new double[_rows.Length][];
        for (int row = 0; row < _rows.Length; row++)
        {
            scaled[row] = new double[k];
            for (int column = 0; column < k; column++)
            {
                for (int effect = 0; effect < k; effect++)
                {
                    scaled[row][column] += term.Matrix.Columns[effect][_rows[row]] * lambda[effect, column];
                }
            }
        }

        for (int row = 0; row < _rows.Length; row++)
        {
            for (int other = 0; other < _rows.Length; other++)
            {
                if (term.Grouping.Codes[_rows[row]] == term.Grouping.Codes[_rows[other]])
                {
                    double sum = 0;
                    for (int column = 0; column < k; column++)
                    {
                        sum += scaled[row][column] * scaled[other][column];
                    }

                    v[row, other] += sum;
                }
            }
        }
    }

    // root \ right
    private static Matrix<double> ForwardSolve(Matrix<double> root, Matrix<double> right)
    {
        double[,] lower = root.ToArray();
        double[,] result = right.ToArray();
        for (int row = 0; row < root.RowCount; row++)
        {
            for (int column = 0; column < right.ColumnCount; column++)
            {
                double sum = result[row, column];
                for (int inner = 0; inner < row; inner++)
                {
                    sum -= lower[row, inner] * result[inner, column];
                }

                result[row, column] = sum / lower[row, row];
            }
        }

        return Matrix<double>.Build.DenseOfArray(result);
    }
}
