using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lmm;

/// <summary>Collects a factor whose levels the data tell.</summary>
/// <typeparam name="TKey">The type of the values.</typeparam>
public sealed class KeyedFactorBuilder<TKey> : ColumnBuilder
    where TKey : notnull, IComparable<TKey>, IEquatable<TKey>
{
    private const int Missing = -1;

    private readonly Dictionary<TKey, int> _codeOfKey = [];
    private ColumnBuffer<int> _codes;

    // By code, in order of appearance: the key, and the code that came after it the last time. Rows mostly come sorted
    // or in cycles, so that a comparison with the expected key saves the look-up.
    private ColumnBuffer<TKey> _keys = new(0);
    private int[] _successors = [];
    private int _last = Missing;
    private bool _hasMissing;

    internal KeyedFactorBuilder(string model, string name, int capacity)
        : base(model, name) => _codes = new ColumnBuffer<int>(capacity);

    /// <inheritdoc/>
    public override int Count => _codes.Count;

    internal override bool IsNumeric => false;

    internal override bool HasMissing => _hasMissing;

    /// <summary>Adds the next row's value.</summary>
    /// <param name="value">The value; null when it is missing.</param>
    public void Add(TKey? value)
    {
        if (value is null)
        {
            AddMissing();
            return;
        }

        int last = _last;
        if (last >= 0)
        {
            int expected = _successors[last];
            if (AreEqual(_keys.Items[expected], value))
            {
                _last = expected;
                _codes.Add(expected);
                return;
            }
        }

        int code = LookUp(value);
        if (last >= 0)
        {
            _successors[last] = code;
        }

        _last = code;
        _codes.Add(code);
    }

    /// <summary>Adds a missing value.</summary>
    public void AddMissing()
    {
        _hasMissing = true;
        _codes.Add(Missing);
    }

    internal override void Reserve(int rows) => _codes.Reserve(rows);

    internal override bool IsMissing(int row) => _codes.Items[row] == Missing;

    internal override void AddTo(ModelFrame frame, int[]? keptRows)
    {
        int[] codes = keptRows is null ? _codes.ToArray() : _codes.Select(keptRows);
        bool[] used = UsedLevels.Find(codes, _keys.Count);
        int[] order = SortedCodes(used, out TKey[] keys);

        int[] ranks = new int[_keys.Count];
        for (int rank = 0; rank < order.Length; rank++)
        {
            ranks[order[rank]] = rank;
        }

        frame.Add(new FactorColumn(Name, UsedLevels.Recode(codes, ranks), Array.ConvertAll(keys, LevelLabel.Of), Model));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreEqual(TKey first, TKey second)
        => (!typeof(TKey).IsValueType && ReferenceEquals(first, second)) || first.Equals(second);

    private int LookUp(TKey key)
    {
        ref int code = ref CollectionsMarshal.GetValueRefOrAddDefault(_codeOfKey, key, out bool known);
        if (!known)
        {
            code = _keys.Count;
            _keys.Add(key);
            if (code >= _successors.Length)
            {
                Array.Resize(ref _successors, int.Max(16, 2 * _successors.Length));
            }

            _successors[code] = code;
        }

        return code;
    }

    // The used codes in the order of their keys.
    private int[] SortedCodes(bool[] used, out TKey[] keys)
    {
        List<int> codes = [];
        for (int code = 0; code < used.Length; code++)
        {
            if (used[code])
            {
                codes.Add(code);
            }
        }

        int[] order = [.. codes];
        keys = _keys.Select(order);
        IComparer<TKey> comparer = typeof(TKey) == typeof(string) ? (IComparer<TKey>)StringComparer.Ordinal : Comparer<TKey>.Default;
        if (!IsSorted(keys, comparer))
        {
            Array.Sort(keys, order, comparer);
        }

        return order;
    }

    private static bool IsSorted(TKey[] keys, IComparer<TKey> comparer)
    {
        for (int i = 1; i < keys.Length; i++)
        {
            if (comparer.Compare(keys[i - 1], keys[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }
}
