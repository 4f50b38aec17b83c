namespace Lmm.Findings;

/// <summary>The combinations of values that the fixed effects take, where they are few beside the rows.</summary>
/// <param name="Rows">The rows that count, of all rows of the design.</param>
/// <param name="Codes">For each of them the number of its combination.</param>
/// <param name="Count">The number of combinations.</param>
/// <param name="Variables">What takes the values, as the formula spells it.</param>
internal sealed record CovariatePatterns(int[] Rows, int[] Codes, int Count, string[] Variables)
{
    /// <summary>Fewer rows for each combination, on average, are not worth a look.</summary>
    private const int LeastRows = 10;

    /// <summary>With more columns, combinations are hardly few.</summary>
    private const int MostColumns = 64;

    /// <summary>The number of rows for each combination, on average.</summary>
    public double RowsPerPattern => (double)Rows.Length / Count;

    /// <summary>The combinations of a fit; null where there is just one, or where they are not few.</summary>
    public static CovariatePatterns? Of(ModelFit fit)
    {
        ModelDesign design = fit.Design;
        ModelMatrix x = design.FixedEffects;
        if (x.ColumnCount > MostColumns)
        {
            return null;
        }

        int[] rows = design.ObservedRows ?? [.. Enumerable.Range(0, design.Rows.RowCount)];
        double[][] columns = x.Columns;
        var known = new Dictionary<Pattern, int>();
        var codes = new int[rows.Length];
        var values = new double[columns.Length];
        for (int index = 0; index < rows.Length; index++)
        {
            for (int column = 0; column < values.Length; column++)
            {
                values[column] = columns[column][rows[index]];
            }

            if (!known.TryGetValue(new Pattern(values), out int code))
            {
                code = known.Count;
                known.Add(new Pattern([.. values]), code);
                if ((long)known.Count * LeastRows > rows.Length)
                {
                    return null;
                }
            }

            codes[index] = code;
        }

        string[] variables = design.Terms is { } terms
            ? [.. terms.Spec.FixedTerms.SelectMany(static term => term.Components).Select(static component => component.Label).Distinct()]
            : [.. fit.Coefficients.Names];
        return known.Count > 1 ? new CovariatePatterns(rows, codes, known.Count, variables) : null;
    }

    /// <summary>
    /// True where nearly all levels of a factor have the same number of rows of a combination, as genes have that are measured on the same samples: of the cells of levels and combinations a share has the
    /// most frequent number of its combination.
    /// </summary>
    /// <param name="factor">The factor.</param>
    /// <param name="share">The share.</param>
    public bool IsRegular(FactorColumn factor, double share)
    {
        long cells = (long)factor.Levels.Length * Count;
        if (cells * share > Rows.Length)
        {
            return false;
        }

        var counts = new int[cells];
        for (int index = 0; index < Rows.Length; index++)
        {
            counts[((long)factor.Codes[Rows[index]] * Count) + Codes[index]]++;
        }

        int regular = 0;
        for (int pattern = 0; pattern < Count; pattern++)
        {
            regular += Enumerable.Range(0, factor.Levels.Length).Select(level => counts[((long)level * Count) + pattern]).Where(static count => count > 0)
                .GroupBy(static count => count).Select(static alike => alike.Count()).DefaultIfEmpty().Max();
        }

        return regular >= share * cells;
    }

    /// <summary>The values of the columns of one row.</summary>
    private readonly struct Pattern(double[] values) : IEquatable<Pattern>
    {
        private readonly double[] _values = values;

        public bool Equals(Pattern other) => _values.AsSpan().SequenceEqual(other._values);

        public override bool Equals(object? obj) => obj is Pattern other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (double value in _values)
            {
                hash.Add(value);
            }

            return hash.ToHashCode();
        }
    }
}
