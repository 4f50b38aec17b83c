using System.ComponentModel;
using Lmm.Results;

namespace Lmm;

/// <summary>What a model estimates for each combination of levels of four factors or more, given by their names.</summary>
/// <typeparam name="TValue">What is estimated.</typeparam>
/// <param name="term">The term, as the formula's expansion names it.</param>
/// <param name="factorCount">The number of factors.</param>
/// <param name="value">Finds a value by the name of its column.</param>
/// <param name="columnName">The name of a combination's column.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PerLevels<TValue>(string term, int factorCount, Func<string, TValue> value, Func<string[], string> columnName)
{
    /// <summary>The value for a combination of levels, one per factor in the term's order.</summary>
    /// <exception cref="ArgumentException">There are more or fewer levels than factors.</exception>
    /// <exception cref="ModelException">The combination has no column: it holds a reference level, or is not in the data.</exception>
    public TValue this[params string[] levels]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(levels);
            return levels.Length == factorCount
                ? LevelColumn.Find(term, columnName(levels), value)
                : throw new ArgumentException($"{term} has {factorCount} factors; give one level of each.", nameof(levels));
        }
    }

    /// <summary>The term whose levels are asked for.</summary>
    public override string ToString() => $"{term}, by its levels";
}
