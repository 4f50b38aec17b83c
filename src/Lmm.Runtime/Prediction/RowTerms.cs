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

    /// <summary>Writes the derivatives of the row of the matrix, term by term those of its numeric parts in turn; false where the row has a level that no fitted row had.</summary>
    /// <param name="row">The row, with its slopes.</param>
    /// <param name="columns">Room for the columns, zeros at first.</param>
    /// <param name="products">Room for as many columns.</param>
    public bool TryWriteSlopes(PredictedRow row, Span<double> columns, Span<double> products)
    {
        for (int term = 0; term < terms.Length; term++)
        {
            foreach (RowPart differentiated in terms[term].Where(static part => part is NumberPart))
            {
                if (!TryMultiply(terms[term], differentiated, row, products))
                {
                    return false;
                }

                for (int column = 0; column < _widths[term]; column++)
                {
                    columns[column] += products[column];
                }
            }

            columns = columns[_widths[term]..];
        }

        return true;
    }

    private static bool TryMultiply(RowPart[] parts, RowPart differentiated, PredictedRow row, Span<double> products)
    {
        PredictedRow slopes = new() { Numbers = row.Slopes, Codes = row.Codes };
        products[0] = 1;
        int count = 1;
        foreach (RowPart part in parts)
        {
            if (!part.TryMultiply(ReferenceEquals(part, differentiated) ? slopes : row, products, count))
            {
                return false;
            }

            count *= part.ColumnCount;
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
