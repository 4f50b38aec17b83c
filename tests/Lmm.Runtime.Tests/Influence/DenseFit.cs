using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Tests.Influence;

/// <summary>Generalised least squares by dense matrices at a fit's θ: what deletions are held to.</summary>
internal sealed class DenseFit
{
    private readonly Matrix<double> _x;
    private readonly Matrix<double> _variance;
    private readonly Vector<double> _y;
    private readonly Vector<double> _weights;
    private readonly bool _isRestricted;

    /// <summary>Takes a fit with its rows, those of weight zero left out.</summary>
    public DenseFit(ModelFit fit)
    {
        ModelDesign design = fit.Design;
        int[] rows = [.. Enumerable.Range(0, design.Rows.RowCount).Where(row => design.Weights is not { } weights || weights[row] > 0)];
        int[] columns = [.. Enumerable.Range(0, fit.Coefficients.Count).Where(column => fit.Coefficients[column].IsEstimable)];
        _x = Matrix<double>.Build.Dense(rows.Length, columns.Length, (row, column) => design.FixedEffects.Columns[columns[column]][rows[row]]);
        _y = Vector<double>.Build.Dense(rows.Length, row => design.Response.Values[rows[row]] - (design.Offset?[rows[row]] ?? 0));
        _weights = Vector<double>.Build.Dense(rows.Length, row => design.Weights?[rows[row]] ?? 1);
        _variance = Matrix<double>.Build.DenseOfDiagonalVector(1 / _weights);
        _isRestricted = fit.Estimation == Estimation.RestrictedMaximumLikelihood || fit is LinearModelFit;
        for (int term = 0; fit is LinearMixedModelFit mixed && term < design.RandomTerms.Length; term++)
        {
            RandomEffectsDesign random = design.RandomTerms[term];
            var lambda = Matrix<double>.Build.DenseOfArray(mixed.Solution.RandomTerms[term].Lambda);
            Matrix<double> z = Matrix<double>.Build.Dense(rows.Length, lambda.RowCount, (row, column) => random.Matrix.Columns[column][rows[row]]) * lambda;
            _variance += (z * z.Transpose()).MapIndexed((row, column, value) => random.Grouping.Codes[rows[row]] == random.Grouping.Codes[rows[column]] ? value : 0);
        }
    }

    /// <summary>The number of rows.</summary>
    public int Count => _y.Count;

    /// <summary>β, the covariance matrix of β over σ², and σ² of all rows but some.</summary>
    public (double[] Beta, Matrix<double> Covariance, double Variance) Without(params int[] rows)
    {
        int[] left = [.. Enumerable.Range(0, Count).Except(rows)];
        Matrix<double> inverse = Matrix<double>.Build.Dense(left.Length, left.Length, (row, column) => _variance[left[row], left[column]]).Inverse();
        Matrix<double> x = Matrix<double>.Build.Dense(left.Length, _x.ColumnCount, (row, column) => _x[left[row], column]);
        Vector<double> y = Vector<double>.Build.Dense(left.Length, row => _y[left[row]]);
        Matrix<double> covariance = (x.TransposeThisAndMultiply(inverse) * x).Inverse();
        Vector<double> beta = covariance * x.TransposeThisAndMultiply(inverse * y);
        Vector<double> residual = y - (x * beta);
        return (beta.ToArray(), covariance, residual.DotProduct(inverse * residual) / (left.Length - (_isRestricted ? x.ColumnCount : 0)));
    }

    /// <summary>The hat values: 1 less the diagonal of W⁻¹Q, Q the inverse of the covariance matrix with X projected out.</summary>
    public double[] Leverages()
    {
        Matrix<double> inverse = _variance.Inverse();
        Matrix<double> half = inverse * _x;
        Matrix<double> projected = inverse - (half * (_x.TransposeThisAndMultiply(half)).Inverse() * half.Transpose());
        return [.. projected.Diagonal().Select((value, row) => 1 - (value / _weights[row]))];
    }

    /// <summary>The variances over σ² of the response less Xβ̂.</summary>
    public double[] MarginalVariances()
    {
        Matrix<double> covariance = Without().Covariance;
        return [.. (_variance - (_x * covariance * _x.Transpose())).Diagonal()];
    }
}
