using Lmm.Crossing;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Expansion;

/// <summary>
/// A basis of all directions dΣ: for each grouping factor the entries (a, b), a ≥ b, of effects that a structure may correlate. An entry stands for
/// the symmetric matrix with ones at (a, b) and (b, a), the same at every level.
/// </summary>
internal sealed class CovarianceEntries
{
    private readonly int[] _first;

    /// <summary>Lists the entries of a model's grouping factors.</summary>
    public CovarianceEntries(CrossProducts products)
    {
        List<(int Factor, int Row, int Column)> entries = [];
        _first = new int[products.Factors.Length + 1];
        for (int factor = 0; factor < products.Factors.Length; factor++)
        {
            EffectBlocks blocks = EffectBlocks.Of(products, factor);
            for (int block = 0; block < blocks.Count; block++)
            {
                for (int row = blocks.First(block); row < blocks.End(block); row++)
                {
                    for (int column = blocks.First(block); column <= row; column++)
                    {
                        entries.Add((factor, row, column));
                    }
                }
            }

            _first[factor + 1] = entries.Count;
        }

        Entries = [.. entries];
    }

    /// <summary>The entries, those of one factor one after the other.</summary>
    public (int Factor, int Row, int Column)[] Entries { get; }

    /// <summary>The number of entries.</summary>
    public int Count => Entries.Length;

    /// <summary>The first entry of a factor.</summary>
    public int First(int factor) => _first[factor];

    /// <summary>The entry after the last of a factor.</summary>
    public int End(int factor) => _first[factor + 1];

    /// <summary>Adds <paramref name="scale"/> times a symmetric matrix over the effects of a term (k × k, row by row) to a vector over the entries.</summary>
    public void Add(RandomTermLayout term, ReadOnlySpan<double> matrix, double scale, Span<double> target)
    {
        int k = term.EffectCount;
        for (int entry = First(term.Factor); entry < End(term.Factor); entry++)
        {
            int row = Entries[entry].Row - term.Offset;
            int column = Entries[entry].Column - term.Offset;
            if ((uint)row < (uint)k && (uint)column < (uint)k)
            {
                target[entry] += scale * matrix[(row * k) + column];
            }
        }
    }

    /// <summary>tr(KE) for an entry E and a symmetric K of which the order is <paramref name="k"/>.</summary>
    public double Trace(int entry, ReadOnlySpan<double> matrix, int k)
    {
        (_, int row, int column) = Entries[entry];
        return row == column ? matrix[(row * k) + row] : matrix[(row * k) + column] + matrix[(column * k) + row];
    }

    /// <summary>tr(K F L E) for entries E of a factor with k₁ effects and F of one with k₂, and K, L of k₁ × k₂.</summary>
    public double Trace(int first, int second, ReadOnlySpan<double> left, ReadOnlySpan<double> right, int k)
    {
        (_, int a, int b) = Entries[first];
        (_, int c, int d) = Entries[second];
        double sum = (left[(b * k) + c] * right[(a * k) + d]);
        if (c != d)
        {
            sum += left[(b * k) + d] * right[(a * k) + c];
        }

        if (a != b)
        {
            sum += left[(a * k) + c] * right[(b * k) + d];
            sum += c != d ? left[(a * k) + d] * right[(b * k) + c] : 0;
        }

        return sum;
    }
}
