using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Solver;

/// <summary>The eigenvalues and eigenvectors of a Hessian scaled to a unit diagonal, so that the units of the parameters do not matter.</summary>
internal sealed class ScaledEigen
{
    /// <summary>Below this share of the largest eigenvalue the objective is flat: its Hessian is known no better from differences.</summary>
    private const double FlatCurvature = 1e-7;

    /// <summary>An eigenvalue below minus this share of the largest is negative beyond the errors of differences.</summary>
    private const double NegativeCurvature = 1e-4;

    private readonly Vector<double> scale;
    private readonly Vector<double> values;
    private readonly Matrix<double> vectors;

    public ScaledEigen(Matrix<double> hessian)
    {
        int count = hessian.RowCount;
        double most = Enumerable.Range(0, count).Max(index => Math.Abs(hessian[index, index]));
        scale = Vector<double>.Build.Dense(count, index => 1 / Math.Sqrt(Math.Max(Math.Abs(hessian[index, index]), Math.Max(1e-10 * most, 1e-300))));
        Matrix<double> scaled = Matrix<double>.Build.Dense(count, count, (row, column) => hessian[row, column] * scale[row] * scale[column]);
        var eigen = scaled.Evd(Symmetricity.Symmetric);
        values = eigen.EigenValues.Map(static value => value.Real);
        vectors = eigen.EigenVectors;
    }

    private ScaledEigen()
    {
        scale = values = Vector<double>.Build.Dense(1);
        vectors = Matrix<double>.Build.Dense(1, 1);
        IsEmpty = true;
    }

    /// <summary>No Hessian.</summary>
    public static ScaledEigen Empty { get; } = new();

    /// <summary>True when there is no Hessian.</summary>
    public bool IsEmpty { get; }

    /// <summary>A direction along which the curvature is negative; null when there is none.</summary>
    public double[]? Descent => values[0] < -NegativeCurvature * values.AbsoluteMaximum()
        ? vectors.Column(0).PointwiseMultiply(scale).Normalize(2).ToArray()
        : null;

    /// <summary>Newton's step from a gradient, with the curvature's sign turned where it is negative and nothing where the objective is flat; and the decrement gᵀH⁻¹g.</summary>
    public double[] Step(double[] gradient, out double decrement)
    {
        Vector<double> slopes = vectors.TransposeThisAndMultiply(Vector<double>.Build.Dense(gradient).PointwiseMultiply(scale));
        double flat = FlatCurvature * values.AbsoluteMaximum();
        decrement = 0;
        for (int index = 0; index < slopes.Count; index++)
        {
            double curvature = Math.Abs(values[index]);
            decrement += curvature > flat ? slopes[index] * slopes[index] / curvature : 0;
            slopes[index] = curvature > flat ? -slopes[index] / curvature : 0;
        }

        return (vectors * slopes).PointwiseMultiply(scale).ToArray();
    }
}
