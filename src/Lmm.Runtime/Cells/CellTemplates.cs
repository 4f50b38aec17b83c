using System.Globalization;
using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Cells;

/// <summary>
/// Which cells have the same columns of a design but for the numbers: the template of a cell. Cells of thousands of groups have a few, such as the combinations of the levels of the factors in
/// the fixed effects. The sums of all cells of a template tell the sums of all columns over all rows.
/// </summary>
internal sealed class CellTemplates
{
    private const int MostPieces = 16;
    private const int FewestInPiece = 4096;

    private CellTemplates(int[] codes, List<int> first, CellTable sums) => (Codes, First, Sums) = (codes, first, sums);

    /// <summary>The template of each cell.</summary>
    public int[] Codes { get; }

    /// <summary>The first cell of each template.</summary>
    public IReadOnlyList<int> First { get; }

    /// <summary>The sums of the cells of each template.</summary>
    public CellTable Sums { get; }

    /// <summary>Finds the templates; null where there are more than half as many as cells, so that nothing is gained by them.</summary>
    /// <param name="columns">The columns of the design of cells.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="workers">The threads to use; what is found does not depend on their number.</param>
    public static CellTemplates? Of(IEnumerable<double[]> columns, CellTable cells, Workers workers)
    {
        double[][] varying = [.. columns.Distinct<double[]>(ReferenceEqualityComparer.Instance).Where(static column => column.AsSpan().ContainsAnyExcept(column[0]))];
        int most = cells.Count / 2;
        int atOnce = Math.Max(FewestInPiece, (cells.Count + MostPieces - 1) / MostPieces);
        var codes = new int[cells.Count];
        var pieces = new Piece[(cells.Count + atOnce - 1) / atOnce];
        workers.Run(cells.Count, atOnce, (from, end) =>
        {
            Piece piece = pieces[from / atOnce] = new Piece(varying, cells);
            for (int cell = from; cell < end && piece.First.Count <= most; cell++)
            {
                codes[cell] = piece.Add(cell, cells, cell);
            }
        });
        Piece all = new(varying, cells);
        var places = new int[pieces.Length][];
        for (int piece = 0; piece < pieces.Length; piece++)
        {
            places[piece] = [.. pieces[piece].First.Select((row, own) => all.Add(row, pieces[piece].Sums, own))];
        }

        if (all.First.Count > most)
        {
            return null;
        }

        workers.Run(cells.Count, atOnce, (from, end) =>
        {
            int[] own = places[from / atOnce];
            for (int cell = from; cell < end; cell++)
            {
                codes[cell] = own[codes[cell]];
            }
        });
        return new CellTemplates(codes, all.First, all.Sums);
    }

    /// <summary>How many templates there are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First.Count} templates of {Codes.Length} cells");

    // The templates of some cells, and their sums: a table of open addresses, by the bits of the columns.
    private sealed class Piece(double[][] columns, CellTable cells)
    {
        private const int FewestSlots = 64;

        // One more than the template, zero for none.
        private int[] _slots = new int[FewestSlots];

        public List<int> First { get; } = [];

        public CellTable Sums { get; } = new(0, cells.Units);

        // Adds the sums of a cell of a table to the template that a cell has, and returns its code.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Add(int place, CellTable from, int cell)
        {
            int slot = SlotOf(place);
            int code = _slots[slot] - 1;
            if (code >= 0)
            {
                Sums.Put(code, from.RowsOf(cell), from.WeightOf(cell), 0, from.MeansOf(cell), from.ScattersOf(cell));
                return code;
            }

            code = First.Count;
            First.Add(place);
            _slots[slot] = First.Count;
            Sums.Add([], from.RowsOf(cell), from.WeightOf(cell), 0, from.MeansOf(cell), from.ScattersOf(cell), mayBeKnown: false);
            if (2 * First.Count > _slots.Length)
            {
                _slots = new int[2 * _slots.Length];
                for (int known = 0; known < First.Count; known++)
                {
                    _slots[SlotOf(First[known])] = known + 1;
                }
            }

            return code;
        }

        // Where the template of a cell is, or would be.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int SlotOf(int place)
        {
            const ulong Odd = 0x9E3779B97F4A7C15;
            ulong hash = 0;
            foreach (double[] column in columns)
            {
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(column[place])) * Odd;
                hash ^= hash >> 32;
            }

            int slot = (int)(hash & (ulong)(_slots.Length - 1));
            while (_slots[slot] > 0 && !AreSame(First[_slots[slot] - 1], place))
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            return slot;
        }

        private bool AreSame(int one, int other)
        {
            foreach (double[] column in columns)
            {
                if (BitConverter.DoubleToInt64Bits(column[one]) != BitConverter.DoubleToInt64Bits(column[other]))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
