using Lmm.Coordinates;

namespace Lmm.Crossing;

/// <summary>A grouping factor with the parts of terms on it: they share one block row of the cross-products.</summary>
/// <param name="Column">The factor.</param>
/// <param name="Parts">The indices of the parts on it, in the formula's order.</param>
/// <param name="Rows">The rows in which a column by itself is not zero, the only ones that count; null for all.</param>
/// <param name="Family">Factors of one family, other than −1, meet in no row.</param>
internal sealed record GroupedFactor(FactorColumn Column, int[] Parts, int[]? Rows, int Family)
{
    /// <summary>Gathers the parts of a design's terms by grouping factor, in the order in which the factors first occur.</summary>
    public static GroupedFactor[] Of(ModelDesign design, RandomTermPart[] parts)
    {
        List<GroupedFactor> factors = [];
        for (int part = 0; part < parts.Length; part++)
        {
            FactorColumn column = design.RandomTerms[parts[part].Term].Grouping;
            int known = parts[part].Rows is null ? factors.FindIndex(factor => factor.Rows is null && IsSame(factor.Column, column)) : -1;
            if (known < 0)
            {
                factors.Add(new GroupedFactor(column, [part], parts[part].Rows, parts[part].Family));
            }
            else
            {
                factors[known] = factors[known] with { Parts = [.. factors[known].Parts, part] };
            }
        }

        return [.. factors];
    }

    /// <summary>The rows that count, by level.</summary>
    public LevelOrder Order() => LevelOrder.Of(Column.Codes, Column.Levels.Length, Rows);

    /// <summary>Whether some row may belong to a level of both.</summary>
    public bool Meets(GroupedFactor other) => Family < 0 || Family != other.Family;

    /// <summary>The factor with a code of −1 in the rows that do not count.</summary>
    public FactorColumn Masked()
    {
        if (Rows is null)
        {
            return Column;
        }

        var codes = new int[Column.Codes.Length];
        Array.Fill(codes, -1);
        foreach (int row in Rows)
        {
            codes[row] = Column.Codes[row];
        }

        return new FactorColumn(Column.Name, codes, Column.Levels);
    }

    /// <summary>The factor's columns of Z in working coordinates, by part.</summary>
    public ColumnBlock[] Blocks(ModelDesign design, RandomTermPart[] parts, RandomTermLayout[] layouts)
        => Array.ConvertAll(Parts, part => new ColumnBlock(parts[part].Columns(design), layouts[part].Basis));

    private static bool IsSame(FactorColumn left, FactorColumn right)
        => ReferenceEquals(left, right)
            || (left.Name == right.Name && left.Levels.Length == right.Levels.Length && left.Codes.AsSpan().SequenceEqual(right.Codes));
}
