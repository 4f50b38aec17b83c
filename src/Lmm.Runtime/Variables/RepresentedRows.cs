namespace Lmm.Variables;

/// <summary>What the complete rows of a model stand for, where they have the sums of others and are fewer.</summary>
/// <param name="RowCount">The number of rows that they stand for.</param>
/// <param name="DroppedRowCount">The number of rows that were left out.</param>
/// <param name="LogWeightSum">Σ log w of the rows that they stand for; zero for equal weights.</param>
/// <param name="HasWeights">Whether these have weights of their own.</param>
internal sealed record RepresentedRows(long RowCount, long DroppedRowCount, double LogWeightSum, bool HasWeights)
{
    /// <summary>Counts what <see cref="Counts"/> has.</summary>
    public required Func<long[]> Count { private get; init; }

    /// <summary>How many rows each row stands for, those that were dropped and are kept for transforms to learn from after the others; together they are all.</summary>
    public long[] Counts => field ??= Count();

    /// <summary>
    /// Of numbers that rows do not have, because they were summed: what a reference grid averages over, the mean, or the one value that all rows have; no value where there are two, and nobody
    /// knows which row has which.
    /// </summary>
    public IReadOnlyDictionary<string, double[]> Covariates { get; init; } = new Dictionary<string, double[]>();

    /// <summary>Whether the response is known to vary among the rows that are stood for, whatever those have which stand for them.</summary>
    public bool HasVaryingResponse { get; init; }

    /// <summary>The most values that transforms learn from.</summary>
    private const long MostLearnedFrom = 100_000_000;

    /// <summary>The finite values of a column as often as rows have them, for transforms to learn from.</summary>
    public double[] Repeat(NumericColumn column, string model, string label)
    {
        long total = Counts.Sum();
        if (total > MostLearnedFrom)
        {
            throw new ModelException(model, LmmErrorCode.TooLarge, FormattableString.Invariant($"{label} learns from {total} values, and {MostLearnedFrom} are the most; write out what it learns, such as knots or a mean, or fit it to a part of the rows first."));
        }

        var repeated = new List<double>((int)total);
        for (int row = 0; row < Counts.Length; row++)
        {
            if (Counts[row] > 0 && double.IsFinite(column[row]))
            {
                repeated.AddRange(Enumerable.Repeat(column[row], (int)Counts[row]));
            }
        }

        return [.. repeated];
    }
}
