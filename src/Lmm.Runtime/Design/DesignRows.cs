using Lmm.Variables;

namespace Lmm.Design;

/// <summary>Takes some of the rows of a design.</summary>
internal static class DesignRows
{
    /// <summary>
    /// The design of those rows, in that order. The columns stay those of the whole design, so that coefficients mean the same; levels of
    /// grouping factors that lose all rows go.
    /// </summary>
    public static ModelDesign Select(ModelDesign design, int[] rows)
    {
        CompleteCases frame = design.Rows;
        var selected = new CompleteCases
        {
            ModelName = frame.ModelName,
            Formula = frame.Formula,
            RowCount = rows.Length,
            DroppedRowCount = frame.DroppedRowCount + frame.RowCount - rows.Length,
            StrayCells = frame.StrayCells,
            Places = frame.Places with { InputRows = frame.InputRows is int[] input ? Select(input, rows) : rows },
        };
        var factors = new Dictionary<FactorColumn, FactorColumn>(ReferenceEqualityComparer.Instance);
        return design.With(
            selected,
            new NumericColumn(design.Response.Name, Select(design.Response.Values, rows)),
            design.Weights is null ? null : Select(design.Weights, rows),
            design.Offset is null ? null : Select(design.Offset, rows),
            Select(design.FixedEffects, rows),
            Array.ConvertAll(design.RandomTerms, term => term with { Grouping = Select(term.Grouping, rows, factors), Matrix = Select(term.Matrix, rows) }));
    }

    private static T[] Select<T>(T[] values, int[] rows) => RowSelection.Of<T>(values, rows);

    private static ModelMatrix Select(ModelMatrix matrix, int[] rows) => matrix with { Columns = Array.ConvertAll(matrix.Columns, column => Select(column, rows)) };

    // Terms on one factor must stay on one factor.
    private static FactorColumn Select(FactorColumn factor, int[] rows, Dictionary<FactorColumn, FactorColumn> known)
    {
        if (!known.TryGetValue(factor, out FactorColumn? selected))
        {
            int[] codes = Select(factor.Codes, rows);
            bool[] used = UsedLevels.Find(codes, factor.Levels.Length);
            selected = new FactorColumn(factor.Name, UsedLevels.Recode(codes, UsedLevels.Ranks(used)), [.. factor.Levels.Where((_, level) => used[level])]);
            known.Add(factor, selected);
        }

        return selected;
    }
}
