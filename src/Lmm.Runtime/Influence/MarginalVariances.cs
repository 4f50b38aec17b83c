using Lmm.Kernels;

namespace Lmm.Influence;

/// <summary>The variances over σ² of response less offset and Xβ̂, at the fit's θ: 1/w + zΛΛᵀzᵀ − xVxᵀ of each row that counts.</summary>
internal static class MarginalVariances
{
    /// <summary>Forms them, in the solver's units.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="factors">Λ of each random term on the data's scale; none for a linear model.</param>
    public static double[] Of(EstimatedRows rows, double[][,] factors)
    {
        ModelDesign design = rows.Estimation.Design;
        var variances = new double[rows.Count];
        for (int row = 0; row < variances.Length; row++)
        {
            variances[row] = design.Weights is { } weights ? 1 / weights[row] : 1;
        }

        for (int term = 0; term < factors.Length; term++)
        {
            AddRandom(design.RandomTerms[term], factors[term], rows.Estimation.Units.RandomTerms[term], rows.Estimation.Units.RootWeight, variances);
        }

        SubtractFixed(rows, variances);
        return variances;
    }

    /// <summary>Adds zΛΛᵀzᵀ of each row, Λ in the units of the term's columns and of weights.</summary>
    public static void AddRandom(RandomEffectsDesign term, double[,] factor, int[] units, int rootWeight, double[] target)
    {
        double[][] columns = [.. term.Matrix.Columns];
        for (int inner = 0; inner < columns.Length; inner++)
        {
            for (int row = 0; row < target.Length; row++)
            {
                double sum = 0;
                for (int effect = 0; effect < columns.Length; effect++)
                {
                    sum += columns[effect][row] * Math.ScaleB(factor[effect, inner], units[effect] + rootWeight);
                }

                target[row] += sum * sum;
            }
        }
    }

    private static void SubtractFixed(EstimatedRows rows, double[] target)
    {
        const int RowsAtOnce = 64;
        var reader = new WorkingRowReader(rows);
        int rank = rows.Rank;
        int[] all = [.. Enumerable.Range(0, target.Length)];
        for (int first = 0; first < target.Length; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, target.Length - first);
            reader.Read(all.AsSpan(first, count));
            for (int index = 0; index < count; index++)
            {
                ReadOnlySpan<double> x = reader.FixedEffects(index);
                for (int column = 0; column < rank; column++)
                {
                    target[first + index] -= x[column] * VectorProducts.Dot(x, rows.FixedCovariance.AsSpan(column * rank, rank));
                }
            }
        }
    }
}
