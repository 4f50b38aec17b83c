using System.ComponentModel;

namespace Lmm.Formula.Binding;

/// <summary>The contrasts of a factor: one of the named codings, or columns of one's own.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract record FactorContrasts
{
    /// <summary>A named coding whose columns are called by the numbers of levels where they would be called by levels, as R's <c>contr.treatment</c> without levels.</summary>
    public static FactorContrasts Numbered(ContrastCoding coding) => new NamedContrasts(coding) { IsNumbered = true };

    /// <summary>A named coding as contrasts.</summary>
    public static implicit operator FactorContrasts(ContrastCoding coding) => new NamedContrasts(coding);
}

/// <summary>Contrasts by a named coding.</summary>
/// <param name="Coding">The coding.</param>
internal sealed record NamedContrasts(ContrastCoding Coding) : FactorContrasts
{
    /// <summary>True when columns that are called by levels are called by the numbers of levels instead.</summary>
    public bool IsNumbered { get; init; }
}

/// <summary>Contrasts written out: one column fewer than the factor has levels.</summary>
/// <param name="Columns">The columns.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record CustomContrasts(EquatableArray<ContrastColumn> Columns) : FactorContrasts
{
    /// <summary>The number of levels that the columns are for.</summary>
    public int LevelCount => Columns.Count == 0 ? 0 : Columns[0].Weights.Count;

    /// <summary>Why the columns are no contrasts of a factor; null when they are.</summary>
    /// <param name="levelCount">The number of the factor's levels; null where it is not known.</param>
    public string? Fault(int? levelCount)
    {
        if (Columns.FirstOrDefault(column => column.Weights.Count != LevelCount) is { } other)
        {
            return $"the column '{Columns[0].Name}' has {LevelCount} values and '{other.Name}' {other.Weights.Count}; each needs one value for each level";
        }

        if (levelCount is { } levels && LevelCount != levels)
        {
            return $"there are {LevelCount} values a column for {levels} levels; each column needs one value for each level";
        }

        if (Columns.Count != LevelCount - 1)
        {
            return $"there are {Columns.Count} columns of {LevelCount} values; a factor of {LevelCount} levels needs {Math.Max(1, LevelCount - 1)}";
        }

        return ContrastRank.IsFull(Columns, LevelCount) ? null : "a column is a combination of the others and the constant, so that levels cannot be told apart";
    }
}

/// <summary>A column of a contrast matrix.</summary>
/// <param name="Name">What the name of its coefficient adds to the factor's.</param>
/// <param name="Weights">The value for each level, in the order of the levels.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ContrastColumn(string Name, EquatableArray<double> Weights);
