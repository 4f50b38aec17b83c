using Lmm.Coordinates;
using Lmm.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Hypotheses.Terms;

/// <summary>
/// The columns that a model would have with treatment contrasts throughout, those that are combinations of columns before them left out: hypotheses
/// that are built on them do not depend on the contrasts of the model.
/// </summary>
/// <param name="Kept">The columns that are kept, ascending.</param>
/// <param name="All">All columns as combinations of those that are kept, kept × columns.</param>
/// <param name="FromModel">The coefficients of the kept columns as functions of those of the model's kept columns, kept × kept.</param>
/// <param name="Working">The kept columns in the solver's working ones, in units of the data.</param>
internal sealed record TreatmentColumns(int[] Kept, Matrix<double> All, Matrix<double> FromModel, Matrix<double> Working)
{
    /// <summary>The share of a column's length below which it is a combination of those before it.</summary>
    private const double Tolerance = 1e-7;

    /// <summary>Finds them; null when no choice of columns agrees with the model's rank.</summary>
    /// <param name="coding">The coding of the model.</param>
    /// <param name="coordinates">The model's columns in the working ones.</param>
    /// <param name="units">The units of the model's columns.</param>
    public static TreatmentColumns? Of(CellCoding coding, FixedEffectsCoordinates coordinates, UnitCovariance units)
    {
        int rank = coordinates.Rank;
        int[] own = coordinates.Basis.Kept;
        var columns = Matrix<double>.Build.Dense(rank, coding.ColumnCount, (row, column) => Math.ScaleB(coordinates.Expression[row, column], -units.Unit(column)));
        if (coding.IsTreatment)
        {
            return Of(columns, own, static (all, kept) => Matrix<double>.Build.DenseIdentity(kept.Length));
        }

        Matrix<double> inTreatment = Matrix<double>.Build.DenseOfArray(coding.InTreatment());
        Matrix<double> treatment = inTreatment.Transpose().LU().Solve(columns.Transpose()).Transpose();
        return Independent(treatment, coordinates) is { } chosen
            ? Of(treatment, chosen, (all, _) => all * Matrix<double>.Build.DenseOfColumns(own.Select(inTreatment.Column)))
            : null;
    }

    private static TreatmentColumns Of(Matrix<double> treatment, int[] kept, Func<Matrix<double>, int[], Matrix<double>> fromModel)
    {
        Matrix<double> working = Matrix<double>.Build.DenseOfColumns(kept.Select(treatment.Column));
        Matrix<double> all = kept.Length == treatment.ColumnCount ? Matrix<double>.Build.DenseIdentity(kept.Length) : working.LU().Solve(treatment);
        return new TreatmentColumns(kept, all, fromModel(all, kept), working);
    }

    private static int[]? Independent(Matrix<double> treatment, FixedEffectsCoordinates coordinates)
    {
        if (coordinates.Rank == treatment.ColumnCount)
        {
            return [.. Enumerable.Range(0, treatment.ColumnCount)];
        }

        Matrix<double> lengths = SequentialColumns.Root(coordinates) * treatment;
        List<int> kept = [];
        List<double[]> basis = [];
        for (int column = 0; column < treatment.ColumnCount; column++)
        {
            double[] rest = lengths.Column(column).ToArray();
            double length = Math.Sqrt(VectorProducts.Dot(rest, rest));
            foreach (double[] before in basis.Concat(basis))
            {
                VectorProducts.Add(-VectorProducts.Dot(before, rest), before, rest);
            }

            double left = Math.Sqrt(VectorProducts.Dot(rest, rest));
            if (left > Tolerance * length)
            {
                kept.Add(column);
                basis.Add(Array.ConvertAll(rest, value => value / left));
            }
        }

        return kept.Count == coordinates.Rank ? [.. kept] : null;
    }
}
