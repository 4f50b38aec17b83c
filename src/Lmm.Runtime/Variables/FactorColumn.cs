using System.Globalization;
using Lmm.Formula.Binding;
using Lmm.Variables;
using Lmm.Variables.Contrasts;

namespace Lmm;

/// <summary>A factor of a model frame: a code per row and the levels that the codes stand for.</summary>
public sealed class FactorColumn
{
    private readonly string _model;

    internal FactorColumn(string name, int[] codes, string[] levels, string model = "")
    {
        Name = name;
        Codes = codes;
        Levels = levels;
        _model = model;
    }

    /// <summary>The name by which the formula calls the factor.</summary>
    public string Name { get; }

    /// <summary>The levels that occur, in order.</summary>
    public IReadOnlyList<string> LevelNames => Array.AsReadOnly(Levels);

    /// <summary>The index in <see cref="LevelNames"/> of a row's level; negative for a level that no fitted row had.</summary>
    /// <param name="row">The row, counted from zero.</param>
    public int Code(int row) => Codes[row];

    /// <summary>The codes, one per row.</summary>
    internal int[] Codes { get; }

    /// <summary>The levels that occur, in order.</summary>
    internal string[] Levels { get; }

    /// <summary>
    /// What rows to predict, and rows of weight zero, have that no fitted row had: a code of -1 stands for the first, -2 for
    /// the second, and so on. Null stands for a missing level, which factors of random terms alone can have.
    /// </summary>
    internal string?[] UnknownLevels { get; init; } = [];

    /// <summary>Which levels of which factors each level combines; null for a factor that combines none.</summary>
    internal CrossedLevels? Crossed { get; init; }

    /// <summary>Where the rows stand in their input.</summary>
    internal RowPlaces Places { get; init; }

    /// <summary>The levels of the rows that were dropped, null where the level is missing: transforms learn from comparisons in these rows too.</summary>
    internal string?[] DroppedLevels { get; init; } = [];

    /// <summary>The factor coded by contrasts: one column fewer than levels.</summary>
    /// <param name="contrasts">The contrasts: a <see cref="ContrastCoding"/>, or columns of one's own.</param>
    /// <exception cref="ModelException">
    /// The factor has just one level, so that there is nothing to contrast; the columns do not fit its levels; or a row to
    /// predict has a level that no fitted row had.
    /// </exception>
    public CodedFactor Contrasts(FactorContrasts contrasts)
    {
        RefuseUnknownLevels();
        if (Levels.Length < 2)
        {
            throw new ModelException(
                _model, LmmErrorCode.NotIdentifiable,
                $"the factor {Name} has the one level '{Levels[0]}' in the rows that are fitted, so it has no effect to estimate; take it out of the formula or add rows of other levels.");
        }

        if (contrasts is CustomContrasts custom && custom.Fault(Levels.Length) is { } fault)
        {
            throw new ModelException(_model, LmmErrorCode.UnsuitableColumn, $"the contrasts of {Name} do not fit its levels in the rows that are fitted ({LevelLabel.List(Levels)}): {fault}.");
        }

        return new CodedFactor(this, ContrastMatrix.Of(contrasts, Levels));
    }

    /// <summary>The factor coded by full indicators: one column per level.</summary>
    /// <exception cref="ModelException">A row to predict has a level that no fitted row had.</exception>
    public CodedFactor Indicators()
    {
        RefuseUnknownLevels();
        return new CodedFactor(this, ContrastMatrix.Indicators(Levels));
    }

    /// <summary>The same factor with a level put first: R's <c>relevel()</c>.</summary>
    /// <param name="reference">The level.</param>
    /// <exception cref="ModelException">The factor does not have it.</exception>
    public FactorColumn Relevel(string reference)
    {
        int first = Array.IndexOf(Levels, reference);
        if (first < 0)
        {
            throw new ModelException(_model, LmmErrorCode.UnsuitableColumn, $"{Name} puts the level '{reference}' first, which no row has that is fitted; its levels are {LevelLabel.List(Levels)}.");
        }

        int[] ranks = [.. Enumerable.Range(0, Levels.Length).Select(level => level == first ? 0 : level < first ? level + 1 : level)];
        string[] levels = [reference, .. Levels.Where((_, level) => level != first)];
        return new FactorColumn(Name, UsedLevels.Recode(Codes, ranks), levels, _model) { UnknownLevels = UnknownLevels, Places = Places };
    }

    /// <summary>The same factor under another name: column names start with it, so that back-ticks stay as the formula has them.</summary>
    public FactorColumn As(string name)
        => name == Name ? this : new FactorColumn(name, Codes, Levels, _model) { UnknownLevels = UnknownLevels, Places = Places };

    /// <summary>A factor of this name and these levels over rows to predict.</summary>
    internal FactorColumn With(int[] codes, string?[] unknownLevels, RowPlaces places)
        => new(Name, codes, Levels, _model) { UnknownLevels = unknownLevels, Places = places };

    /// <summary>The same rows by other levels; a code of -1 stands for the first unknown level, -2 for the second, and so on.</summary>
    internal FactorColumn WithLevels(int[] codes, string[] levels, string?[] unknownLevels, CrossedLevels? crossed)
        => new(Name, codes, levels, _model) { UnknownLevels = unknownLevels, Places = Places, Crossed = crossed };

    /// <summary>The level at a row, fitted or not; null when it is missing. After the rows come those that were dropped because they lack a value.</summary>
    internal string? LevelAt(int row)
        => row >= Codes.Length ? DroppedLevels[row - Codes.Length]
            : Codes[row] >= 0 ? Levels[Codes[row]]
            : UnknownLevels[-1 - Codes[row]];

    private void RefuseUnknownLevels()
    {
        int row = Array.FindIndex(Codes, code => code < 0 && UnknownLevels[-1 - code] is not null);
        if (row >= 0)
        {
            throw UnknownLevel(row);
        }
    }

    /// <summary>The error for a row to predict whose level no fitted row had.</summary>
    internal ModelException UnknownLevel(int row) => new(
        _model, LmmErrorCode.UnknownLevel,
        $"{Places.Of(row)} has the value '{LevelAt(row)}' of {Name}, which no row has that was fitted (they have {LevelLabel.List(Levels)}).");

    /// <summary>The name and the levels.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Codes.Length} rows of {LevelLabel.List(Levels)}");
}
