using Lmm.Coordinates;
using Lmm.Storage;

namespace Lmm.LeastSquares;

/// <summary>Solutions of least-squares problems in files, without their rows.</summary>
internal static class StoredLeastSquares
{
    /// <summary>Writes a solution.</summary>
    public static void Write(this StoredWriter writer, LeastSquaresSolution solution)
    {
        writer.Write(solution.Units.Design);
        writer.Write(solution.Units.Response);
        writer.Write(solution.ObservationCount);
        writer.Write(solution.LogWeightSum);
        writer.Write(solution.Coefficients.AsSpan());
        writer.Write(solution.CoefficientCovariance);
        writer.Write(solution.Rank);
        writer.Write(solution.Magnitude);
        writer.Write(solution.ResidualSumOfSquares);
    }

    /// <summary>Reads a solution of so many coefficients.</summary>
    public static LeastSquaresSolution ReadLeastSquares(this StoredReader reader, int coefficients)
    {
        LeastSquaresSolution solution = new()
        {
            Rows = null,
            Units = new FitUnits(reader.ReadUnits(), reader.ReadInt32()),
            ObservationCount = reader.ReadCount(),
            LogWeightSum = reader.ReadDouble(),
            Coefficients = reader.ReadDoubles(),
            CoefficientCovariance = reader.ReadCovariance(coefficients),
            WeightedResiduals = [],
            Rank = reader.ReadCount(),
            Magnitude = reader.ReadDouble(),
            ResidualSumOfSquares = reader.ReadDouble(),
        };
        reader.Require(solution.Coefficients.Length == coefficients && solution.Rank <= coefficients && solution.ResidualDegreesOfFreedom > 0);
        reader.Require(solution.Units.Design.FixedEffects.Length == coefficients && solution.Units.Design.RandomTerms.Length == 0);
        return solution;
    }
}
