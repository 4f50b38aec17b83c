using System.Globalization;

namespace Lmm.Cells;

/// <summary>Values in blocks: to make room for more, none is moved but those of few.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
internal sealed class BlockList<T>
{
    private const int BlockBits = 14;
    private const int PlaceInBlock = (1 << BlockBits) - 1;
    private const int Fewest = 16;

    private readonly List<T[]> _blocks = [];

    /// <summary>The number of values.</summary>
    public int Count { get; private set; }

    /// <summary>A value.</summary>
    public ref T this[int place] => ref _blocks[place >> BlockBits][place & PlaceInBlock];

    /// <summary>Adds a value.</summary>
    public void Add(T value)
    {
        int place = Count & PlaceInBlock;
        if (place == 0)
        {
            _blocks.Add(new T[Count == 0 ? Fewest : PlaceInBlock + 1]);
        }
        else if (place == _blocks[^1].Length)
        {
            T[] last = _blocks[^1];
            Array.Resize(ref last, 2 * place);
            _blocks[^1] = last;
        }

        _blocks[^1][place] = value;
        Count++;
    }

    /// <summary>The values in an array of their own.</summary>
    public T[] ToArray()
    {
        var all = new T[Count];
        for (int block = 0; block < _blocks.Count; block++)
        {
            int first = block << BlockBits;
            _blocks[block].AsSpan(0, Math.Min(Count - first, PlaceInBlock + 1)).CopyTo(all.AsSpan(first));
        }

        return all;
    }

    /// <summary>How many values there are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} values");
}
