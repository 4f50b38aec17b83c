using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Lmm.Members;

namespace Lmm;

/// <summary>What a model estimates for each level of a factor of a term, such as its coefficients; generated results have such members.</summary>
/// <typeparam name="TLevel">The type of the levels.</typeparam>
/// <typeparam name="TValue">What is estimated.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PerLevel<TLevel, TValue>
    where TLevel : notnull
{
    private readonly TermLevels<TLevel> _levels;
    private readonly ITermValues<TValue> _values;

    internal PerLevel(TermLevels<TLevel> levels, ITermValues<TValue> values)
    {
        _levels = levels;
        _values = values;
    }

    /// <summary>
    /// The value for a level: zero for the reference level, which the others are compared with; "not in the data" for a value of an enum, or a truth
    /// value, that no fitted row has.
    /// </summary>
    /// <exception cref="ModelException">No fitted row has the level, which is no value of an enum; the message names the levels that there are.</exception>
    public TValue this[TLevel level] => _levels.Find(level, _values);

    /// <summary>Finds the value for a level that is in the data, the reference level included, without an error when it is not.</summary>
    public bool TryGet(TLevel level, [NotNullWhen(true)] out TValue? value) => _levels.TryFind(level, _values, out value!);

    /// <summary>The term whose levels are asked for.</summary>
    public override string ToString() => _levels.ToString();
}

/// <summary>What a model estimates for each combination of levels of two factors of a term.</summary>
/// <typeparam name="TFirst">The type of the first factor's levels.</typeparam>
/// <typeparam name="TSecond">The type of the second factor's levels.</typeparam>
/// <typeparam name="TValue">What is estimated.</typeparam>
/// <param name="levels">The same by pairs of levels.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PerLevel<TFirst, TSecond, TValue>(PerLevel<(TFirst First, TSecond Second), TValue> levels)
{
    /// <summary>The value for a combination of levels: zero where one is a reference level; "not in the data" where one is a value of an enum that no fitted row has.</summary>
    /// <exception cref="ModelException">No fitted row has one of the levels, which is no value of an enum; the message names the levels that there are.</exception>
    public TValue this[TFirst first, TSecond second] => levels[(first, second)];

    /// <summary>Finds the value for levels that are in the data, reference levels included, without an error when they are not.</summary>
    public bool TryGet(TFirst first, TSecond second, [NotNullWhen(true)] out TValue? value) => levels.TryGet((first, second), out value);

    /// <summary>The term whose levels are asked for.</summary>
    public override string ToString() => levels.ToString();
}

/// <summary>What a model estimates for each combination of levels of three factors of a term.</summary>
/// <typeparam name="TFirst">The type of the first factor's levels.</typeparam>
/// <typeparam name="TSecond">The type of the second factor's levels.</typeparam>
/// <typeparam name="TThird">The type of the third factor's levels.</typeparam>
/// <typeparam name="TValue">What is estimated.</typeparam>
/// <param name="levels">The same by triples of levels.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PerLevel<TFirst, TSecond, TThird, TValue>(PerLevel<(TFirst First, TSecond Second, TThird Third), TValue> levels)
{
    /// <summary>The value for a combination of levels: zero where one is a reference level; "not in the data" where one is a value of an enum that no fitted row has.</summary>
    /// <exception cref="ModelException">No fitted row has one of the levels, which is no value of an enum; the message names the levels that there are.</exception>
    public TValue this[TFirst first, TSecond second, TThird third] => levels[(first, second, third)];

    /// <summary>Finds the value for levels that are in the data, reference levels included, without an error when they are not.</summary>
    public bool TryGet(TFirst first, TSecond second, TThird third, [NotNullWhen(true)] out TValue? value) => levels.TryGet((first, second, third), out value);

    /// <summary>The term whose levels are asked for.</summary>
    public override string ToString() => levels.ToString();
}
