using System.ComponentModel;

namespace Lmm;

/// <summary>What a model estimates for each combination of levels of four factors or more, given by their names.</summary>
/// <typeparam name="TValue">What is estimated.</typeparam>
/// <param name="factorCount">The number of factors.</param>
/// <param name="levels">The same by arrays of levels.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PerLevels<TValue>(int factorCount, PerLevel<string[], TValue> levels)
{
    /// <summary>The value for a combination of levels, one per factor in the term's order: zero where one is a reference level.</summary>
    /// <exception cref="ArgumentException">There are more or fewer levels than factors.</exception>
    /// <exception cref="ModelException">No fitted row has one of the levels; the message names the levels that there are.</exception>
    public TValue this[params string[] levelNames]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(levelNames);
            return levelNames.Length == factorCount
                ? levels[[.. levelNames]]
                : throw new ArgumentException($"{levels} has {factorCount} factors; give one level of each.", nameof(levelNames));
        }
    }

    /// <summary>The term whose levels are asked for.</summary>
    public override string ToString() => levels.ToString();
}
