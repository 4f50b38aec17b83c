namespace Lmm.Solver;

/// <summary>The rows of a design that have a value of one response.</summary>
internal static class CompleteResponse
{
    /// <summary>
    /// The design of the rows whose response is not NaN. The columns stay those of the whole design, so that coefficients mean the same for
    /// every response; levels of grouping factors that lose all rows go.
    /// </summary>
    public static ModelDesign Of(ModelDesign design, ReadOnlySpan<double> response)
    {
        var kept = new List<int>(response.Length);
        for (int row = 0; row < response.Length; row++)
        {
            if (!double.IsNaN(response[row]))
            {
                kept.Add(row);
            }
        }

        int[] rows = [.. kept];
        CompleteCases frame = design.Frame;
        var complete = new CompleteCases
        {
            Model = frame.Model,
            Formula = frame.Formula,
            RowCount = rows.Length,
            DroppedRowCount = frame.DroppedRowCount + response.Length - rows.Length,
            InputRows = frame.InputRows is int[] input ? Select(input, rows) : rows,
        };
        var factors = new Dictionary<FactorColumn, FactorColumn>(ReferenceEqualityComparer.Instance);
        return new ModelDesign(
            complete,
            new NumericColumn(design.Response.Name, Select(response.ToArray(), rows)),
            design.Weights is null ? null : Select(design.Weights, rows),
            design.Offset is null ? null : Select(design.Offset, rows),
            Select(design.FixedEffects, rows),
            Array.ConvertAll(design.RandomTerms, term => term with { Grouping = Select(term.Grouping, rows, factors), Matrix = Select(term.Matrix, rows) }))
        {
            WeightsName = design.WeightsName,
        };
    }

    private static T[] Select<T>(T[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);

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
