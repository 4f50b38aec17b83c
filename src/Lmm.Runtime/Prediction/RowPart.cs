namespace Lmm.Prediction;

/// <summary>A part of a term: what it makes of the columns of the parts before it, for one row.</summary>
/// <param name="columnCount">The number of its own columns.</param>
internal abstract class RowPart(int columnCount)
{
    /// <summary>The number of its own columns.</summary>
    public int ColumnCount { get; } = columnCount;

    /// <summary>
    /// Multiplies columns by this part's, in place: the former vary faster among the products. False where the row has a level that no fitted row had.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="columns">The columns, and room for the products.</param>
    /// <param name="count">The number of columns.</param>
    public abstract bool TryMultiply(PredictedRow row, Span<double> columns, int count);
}

/// <summary>Numbers, one after the other: a numeric column, or those of a transform.</summary>
/// <param name="first">The place of the first among the row's numbers.</param>
/// <param name="columnCount">How many there are.</param>
internal sealed class NumberPart(int first, int columnCount) : RowPart(columnCount)
{
    public override bool TryMultiply(PredictedRow row, Span<double> columns, int count)
    {
        // The last first, for the first takes the place of the columns.
        for (int own = ColumnCount - 1; own >= 0; own--)
        {
            double value = row.Numbers[first + own];
            for (int k = 0; k < count; k++)
            {
                columns[(own * count) + k] = columns[k] * value;
            }
        }

        return true;
    }
}

/// <summary>A factor whose columns indicate levels.</summary>
/// <param name="factor">Its place among the row's codes.</param>
/// <param name="columnOfLevel">For each level its column, -1 for none.</param>
/// <param name="columnCount">The number of columns.</param>
internal sealed class IndicatorPart(int factor, int[] columnOfLevel, int columnCount) : RowPart(columnCount)
{
    public override bool TryMultiply(PredictedRow row, Span<double> columns, int count)
    {
        int code = row.Codes[factor];
        if (code < 0)
        {
            return false;
        }

        int column = columnOfLevel[code];
        if (column != 0)
        {
            if (column > 0)
            {
                columns[..count].CopyTo(columns[(column * count)..]);
            }

            columns[..count].Clear();
        }

        for (int other = 1; other < ColumnCount; other++)
        {
            if (other != column)
            {
                columns.Slice(other * count, count).Clear();
            }
        }

        return true;
    }
}

/// <summary>A factor by contrasts.</summary>
/// <param name="factor">Its place among the row's codes.</param>
/// <param name="coding">The contrasts, levels × columns.</param>
internal sealed class ContrastPart(int factor, double[,] coding) : RowPart(coding.GetLength(1))
{
    public override bool TryMultiply(PredictedRow row, Span<double> columns, int count)
    {
        int code = row.Codes[factor];
        for (int own = ColumnCount - 1; own >= 0 && code >= 0; own--)
        {
            for (int k = 0; k < count; k++)
            {
                columns[(own * count) + k] = columns[k] * coding[code, own];
            }
        }

        return code >= 0;
    }
}
