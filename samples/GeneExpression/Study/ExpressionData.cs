using System.Globalization;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using MathNet.Numerics.Random;

namespace GeneExpression.Study;

/// <summary>
/// Constructs 414,345 values whose sufficient statistics give the published estimates. The raw values were never
/// published; the estimates do not depend on the draw, only the quantiles of the residuals do.
/// </summary>
internal static class ExpressionData
{
    private const int Seed = 20_130_903;

    /// <summary>The rows, probeset by probeset.</summary>
    public static Expression[] Construct()
    {
        // X is one probeset's fixed-effects matrix, 23 × 4, and X = QR with Q square. The first two columns of Q span
        // the random-effects columns, so in the coordinates Qᵀy a probeset falls apart into independent pieces:
        // two coordinates with covariance Rz Ψ Rzᵀ + σ²I, and twenty-one with covariance σ²I.
        Matrix<double> x = FixedEffectsMatrix();
        QR<double> qr = x.QR(QRMethod.Full);
        Matrix<double> r = qr.R.SubMatrix(0, x.ColumnCount, 0, x.ColumnCount);

        Matrix<double> coordinates = Matrix<double>.Build.Random(Arrays.ProbesetCount, x.RowCount, new Normal(0, 1, new MersenneTwister(Seed)));
        Colour(coordinates, RandomCoordinatesCovariance(r));
        ScaleResiduals(coordinates);
        AddToColumns(coordinates, r * Parameters.FixedEffects);
        return Rows(coordinates.TransposeAndMultiply(qr.Q));
    }

    private static Matrix<double> FixedEffectsMatrix() => Matrix<double>.Build.DenseOfRows(
        Arrays.All.Select(array =>
        {
            double csb = array.Genotype == Genotype.CSB ? 1 : 0;
            return new[] { 1, array.Week, csb, array.Week * csb };
        }));

    private static Matrix<double> RandomCoordinatesCovariance(Matrix<double> r)
    {
        Matrix<double> rz = r.SubMatrix(0, 2, 0, 2);
        return (rz * Parameters.RandomEffectsCovariance * rz.Transpose())
            + (Parameters.ResidualVariance * Matrix<double>.Build.DenseIdentity(2));
    }

    // Columns 1 and 2: mean zero and exactly the wanted covariance (divisor: the number of probesets).
    private static void Colour(Matrix<double> coordinates, Matrix<double> covariance)
    {
        Matrix<double> drawn = coordinates.SubMatrix(0, coordinates.RowCount, 0, 2);
        AddToColumns(drawn, -(drawn.ColumnSums() / drawn.RowCount));
        Matrix<double> drawnFactor = (drawn.TransposeThisAndMultiply(drawn) / drawn.RowCount).Cholesky().Factor;
        Matrix<double> map = covariance.Cholesky().Factor * drawnFactor.Inverse();
        coordinates.SetSubMatrix(0, 0, drawn.TransposeAndMultiply(map));
    }

    // Columns 3 and 4 lose their means; columns 3 to 23 get the sum of squares that σ² asks for.
    private static void ScaleResiduals(Matrix<double> coordinates)
    {
        Matrix<double> residuals = coordinates.SubMatrix(0, coordinates.RowCount, 2, coordinates.ColumnCount - 2);
        Vector<double> means = residuals.ColumnSums() / residuals.RowCount;
        means.ClearSubVector(2, means.Count - 2);
        AddToColumns(residuals, -means);

        double wanted = Parameters.ResidualVariance * residuals.RowCount * residuals.ColumnCount;
        double norm = residuals.ColumnNorms(2).L2Norm();
        coordinates.SetSubMatrix(0, 2, residuals * (Math.Sqrt(wanted) / norm));
    }

    private static void AddToColumns(Matrix<double> matrix, Vector<double> amounts)
    {
        for (int column = 0; column < amounts.Count; column++)
        {
            matrix.SetColumn(column, matrix.Column(column) + amounts[column]);
        }
    }

    private static Expression[] Rows(Matrix<double> values)
    {
        var rows = new Expression[values.RowCount * values.ColumnCount];
        for (int probeset = 0; probeset < values.RowCount; probeset++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"ps{probeset + 1:D5}");
            for (int array = 0; array < values.ColumnCount; array++)
            {
                (Genotype genotype, double week) = Arrays.All[array];
                rows[(probeset * values.ColumnCount) + array] = new Expression(values[probeset, array], week, genotype, name);
            }
        }

        return rows;
    }
}
