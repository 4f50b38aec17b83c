using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Tests.Solver;

/// <summary>
/// A linear mixed model written out as in a textbook: V = W⁻¹ + ZΛΛᵀZᵀ as a dense matrix, generalised least squares, no blocks, no profiling
/// tricks. Slow and plain, to check the solver against.
/// </summary>
internal sealed class DenseModel
{
    private readonly ModelDesign _design;
    private readonly Estimation _estimation;
    private readonly int _n;

    /// <param name="design">The design; X must have full rank.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="lambdas">Λ of each random term on the data's scale.</param>
    public DenseModel(ModelDesign design, Estimation estimation, double[][,] lambdas)
    {
        _design = design;
        _estimation = estimation;
        _n = design.Rows.RowCount;
        Matrix<double> inverseWeights = Matrix<double>.Build.Diagonal(_n, _n, row => design.Weights is null ? 1 : 1 / design.Weights[row]);
        Matrix<double> v = inverseWeights;
        for (int term = 0; term < lambdas.Length; term++)
        {
            Matrix<double> scaled = Indicators(term) * Kronecker(design.RandomTerms[term].Grouping.Levels.Length, lambdas[term]);
            v += scaled * scaled.Transpose();
        }

        var cholesky = v.Cholesky();
        Matrix<double> x = Matrix<double>.Build.Dense(_n, design.FixedEffects.ColumnCount, (row, column) => design.FixedEffects.Columns[column][row]);
        Vector<double> y = Vector<double>.Build.Dense(_n, row => design.Response.Values[row] - (design.Offset?[row] ?? 0));
        Matrix<double> solvedX = cholesky.Solve(x);
        Matrix<double> information = x.TransposeThisAndMultiply(solvedX);
        Beta = information.Cholesky().Solve(solvedX.TransposeThisAndMultiply(y));
        Vector<double> rest = y - (x * Beta);
        Vector<double> solved = cholesky.Solve(rest);
        int degrees = estimation == Estimation.RestrictedMaximumLikelihood ? _n - x.ColumnCount : _n;
        double sum = rest * solved;
        Variance = sum / degrees;
        BetaCovariance = information.Inverse() * Variance;
        Objective = cholesky.DeterminantLn + (degrees * (1 + Math.Log(2 * Math.PI * Variance)));
        if (estimation == Estimation.RestrictedMaximumLikelihood)
        {
            Objective += information.Cholesky().DeterminantLn;
        }

        Modes = new Vector<double>[lambdas.Length];
        ModeCovariances = new Matrix<double>[lambdas.Length];
        for (int term = 0; term < lambdas.Length; term++)
        {
            Matrix<double> covariance = Kronecker(design.RandomTerms[term].Grouping.Levels.Length, lambdas[term]);
            covariance *= covariance.Transpose();
            Matrix<double> cross = Indicators(term) * covariance;
            Modes[term] = cross.TransposeThisAndMultiply(solved);
            ModeCovariances[term] = (covariance - cross.TransposeThisAndMultiply(cholesky.Solve(cross))) * Variance;
        }
    }

    public double Objective { get; }

    public Vector<double> Beta { get; }

    public Matrix<double> BetaCovariance { get; }

    public double Variance { get; }

    /// <summary>By term, levels × k as one vector.</summary>
    public Vector<double>[] Modes { get; }

    /// <summary>By term, the covariance matrix of all modes given θ and β.</summary>
    public Matrix<double>[] ModeCovariances { get; }

    private Matrix<double> Indicators(int term)
    {
        RandomEffectsDesign random = _design.RandomTerms[term];
        int k = random.Matrix.ColumnCount;
        var z = Matrix<double>.Build.Dense(_n, random.Grouping.Levels.Length * k);
        for (int row = 0; row < _n; row++)
        {
            for (int effect = 0; effect < k; effect++)
            {
                z[row, (random.Grouping.Codes[row] * k) + effect] = random.Matrix.Columns[effect][row];
            }
        }

        return z;
    }

    private static Matrix<double> Kronecker(int levels, double[,] lambda)
    {
        int k = lambda.GetLength(0);
        return Matrix<double>.Build.Dense(levels * k, levels * k, (row, column) => row / k == column / k ? lambda[row % k, column % k] : 0);
    }
}
