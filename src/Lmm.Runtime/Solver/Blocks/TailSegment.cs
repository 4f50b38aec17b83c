namespace Lmm.Solver.Blocks;

/// <summary>The columns of one grouping factor in the tail.</summary>
/// <param name="Factor">The index of the factor.</param>
/// <param name="First">Its first column.</param>
/// <param name="LevelCount">The number of levels.</param>
/// <param name="EffectCount">k, the number of effects per level.</param>
internal readonly record struct TailSegment(int Factor, int First, int LevelCount, int EffectCount)
{
    /// <summary>The column after the last.</summary>
    public int End => First + (LevelCount * EffectCount);

    /// <summary>x := xΛ for the values of this segment that lie before column <paramref name="end"/> (a level's are all or none).</summary>
    public void Multiply(Span<double> x, ReadOnlySpan<double> lambda, int end)
    {
        int k = EffectCount;
        for (int first = First; first < Math.Min(End, end); first += k)
        {
            Span<double> values = x.Slice(first, k);
            for (int column = 0; column < k; column++)
            {
                double sum = 0;
                for (int inner = column; inner < k; inner++)
                {
                    sum += values[inner] * lambda[(inner * k) + column];
                }

                values[column] = sum;
            }
        }
    }

    /// <summary>x := xΛᵀ for the values of this segment that lie before column <paramref name="end"/>.</summary>
    public void MultiplyTransposed(Span<double> x, ReadOnlySpan<double> lambda, int end)
    {
        int k = EffectCount;
        for (int first = First; first < Math.Min(End, end); first += k)
        {
            Span<double> values = x.Slice(first, k);
            for (int column = k - 1; column >= 0; column--)
            {
                double sum = 0;
                for (int inner = 0; inner <= column; inner++)
                {
                    sum += values[inner] * lambda[(column * k) + inner];
                }

                values[column] = sum;
            }
        }
    }
}
