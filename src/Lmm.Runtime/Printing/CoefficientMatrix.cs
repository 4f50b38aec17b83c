namespace Lmm.Printing;

/// <summary>How a column of a coefficient matrix is formatted.</summary>
internal enum MatrixColumnKind
{
    /// <summary>An estimate or standard error: all such columns share one format.</summary>
    Coefficient,

    /// <summary>A test statistic: rounded to one digit fewer.</summary>
    Statistic,

    /// <summary>A test statistic whose elements that are small beside the largest lose the decimals that do not matter beside it.</summary>
    ZappedStatistic,

    /// <summary>A p-value, with stars.</summary>
    PValue,

    /// <summary>Anything else, formatted by itself.</summary>
    Plain,

    /// <summary>Anything else, with elements that are small beside the largest rounded away.</summary>
    Zapped,
}

/// <summary>A column of a coefficient matrix; NaN elements are not available.</summary>
internal sealed record MatrixColumn(MatrixColumnKind Kind, double[] Values);

/// <summary>The numbers of tables of estimates and tests as R's <c>printCoefmat</c> formats them.</summary>
internal static class CoefficientMatrix
{
    /// <summary>The cells, column by column; those of one column have equal width.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="digits">The number of significant digits.</param>
    /// <param name="notAvailable">What stands for an element that is not available.</param>
    public static string[][] Format(IReadOnlyList<MatrixColumn> columns, int digits, string notAvailable)
    {
        double[][] values = [.. columns.Select(column => column.Kind is MatrixColumnKind.Zapped or MatrixColumnKind.ZappedStatistic ? Rounding.ZapSmall(column.Values, digits) : column.Values)];
        string[][] cells = [.. columns.Select(column => new string[column.Values.Length])];
        FillCoefficients(cells, values, columns, digits);
        FillOthers(cells, values, columns, digits);
        ReplaceFalseZeros(cells, values, columns, digits);
        for (int j = 0; j < cells.Length; j++)
        {
            for (int i = 0; i < cells[j].Length; i++)
            {
                cells[j][i] = double.IsNaN(values[j][i]) ? notAvailable : cells[j][i];
            }
        }

        return cells;
    }

    private static void FillCoefficients(string[][] cells, double[][] values, IReadOnlyList<MatrixColumn> columns, int digits)
    {
        (int Row, int Column)[] places = [.. Places(columns, values, kind => kind == MatrixColumnKind.Coefficient)];
        double[] magnitudes = [.. places.Select(place => Math.Abs(values[place.Column][place.Row])).Where(value => value != 0 && double.IsFinite(value))];
        double smallest = magnitudes.Length == 0 ? 1 : 1 + Math.Floor(Math.Log10(magnitudes.Min()));
        double largest = magnitudes.Length == 0 ? 1 : 1 + Math.Floor(Math.Log10(magnitudes.Max()));
        double decimals = Math.Max(1, digits - Math.Min(smallest, largest));
        Fill(cells, places, [.. places.Select(place => Rounding.ToDecimals(values[place.Column][place.Row], decimals))], digits);
    }

    private static void FillOthers(string[][] cells, double[][] values, IReadOnlyList<MatrixColumn> columns, int digits)
    {
        int testDigits = Math.Max(1, Math.Min(5, digits - 1));
        (int Row, int Column)[] tests = [.. Places(columns, values, IsStatistic)];
        Fill(cells, tests, [.. tests.Select(place => Rounding.ToDecimals(values[place.Column][place.Row], testDigits))], digits);
        for (int j = 0; j < columns.Count; j++)
        {
            int column = j;
            int[] rows = [.. Enumerable.Range(0, values[j].Length).Where(i => !double.IsNaN(values[column][i]))];
            double[] available = [.. rows.Select(i => values[column][i])];
            if (columns[j].Kind is MatrixColumnKind.Plain or MatrixColumnKind.Zapped)
            {
                Fill(cells, [.. rows.Select(i => (i, column))], available, digits);
            }
            else if (columns[j].Kind == MatrixColumnKind.PValue && rows.Length > 0)
            {
                string[] texts = PValueFormat.FormatAll(available, testDigits);
                for (int i = 0; i < rows.Length; i++)
                {
                    cells[j][rows[i]] = texts[i];
                }
            }
        }
    }

    // What is not zero must not print as zero.
    private static void ReplaceFalseZeros(string[][] cells, double[][] values, IReadOnlyList<MatrixColumn> columns, int digits)
    {
        (int Row, int Column)[] places =
        [
            .. Places(columns, values, kind => kind != MatrixColumnKind.PValue && !IsStatistic(kind))
                .Where(place => values[place.Column][place.Row] != 0 && !cells[place.Column][place.Row].AsSpan().ContainsAnyInRange('1', '9')),
        ];
        Fill(cells, places, [.. places.Select(place => values[place.Column][place.Row])], Math.Max(1, digits - 1));
    }

    private static bool IsStatistic(MatrixColumnKind kind) => kind is MatrixColumnKind.Statistic or MatrixColumnKind.ZappedStatistic;

    private static IEnumerable<(int Row, int Column)> Places(IReadOnlyList<MatrixColumn> columns, double[][] values, Predicate<MatrixColumnKind> wanted)
        => from j in Enumerable.Range(0, columns.Count)
           where wanted(columns[j].Kind)
           from i in Enumerable.Range(0, values[j].Length)
           where !double.IsNaN(values[j][i])
           select (i, j);

    private static void Fill(string[][] cells, (int Row, int Column)[] places, double[] values, int digits)
    {
        string[] texts = RealFormat.FormatAll(values, digits);
        for (int k = 0; k < places.Length; k++)
        {
            cells[places[k].Column][places[k].Row] = texts[k];
        }
    }
}
