using System.ComponentModel;
using Lmm.Columns;
using Lmm.Kernels;
using Lmm.Variables;

namespace Lmm;

/// <summary>Collects a factor whose levels the data tell.</summary>
/// <typeparam name="TKey">The type of the values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeyedFactorBuilder<TKey> : ColumnBuilder
    where TKey : notnull, IComparable<TKey>, IEquatable<TKey>
{
    private readonly FactorEncoder<TKey> _encoder;

    internal KeyedFactorBuilder(string model, string name, int capacity)
        : base(model, name) => _encoder = new FactorEncoder<TKey>(capacity);

    /// <inheritdoc/>
    public override int Count => _encoder.Count;

    internal override bool IsNumeric => false;

    internal override bool HasMissing => _encoder.HasMissing;

    /// <summary>Adds the next row's value.</summary>
    /// <param name="value">The value; null or NaN when it is missing.</param>
    public void Add(TKey? value)
    {
        // The type is asked first so that no value type is boxed, in unoptimised code either.
        if (typeof(TKey) == typeof(double) ? double.IsNaN((double)(object)value!) : !typeof(TKey).IsValueType && value is null)
        {
            _encoder.AddMissing();
        }
        else
        {
            _encoder.Add(value!);
        }
    }

    /// <summary>Adds a missing value.</summary>
    public void AddMissing() => _encoder.AddMissing();

    internal override void Reserve(int rows) => _encoder.Reserve(rows);

    internal override bool IsMissing(int row) => _encoder.IsMissing(row);

    internal override void AddTo(CompleteCases frame, int[]? keptRows)
    {
        (int[] codes, string[] levels) = Encode(keptRows, frame.Stop);
        frame.Add(new FactorColumn(Name, codes, levels, Model) { DroppedLevels = _encoder.LevelsAt(frame.DroppedRows) });
    }

    /// <summary>The codes of the rows to keep (null: all), and the levels that occur in them, in the order of the keys.</summary>
    internal (int[] Codes, string[] Levels) Encode(int[]? keptRows, CancellationToken cancellationToken)
    {
        (int[] codes, TKey[] keys) = _encoder.Encode(keptRows, cancellationToken);
        string[] levels = Stoppable.Convert(keys, LevelLabel.Of, cancellationToken);
        return typeof(TKey) == typeof(double) ? MergeEqual(codes, levels) : (codes, levels);
    }

    // Numbers that agree to the digits that labels have are one level; in numeric order they are neighbours.
    private static (int[] Codes, string[] Levels) MergeEqual(int[] codes, string[] levels)
    {
        int[] newCodes = new int[levels.Length];
        List<string> distinct = [];
        for (int i = 0; i < levels.Length; i++)
        {
            if (i == 0 || levels[i] != levels[i - 1])
            {
                distinct.Add(levels[i]);
            }

            newCodes[i] = distinct.Count - 1;
        }

        return distinct.Count == levels.Length ? (codes, levels) : (UsedLevels.Recode(codes, newCodes), [.. distinct]);
    }
}
