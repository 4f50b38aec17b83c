using System.ComponentModel;
using Lmm.Results;

namespace Lmm;

/// <summary>What a model estimates for each level of a factor of a term, such as its coefficients; generated results have such members.</summary>
/// <typeparam name="TLevel">The type of the levels.</typeparam>
/// <typeparam name="TValue">What is estimated.</typeparam>
/// <param name="term">The term, as the formula's expansion names it.</param>
/// <param name="value">Finds a value by the name of its column.</param>
/// <param name="columnName">The name of a level's column.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PerLevel<TLevel, TValue>(string term, Func<string, TValue> value, Func<TLevel, string> columnName)
{
    /// <summary>The value for a level.</summary>
    /// <exception cref="ModelException">The level has no column: it is the reference level, or not in the data.</exception>
    public TValue this[TLevel level] => LevelColumn.Find(term, columnName(level), value);

    /// <summary>The term whose levels are asked for.</summary>
    public override string ToString() => $"{term}, by its levels";
}

/// <summary>What a model estimates for each combination of levels of two factors of a term.</summary>
/// <typeparam name="TFirst">The type of the first factor's levels.</typeparam>
/// <typeparam name="TSecond">The type of the second factor's levels.</typeparam>
/// <typeparam name="TValue">What is estimated.</typeparam>
/// <param name="term">The term, as the formula's expansion names it.</param>
/// <param name="value">Finds a value by the name of its column.</param>
/// <param name="columnName">The name of a combination's column.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PerLevel<TFirst, TSecond, TValue>(string term, Func<string, TValue> value, Func<TFirst, TSecond, string> columnName)
{
    /// <summary>The value for a combination of levels.</summary>
    /// <exception cref="ModelException">The combination has no column: it holds a reference level, or is not in the data.</exception>
    public TValue this[TFirst first, TSecond second] => LevelColumn.Find(term, columnName(first, second), value);

    /// <summary>The term whose levels are asked for.</summary>
    public override string ToString() => $"{term}, by its levels";
}

/// <summary>What a model estimates for each combination of levels of three factors of a term.</summary>
/// <typeparam name="TFirst">The type of the first factor's levels.</typeparam>
/// <typeparam name="TSecond">The type of the second factor's levels.</typeparam>
/// <typeparam name="TThird">The type of the third factor's levels.</typeparam>
/// <typeparam name="TValue">What is estimated.</typeparam>
/// <param name="term">The term, as the formula's expansion names it.</param>
/// <param name="value">Finds a value by the name of its column.</param>
/// <param name="columnName">The name of a combination's column.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PerLevel<TFirst, TSecond, TThird, TValue>(string term, Func<string, TValue> value, Func<TFirst, TSecond, TThird, string> columnName)
{
    /// <summary>The value for a combination of levels.</summary>
    /// <exception cref="ModelException">The combination has no column: it holds a reference level, or is not in the data.</exception>
    public TValue this[TFirst first, TSecond second, TThird third] => LevelColumn.Find(term, columnName(first, second, third), value);

    /// <summary>The term whose levels are asked for.</summary>
    public override string ToString() => $"{term}, by its levels";
}
