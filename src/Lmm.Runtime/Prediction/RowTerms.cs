namespace Lmm.Prediction;

/// <summary>The terms of X, or those left of a bar: one row of a model matrix.</summary>
/// <param name="terms">The parts of each term; none for the intercept.</param>
internal sealed class RowTerms(RowPart[][] terms)
{
    private readonly int[] _widths = Array.ConvertAll(terms, static parts => parts.Aggregate(1, static (width, part) => width * part.ColumnCount));

    /// <summary>The number of columns.</summary>
    public int ColumnCount => _widths.Sum();

    /// <summary>Writes the row of the matrix; false where the row has a level that no fitted row had.</summary>
    /// <param name="row">The row.</param>
    /// <param name="columns">Room for the columns.</param>
    public bool TryWrite(PredictedRow row, Span<double> columns)
    {
        for (int term = 0; term < terms.Length; term++)
        {
            columns[0] = 1;
            int count = 1;
            foreach (RowPart part in terms[term])
            {
                if (!part.TryMultiply(row, columns, count))
                {
                    return false;
                }

                count *= part.ColumnCount;
            }

            columns = columns[_widths[term]..];
        }

        return true;
    }
}

/// <summary>A random-effects term.</summary>
/// <param name="Grouping">The place of the grouping factor among the row's codes.</param>
/// <param name="LevelOfCode">For each code of the factor its place among the levels that have conditional modes, negative for none; null where codes are these places.</param>
/// <param name="Terms">The terms left of the bar.</param>
internal sealed record RandomRowTerm(int Grouping, int[]? LevelOfCode, RowTerms Terms)
{
    /// <summary>The level of a row; negative for one without conditional modes.</summary>
    public int LevelOf(PredictedRow row)
    {
        int code = row.Codes[Grouping];
        return code < 0 || LevelOfCode is null ? code : LevelOfCode[code];
    }
}
