using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Coordinates;

/// <summary>The working columns of X and the working response, with what takes estimates back to the solver's units.</summary>
/// <param name="Basis">The estimable columns of X.</param>
/// <param name="Response">The response.</param>
/// <param name="Gram">XᵀWX of the working columns, rank × rank, row by row.</param>
/// <param name="Names">The names of the data columns.</param>
/// <param name="Moments">The moments of the data columns.</param>
/// <param name="Expression">The data columns in terms of the working ones: data = working · expression, rank × data.</param>
internal sealed record FixedEffectsCoordinates(ColumnBasis Basis, ResponseCoordinates Response, double[] Gram, string[] Names, ColumnMoments[] Moments, double[,] Expression)
{
    /// <summary>The share of a function's coefficients that rounding may make of zero.</summary>
    private const double Estimable = 1e-8;

    /// <summary>The share of the parts of a sum that rounding leaves where they cancel.</summary>
    private const double Rounding = 1e-13;

    /// <summary>The number of estimable columns.</summary>
    public int Rank => Basis.Count;

    /// <summary>log |det| of the map from the estimable data columns, in the units of <paramref name="units"/>, to the working ones.</summary>
    public double LogDeterminant(DesignUnits units)
        => Basis.LogDeterminant() - BinaryUnit.Log(Basis.Kept.Sum(column => units.FixedEffects[column]));

    /// <summary>Writes coefficients in the solver's units from those of the working response on the working columns; NaN where not estimable.</summary>
    public void Coefficients(ReadOnlySpan<double> working, Span<double> result)
    {
        result.Fill(double.NaN);
        for (int kept = 0; kept < Rank; kept++)
        {
            int row = Basis.Kept[kept];
            double sum = 0;
            for (int column = 0; column < Rank; column++)
            {
                sum += Basis.FromData[row, column] * (working[column] + Response.Projection[column]);
            }

            result[row] = sum / Response.Scale;
        }

        if (Response.Shift != 0)
        {
            result[Basis.Constant] += Response.Shift / Basis.ConstantValue;
        }
    }

    /// <summary>The matrix that <see cref="Covariance"/> writes.</summary>
    public double[,] CovarianceMatrix(ReadOnlySpan<double> working, double variance)
    {
        var values = new double[Basis.DataCount * Basis.DataCount];
        Covariance(working, variance, values);
        var matrix = new double[Basis.DataCount, Basis.DataCount];
        Buffer.BlockCopy(values, 0, matrix, 0, values.Length * sizeof(double));
        return matrix;
    }

    /// <summary>A function of the coefficients, one number per data column, as a function of the working ones; what is not estimable counts as zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double[] WorkingFunction(ReadOnlySpan<double> function)
    {
        var working = new double[Rank];
        int[][] places = Basis.PlacesFromData;
        for (int kept = 0; kept < Rank; kept++)
        {
            int row = Basis.Kept[kept];
            double factor = function[row];
            if (factor != 0)
            {
                foreach (int column in places[kept])
                {
                    working[column] += factor * Basis.FromData[row, column];
                }
            }
        }

        return working;
    }

    /// <summary>
    /// Whether a function of the coefficients has one value whatever the coefficients are that give the same fitted values: it is one of the working
    /// coefficients alone.
    /// </summary>
    public bool IsEstimable(ReadOnlySpan<double> function)
    {
        double[] working = WorkingFunction(function);
        double[] sizes = PartSizes(function);
        for (int column = 0; column < Basis.DataCount; column++)
        {
            double expected = 0;
            double rounding = 0;
            double length = Length(column);
            double size = Math.Abs(function[column]);
            for (int inner = 0; inner < Rank; inner++)
            {
                double part = working[inner] * Expression[inner, column];
                expected += part;
                size += Math.Abs(part);
                rounding += sizes[inner] * length / Math.Sqrt(Gram[(inner * Rank) + inner]);
            }

            if (Math.Abs(function[column] - expected) > (Estimable * size) + (Rounding * rounding))
            {
                return false;
            }
        }

        return true;
    }

    // The sums of the magnitudes of the parts of a working function.
    private double[] PartSizes(ReadOnlySpan<double> function)
    {
        var sizes = new double[Rank];
        for (int kept = 0; kept < Rank; kept++)
        {
            int row = Basis.Kept[kept];
            foreach (int column in Basis.PlacesFromData[kept])
            {
                sizes[column] += Math.Abs(function[row] * Basis.FromData[row, column]);
            }
        }

        return sizes;
    }

    // The length of the longest part of a data column along a working one.
    private double Length(int column)
    {
        double longest = 0;
        for (int inner = 0; inner < Rank; inner++)
        {
            longest = Math.Max(longest, Math.Abs(Expression[inner, column]) * Math.Sqrt(Gram[(inner * Rank) + inner]));
        }

        return longest;
    }

    /// <summary>
    /// Writes the covariance matrix of the coefficients in the solver's units, row by row, from that of the working ones over σ² (rank × rank,
    /// row by row) and σ²; NaN where not estimable.
    /// </summary>
    public void Covariance(ReadOnlySpan<double> working, double variance, Span<double> result)
    {
        int count = Basis.DataCount;
        result.Fill(double.NaN);
        int[][] places = Basis.PlacesFromData;
        using var room = new Room(stackalloc double[Room.MostOnStack], Rank);
        Span<double> half = room.Values;
        for (int kept = 0; kept < Rank; kept++)
        {
            int row = Basis.Kept[kept];
            half.Clear();
            foreach (int inner in places[kept])
            {
                VectorProducts.Add(Basis.FromData[row, inner], working.Slice(inner * Rank, Rank), half);
            }

            for (int other = 0; other <= kept; other++)
            {
                int column = Basis.Kept[other];
                double sum = 0;
                foreach (int inner in places[other])
                {
                    sum += half[inner] * Basis.FromData[column, inner];
                }

                result[(row * count) + column] = result[(column * count) + row] = sum * variance;
            }
        }
    }
}
