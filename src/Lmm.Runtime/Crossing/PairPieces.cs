using System.Runtime.CompilerServices;

namespace Lmm.Crossing;

/// <summary>Collects the cross-products of one factor's levels with those of another, piece by piece of the first factor's levels.</summary>
internal sealed class PairPieces
{
    private readonly Piece[] _pieces;
    private readonly int _rowEffects;
    private readonly int _columnEffects;

    public PairPieces(int pieceCount, int rowEffects, int columnEffects)
    {
        _rowEffects = rowEffects;
        _columnEffects = columnEffects;
        _pieces = new Piece[pieceCount];
        for (int piece = 0; piece < pieceCount; piece++)
        {
            _pieces[piece] = new Piece();
        }
    }

    /// <summary>Finds the partners of the next level, whose rows stand at the positions first … end − 1, and gives each a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void BeginLevel(int piece, int[]? order, int first, int end, int[] codes, int[] places)
    {
        Piece own = _pieces[piece];
        int begin = own.Partners.Count;
        for (int at = first; at < end; at++)
        {
            int code = codes[order is null ? at : order[at]];
            if (code < 0)
            {
                continue;
            }

            int place = places[code];
            if (place < begin || place >= own.Partners.Count || own.Partners[place] != code)
            {
                places[code] = own.Partners.Count;
                own.Partners.Add(code);
            }
        }

        own.Partners.Sort(begin, own.Partners.Count - begin, null);
        for (int place = begin; place < own.Partners.Count; place++)
        {
            places[own.Partners[place]] = place;
        }

        own.Counts.Add(own.Partners.Count - begin);
        own.Reserve((long)own.Partners.Count * _rowEffects * _columnEffects);
    }

    /// <summary>Adds the products of rows of one level: <paramref name="left"/> rows <paramref name="stride"/> apart, <paramref name="right"/> rows k₂ apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Accumulate(int piece, int[]? order, int first, int count, int[] codes, int[] places, ReadOnlySpan<double> left, int stride, ReadOnlySpan<double> right)
    {
        double[] values = _pieces[piece].Values;
        for (int index = 0; index < count; index++)
        {
            int code = codes[order is null ? first + index : order[first + index]];
            if (code < 0)
            {
                continue;
            }

            int at = places[code] * _rowEffects * _columnEffects;
            for (int row = 0; row < _rowEffects; row++)
            {
                double factor = left[(index * stride) + row];
                for (int column = 0; column < _columnEffects; column++)
                {
                    values[at++] += factor * right[(index * _columnEffects) + column];
                }
            }
        }
    }

    /// <summary>Puts the pieces together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public PairCrossProducts Join(int first, int second, int levelCount)
    {
        var start = new int[levelCount + 1];
        int level = 0;
        foreach (Piece piece in _pieces)
        {
            foreach (int count in piece.Counts)
            {
                start[level + 1] = start[level] + count;
                level++;
            }
        }

        int size = _rowEffects * _columnEffects;
        var partner = new int[start[levelCount]];
        var values = new double[(long)partner.Length * size];
        int at = 0;
        foreach (Piece piece in _pieces)
        {
            piece.Partners.CopyTo(partner, at);
            piece.Values.AsSpan(0, piece.Partners.Count * size).CopyTo(values.AsSpan(at * size));
            at += piece.Partners.Count;
        }

        return new PairCrossProducts(first, second, start, partner, values);
    }

    private sealed class Piece
    {
        public List<int> Partners { get; } = [];

        public List<int> Counts { get; } = [];

        public double[] Values { get; private set; } = [];

        public void Reserve(long length)
        {
            if (length > Values.Length)
            {
                double[] values = Values;
                Array.Resize(ref values, checked((int)Math.Max(length, Math.Min(2L * Values.Length, Array.MaxLength))));
                Values = values;
            }
        }
    }
}
