using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver.Expansion;

/// <summary>
/// The traces of the whole matrix ZᵀH⁻¹Z with entries of Σ. Those with two entries are read off the products Σ K<sub>ac</sub>K<sub>bd</sub> over all blocks K of
/// two factors' levels, which are one product of matrices: every block is a row.
/// </summary>
internal sealed unsafe class WholeTraces
{
    /// <summary>So many blocks are gathered at a time, or those of one level.</summary>
    private const int BlocksAtOnce = 1_024;

    private readonly CrossProducts _products;
    private readonly CovarianceEntries _entries;
    private readonly EffectPrecision _precision;
    private readonly SymmetricMatrix _whole;
    private readonly MatrixProduct _product = new(1);
    private readonly AlignedBuffer _blocks = new();
    private readonly AlignedBuffer _sums = new();

    /// <summary>Makes room for the traces.</summary>
    /// <param name="products">The cross-products.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="precision">Whose rows are where.</param>
    /// <param name="whole">The matrix.</param>
    public WholeTraces(CrossProducts products, CovarianceEntries entries, EffectPrecision precision, SymmetricMatrix whole)
        => (_products, _entries, _precision, _whole) = (products, entries, precision, whole);

    /// <summary>Writes tr(ZᵀH⁻¹Z E) for every entry E.</summary>
    public void First(Span<double> traces)
    {
        for (int entry = 0; entry < traces.Length; entry++)
        {
            (int factor, int row, int column) = _entries.Entries[entry];
            int k = _products.Factors[factor].EffectCount;
            double sum = 0;
            for (int level = 0; level < _products.Factors[factor].LevelCount; level++)
            {
                int first = _precision.FirstRow(factor) + (level * k);
                sum += _whole.Pointer[((nint)(first + row) * _whole.Stride) + first + column];
            }

            traces[entry] = row == column ? sum : 2 * sum;
        }
    }

    /// <summary>Writes tr(ZᵀH⁻¹Z E ZᵀH⁻¹Z F) for all entries E and F, row by row.</summary>
    public void Second(Span<double> traces)
    {
        int count = _entries.Count;
        for (int first = 0; first < _products.Factors.Length; first++)
        {
            for (int second = 0; second <= first; second++)
            {
                Sum(first, second);
                int width = _products.Factors[second].EffectCount;
                for (int one = _entries.First(first); one < _entries.End(first); one++)
                {
                    for (int two = _entries.First(second); two < Math.Min(one + 1, _entries.End(second)); two++)
                    {
                        traces[(one * count) + two] = traces[(two * count) + one] = Trace(one, two, width, _products.Factors[first].EffectCount * width);
                    }
                }
            }
        }
    }

    // Σ tr(KFKᵀE).
    private double Trace(int first, int second, int width, int size)
    {
        (_, int a, int b) = _entries.Entries[first];
        (_, int c, int d) = _entries.Entries[second];
        double sum = Product((b * width) + c, (a * width) + d, size);
        sum += c != d ? Product((b * width) + d, (a * width) + c, size) : 0;
        return a != b ? 2 * sum : sum;
    }

    private double Product(int left, int right, int size) => _sums.Pointer[(left * size) + right];

    // The products of all entries of the blocks of two factors, k k' × k k'.
    private void Sum(int first, int second)
    {
        (int rows, int columns) = (_products.Factors[first].EffectCount, _products.Factors[second].EffectCount);
        (int levels, int others) = (_products.Factors[first].LevelCount, _products.Factors[second].LevelCount);
        int size = rows * columns;
        int atOnce = Math.Max(1, BlocksAtOnce / others);
        _sums.Reserve((long)size * size);
        _blocks.Reserve((long)atOnce * others * size);
        new Span<double>(_sums.Pointer, size * size).Clear();
        var blocks = new StridedMatrix(_blocks.Pointer, size, 1);
        for (int level = 0; level < levels; level += atOnce)
        {
            int end = Math.Min(levels, level + atOnce);
            double* next = _blocks.Pointer;
            for (int one = level; one < end; one++)
            {
                Gather(_precision.FirstRow(first) + (one * rows), _precision.FirstRow(second), rows, columns, others, next);
                next += others * size;
            }

            if (size == 1)
            {
                var values = new ReadOnlySpan<double>(_blocks.Pointer, (end - level) * others);
                *_sums.Pointer += VectorProducts.Dot(values, values);
                continue;
            }

            _product.Add(size, size, (end - level) * others, blocks.Transpose, blocks, new StridedMatrix(_sums.Pointer, size, 1), 1);
        }
    }

    // The blocks of one level with all of another factor, each row by row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(int firstRow, int firstColumn, int rows, int columns, int levels, double* target)
    {
        for (int row = 0; row < rows; row++)
        {
            double* source = _whole.Pointer + ((nint)(firstRow + row) * _whole.Stride) + firstColumn;
            double* own = target + (row * columns);
            for (int level = 0; level < levels; level++)
            {
                for (int column = 0; column < columns; column++)
                {
                    own[(level * rows * columns) + column] = source[(level * columns) + column];
                }
            }
        }
    }
}
