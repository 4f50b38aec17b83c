using System.Collections.Concurrent;
using System.ComponentModel;
using Lmm.Members;
using Lmm.Variables;

namespace Lmm;

/// <summary>A level of one factor of a term, for generated code.</summary>
/// <param name="factor">The factor as the formula spells it.</param>
/// <param name="level">The level.</param>
/// <param name="isClosed">Whether its type has no values but levels, as an enum has.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TermLevel(string factor, string level, bool isClosed)
{
    /// <summary>The factor as the formula spells it.</summary>
    public string Factor { get; } = factor;

    /// <summary>The level.</summary>
    public string Level { get; } = level;

    /// <summary>Whether its type has no values but levels, as an enum has: then one that is not in the data is an answer, not a mistake.</summary>
    public bool IsClosed { get; } = isClosed;

    /// <summary>The factor and the level.</summary>
    public override string ToString() => $"{Factor} {Level}";
}

/// <summary>Where the columns of a term are found by the levels that they stand for, for generated code. A column's name is looked up once.</summary>
/// <typeparam name="TLevel">The type of the levels: that of a factor's values, or a tuple of them.</typeparam>
/// <param name="term">The term, as the formula's expansion names it.</param>
/// <param name="columnName">The name of a level's column.</param>
/// <param name="levels">The levels of the factors whose columns are called by them.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TermLevels<TLevel>(string term, Func<TLevel, string> columnName, Func<TLevel, TermLevel[]> levels)
    where TLevel : notnull
{
    private const int Reference = -1;

    private readonly ConcurrentDictionary<TLevel, int> _places = new(LevelComparer.Of<TLevel>());

    /// <summary>The value of a level: of its column, or what is known of a level without one.</summary>
    /// <exception cref="ModelException">The level has no column and is no reference level, and its type does not tell that it could be in the data.</exception>
    internal TValue Find<TValue>(TLevel level, ITermValues<TValue> values)
    {
        if (TryFind(level, values, out TValue? value))
        {
            return value!;
        }

        string name = columnName(level);
        TermLevel[] parts = levels(level);
        if (Array.Exists(parts, part => part.IsClosed && Absent(part, values)) && !Array.Exists(parts, part => !part.IsClosed && Absent(part, values)))
        {
            return values.NotInData(name);
        }

        string reason = string.Concat(parts.Where(part => Absent(part, values))
            .Select(part => $"no fitted row has the level '{part.Level}' of {part.Factor} (they have {LevelLabel.List(values.LevelsOf(part.Factor)!)}); "));
        throw new ModelException(values.ModelName, LmmErrorCode.NoSuchResult, $"the term {term} has no column {name}: {reason}{values.Names.Unknown(name)}");
    }

    /// <summary>The value of a level that is in the data; false for others.</summary>
    internal bool TryFind<TValue>(TLevel level, ITermValues<TValue> values, out TValue? value)
    {
        if (!_places.TryGetValue(level, out int place))
        {
            if (!values.Names.TryFind(columnName(level), out place))
            {
                place = Reference;
                if (!IsReference(levels(level), values))
                {
                    value = default;
                    return false;
                }
            }

            _places[level] = place;
        }

        value = place == Reference ? values.OfReference(columnName(level)) : values.At(place);
        return true;
    }

    /// <summary>The term.</summary>
    public override string ToString() => $"{term}, by its levels";

    // All levels are in the data, and one has no column: it is the one that the others are compared with.
    private static bool IsReference<TValue>(TermLevel[] parts, ITermValues<TValue> values)
        => Array.TrueForAll(parts, part => values.LevelsOf(part.Factor)?.Contains(part.Level) == true) && Array.Exists(parts, part => values.LevelsOf(part.Factor)![0] == part.Level);

    private static bool Absent<TValue>(TermLevel part, ITermValues<TValue> values) => values.LevelsOf(part.Factor)?.Contains(part.Level) == false;
}
