using Lmm.Variables.Contrasts;

namespace Lmm.Shapes;

/// <summary>A fixed-effects term as a design has it: which columns of X are its own, and what they are products of.</summary>
/// <param name="Label">The label, such as <c>week:genotype</c>.</param>
/// <param name="First">The first of its columns, counted from zero.</param>
/// <param name="Parts">Its parts, the first of which varies fastest among the columns; none for the column of ones.</param>
internal sealed record FixedTermShape(string Label, int First, IReadOnlyList<TermPartShape> Parts)
{
    /// <summary>True for the column of ones.</summary>
    public bool IsIntercept => Parts.Count == 0;

    /// <summary>The number of its columns.</summary>
    public int ColumnCount => Parts.Aggregate(1, static (count, part) => count * part.ColumnCount);
}

/// <summary>A part of a term: a factor with its coding, or a number's columns.</summary>
/// <param name="Name">The name as the formula spells it; the same in all terms.</param>
/// <param name="ColumnCount">The number of its columns.</param>
/// <param name="Levels">The levels of a factor; null for numbers.</param>
/// <param name="Coding">The columns that stand for the levels; null for numbers.</param>
internal sealed record TermPartShape(string Name, int ColumnCount, IReadOnlyList<string>? Levels = null, ContrastMatrix? Coding = null)
{
    /// <summary>True for a factor.</summary>
    public bool IsFactor => Levels is not null;

    /// <summary>True for a factor that is coded by contrasts, false for one that has a column for each level, and for numbers.</summary>
    public bool IsContrasted => Levels is not null && ColumnCount < Levels.Count;

    /// <summary>The number of cells: levels of a factor, columns of a number.</summary>
    public int CellCount => Levels?.Count ?? ColumnCount;
}
