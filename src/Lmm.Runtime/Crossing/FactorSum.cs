using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Crossing;

/// <summary>Sums one grouping factor's cross-products over sets of rows, in common coordinates.</summary>
internal sealed class FactorSum
{
    public FactorSum(FactorCrossProducts like, string[] levels, int rank)
    {
        int k = like.EffectCount;
        int width = k + rank + 1;
        Result = new FactorCrossProducts(like.Name, levels, k, width, new double[(long)levels.Length * k * width]);
    }

    /// <summary>The sum.</summary>
    public FactorCrossProducts Result { get; }

    /// <summary>Adds a set: its levels go to <paramref name="places"/>, its effects are mapped by <paramref name="effects"/>, [X y] by <paramref name="border"/>.</summary>
    public void Add(FactorCrossProducts part, int[] places, Matrix<double> effects, Matrix<double> border)
    {
        int k = part.EffectCount;
        for (int level = 0; level < part.LevelCount; level++)
        {
            Matrix<double> rows = Matrix<double>.Build.Dense(k, part.Width, (row, column) => part.Values[(((level * k) + row) * part.Width) + column]);
            Matrix<double> left = effects.TransposeThisAndMultiply(rows);
            Matrix<double> own = left.SubMatrix(0, k, 0, k) * effects;
            Matrix<double> right = left.SubMatrix(0, k, k, part.Width - k) * border;
            for (int row = 0; row < k; row++)
            {
                Span<double> target = Result.Values.AsSpan(((places[level] * k) + row) * Result.Width, Result.Width);
                for (int column = 0; column < Result.Width; column++)
                {
                    target[column] += column < k ? own[row, column] : right[row, column - k];
                }
            }
        }
    }
}
