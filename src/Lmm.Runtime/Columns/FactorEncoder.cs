using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lmm.Kernels;
using Lmm.Variables;

namespace Lmm.Columns;

/// <summary>Turns the values of a factor into codes; the keys are told, and put in order, at the end.</summary>
/// <typeparam name="TKey">The type of the values.</typeparam>
internal sealed class FactorEncoder<TKey>
    where TKey : notnull, IComparable<TKey>, IEquatable<TKey>
{
    private const int Missing = DeclaredFactorBuilder.Missing;

    /// <summary>The most keys, texts among them, that are sorted within some milliseconds.</summary>
    private const int MostAtOnce = 1 << 13;

    private readonly Dictionary<TKey, int> _codeOfKey = [];
    private ColumnBuffer<int> _codes;

    // By code, in order of appearance: the key, and the code that came after it the last time. Rows mostly come sorted
    // or in cycles, so that a comparison with the expected key saves the look-up.
    private ColumnBuffer<TKey> _keys = new(0);
    private ColumnBuffer<int> _successors = new(0);
    private int _last = Missing;

    public FactorEncoder(int capacity) => _codes = new ColumnBuffer<int>(capacity);

    /// <summary>The number of rows so far.</summary>
    public int Count => _codes.Count;

    /// <summary>True when a row lacks its value.</summary>
    public bool HasMissing { get; private set; }

    public void Reserve(int rows) => _codes.Reserve(rows);

    public bool IsMissing(int row) => _codes.Items[row] == Missing;

    public void AddMissing()
    {
        HasMissing = true;
        _codes.Add(Missing);
    }

    public void Add(TKey key)
    {
        int last = _last;
        if (last >= 0)
        {
            int expected = _successors.Items[last];
            if (AreEqual(_keys.Items[expected], key))
            {
                _last = expected;
                _codes.Add(expected);
                return;
            }
        }

        int code = LookUp(key);
        if (last >= 0)
        {
            _successors.Items[last] = code;
        }

        _last = code;
        _codes.Add(code);
    }

    /// <summary>The codes of the rows to keep (null: all), -1 where the value is missing, and the keys that occur in them, in order.</summary>
    public (int[] Codes, TKey[] Keys) Encode(int[]? keptRows, CancellationToken cancellationToken)
    {
        ReadOnlySpan<int> codes = keptRows is null ? _codes.Items : _codes.Select(keptRows);
        (int[] order, TKey[] keys) = Sort(UsedLevels.Find(codes, _keys.Count), cancellationToken);
        int[] ranks = new int[_keys.Count];
        for (int rank = 0; rank < order.Length; rank++)
        {
            ranks[order[rank]] = rank;
        }

        return (UsedLevels.Recode(codes, ranks), keys);
    }

    /// <summary>The key of a row that has one.</summary>
    public TKey KeyAt(int row) => _keys.Items[_codes.Items[row]];

    /// <summary>The levels at some rows, null where the value is missing.</summary>
    public string?[] LevelsAt(int[] rows)
    {
        Dictionary<int, string> levelOfCode = [];
        return Array.ConvertAll(_codes.Select(rows), code =>
        {
            if (code != Missing && !levelOfCode.ContainsKey(code))
            {
                levelOfCode.Add(code, LevelLabel.Of(_keys.Items[code]));
            }

            return code == Missing ? null : levelOfCode[code];
        });
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
            _successors.Add(code);
        }

        return code;
    }

    // The used codes, and their keys, in the order of the keys.
    private (int[] Codes, TKey[] Keys) Sort(bool[] used, CancellationToken cancellationToken)
    {
        List<int> usedCodes = [];
        for (int code = 0; code < used.Length; code++)
        {
            if (used[code])
            {
                usedCodes.Add(code);
            }
        }

        int[] order = [.. usedCodes];
        TKey[] keys = _keys.Select(order);
        IComparer<TKey> comparer = typeof(TKey) == typeof(string) ? (IComparer<TKey>)StringComparer.Ordinal : Comparer<TKey>.Default;
        if (IsSorted(keys, comparer))
        {
            return (order, keys);
        }

        if (keys.Length <= MostAtOnce)
        {
            Array.Sort(keys, order, comparer);
            return (order, keys);
        }

        var byKey = Comparer<(TKey Key, int Code)>.Create((first, second) => comparer.Compare(first.Key, second.Key));
        (TKey Key, int Code)[] sorted = RunSort.Ascending([.. keys.Zip(order)], byKey, MostAtOnce, cancellationToken);
        return (Array.ConvertAll(sorted, static pair => pair.Code), Array.ConvertAll(sorted, static pair => pair.Key));
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
