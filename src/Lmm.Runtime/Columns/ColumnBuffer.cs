using System.Runtime.CompilerServices;

namespace Lmm.Columns;

/// <summary>An array that grows: the storage of a column while its length is not known.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal struct ColumnBuffer<T>
{
    private const int FirstCapacity = 256;

    private T[] _items;

    public ColumnBuffer(int capacity) => _items = capacity > 0 ? new T[capacity] : [];

    /// <summary>A buffer that holds an array as it is; the array is shared until something is added.</summary>
    public ColumnBuffer(T[] items)
    {
        _items = items;
        Count = items.Length;
    }

    /// <summary>The number of elements.</summary>
    public int Count { get; private set; }

    /// <summary>The elements so far.</summary>
    public readonly Span<T> Items => _items.AsSpan(0, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T item)
    {
        T[] items = _items;
        int count = Count;
        if ((uint)count >= (uint)items.Length)
        {
            items = Grow();
        }

        items[count] = item;
        Count = count + 1;
    }

    public void Reserve(int capacity)
    {
        if (capacity > _items.Length)
        {
            Resize(capacity);
        }
    }

    /// <summary>The elements as an array of exactly their number; not a copy when the buffer is full.</summary>
    public readonly T[] ToArray() => _items.Length == Count ? _items : Items.ToArray();

    /// <summary>The elements at <paramref name="rows"/>.</summary>
    public readonly T[] Select(int[] rows)
    {
        T[] selected = GC.AllocateUninitializedArray<T>(rows.Length);
        for (int i = 0; i < selected.Length; i++)
        {
            selected[i] = _items[rows[i]];
        }

        return selected;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T[] Grow()
    {
        Resize(int.Max(FirstCapacity, (int)long.Min(2L * _items.Length, Array.MaxLength)));
        return _items;
    }

    private void Resize(int capacity)
    {
        T[] items = GC.AllocateUninitializedArray<T>(capacity);
        Items.CopyTo(items);
        _items = items;
    }
}
