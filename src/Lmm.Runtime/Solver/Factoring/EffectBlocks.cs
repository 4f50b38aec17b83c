using Lmm.Kernels;

namespace Lmm.Solver.Factoring;

/// <summary>
/// The effects of one grouping factor, cut into blocks of those that a covariance structure may correlate. Directions dΣ lie within the blocks, so that
/// of all products of two entries of a level's R the information needs only R<sub>ab</sub>R<sub>cd</sub> with a and d in one block, b and c in one:
/// for uncorrelated effects the squares of R's entries.
/// </summary>
internal sealed class EffectBlocks
{
    private readonly int[] _block;
    private readonly int[] _first;
    private readonly int[] _size;
    private readonly int[] _start;

    /// <summary>Cuts effects into blocks of these sizes.</summary>
    public EffectBlocks(params int[] sizes)
    {
        _size = sizes;
        _first = new int[sizes.Length];
        EffectCount = sizes.Sum();
        _block = new int[EffectCount];
        for (int block = 0, first = 0; block < sizes.Length; first += sizes[block++])
        {
            _first[block] = first;
            _block.AsSpan(first, sizes[block]).Fill(block);
        }

        _start = new int[sizes.Length * (sizes.Length + 1) / 2];
        (Left, Right) = Products();
    }

    /// <summary>k.</summary>
    public int EffectCount { get; }

    /// <summary>For each product the place of its first entry in the lower triangle of R.</summary>
    public int[] Left { get; }

    /// <summary>For each product the place of its second entry in the lower triangle of R.</summary>
    public int[] Right { get; }

    /// <summary>The number of blocks.</summary>
    public int Count => _size.Length;

    /// <summary>The first effect of a block.</summary>
    public int First(int block) => _first[block];

    /// <summary>The effect after the last of a block.</summary>
    public int End(int block) => _first[block] + _size[block];

    /// <summary>The blocks of a grouping factor, by the structures of the terms on it.</summary>
    public static EffectBlocks Of(CrossProducts products, int factor)
        => new([.. products.Terms.Where(term => term.Factor == factor)
            .SelectMany(static term => Enumerable.Repeat(term.Covariance.EffectsTogether, term.EffectCount / term.Covariance.EffectsTogether))]);

    /// <summary>The product R<sub>ab</sub>R<sub>cd</sub>, a and d in one block, b and c in one.</summary>
    public int Product(int a, int b, int c, int d)
    {
        int outer = _block[a];
        int inner = _block[b];
        int ab = outer >= inner ? Entry(a, b) : Entry(b, a);
        int cd = outer >= inner ? Entry(d, c) : Entry(c, d);
        return _start[FactorSums.Place(outer, inner)] + FactorSums.Place(ab, cd);
    }

    // An entry's number among those of its pair of blocks: of a triangle when they are the same, else of a rectangle, row by row.
    private int Entry(int row, int column)
    {
        (int rows, int columns) = (_block[row], _block[column]);
        (int i, int j) = (row - _first[rows], column - _first[columns]);
        return rows == columns ? FactorSums.Place(i, j) : (i * _size[columns]) + j;
    }

    private (int[] Left, int[] Right) Products()
    {
        int count = 0;
        for (int rows = 0; rows < Count; rows++)
        {
            for (int columns = 0; columns <= rows; columns++)
            {
                _start[FactorSums.Place(rows, columns)] = count;
                count += LevelBatch.Triangle(EntryCount(rows, columns));
            }
        }

        var left = new int[count];
        var right = new int[count];
        for (int rows = 0; rows < Count; rows++)
        {
            for (int columns = 0; columns <= rows; columns++)
            {
                Fill(rows, columns, left.AsSpan(_start[FactorSums.Place(rows, columns)]), right.AsSpan(_start[FactorSums.Place(rows, columns)]));
            }
        }

        return (left, right);
    }

    private int EntryCount(int rows, int columns) => rows == columns ? LevelBatch.Triangle(_size[rows]) : _size[rows] * _size[columns];

    // The products of two entries of a pair of blocks, each pair of entries once.
    private void Fill(int rows, int columns, Span<int> left, Span<int> right)
    {
        var places = new int[EntryCount(rows, columns)];
        int entries = 0;
        for (int row = First(rows); row < End(rows); row++)
        {
            for (int column = First(columns); column < (rows == columns ? row + 1 : End(columns)); column++)
            {
                places[entries++] = FactorSums.Place(row, column);
            }
        }

        int next = 0;
        for (int first = 0; first < entries; first++)
        {
            left.Slice(next, first + 1).Fill(places[first]);
            places.AsSpan(0, first + 1).CopyTo(right[next..]);
            next += first + 1;
        }
    }
}
