namespace Lmm.Printing.Tables;

/// <summary>The cells of a table as texts: numbers formatted by what they are, as R formats them.</summary>
internal static class CellTexts
{
    private const string NotAvailable = "NA";

    /// <summary>The cells, column by column; numbers of one column have equal width.</summary>
    public static string[][] Of(ResultTable table)
    {
        string[][] cells = new string[table.Columns.Count][];
        FillNumbers(table, cells);
        for (int j = 0; j < cells.Length; j++)
        {
            cells[j] ??= table.Columns[j] switch
            {
                { Kind: ColumnKind.Group, Texts: { } groups } => [.. groups.Select((group, row) => row > 0 && groups[row - 1] == group ? "" : group)],
                { Texts: { } texts } => [.. texts],
                TableColumn correlations => new string[correlations.Count],
            };
        }

        FillCorrelations(table, cells);
        return cells;
    }

    /// <summary>The cells, column by column, without the blanks that give numbers equal width.</summary>
    public static string[][] Trimmed(ResultTable table)
        => [.. Of(table).Zip(table.Columns, static (cells, column) => column.Numbers is null ? cells : Array.ConvertAll(cells, static cell => cell.Trim()))];

    /// <summary>The p-values of a table, NaN where there is none; null for a table without p-values.</summary>
    public static double[]? PValues(ResultTable table)
        => table.Columns.LastOrDefault(static column => column.Kind == ColumnKind.PValue) is { Numbers: { } values } ? Values(values) : null;

    private static void FillNumbers(ResultTable table, string[][] cells)
    {
        int[] places = [.. Enumerable.Range(0, cells.Length).Where(j => table.Columns[j] is { Numbers: not null, Kind: not ColumnKind.Correlation })];
        MatrixColumn[] columns = [.. places.Select(j => new MatrixColumn(KindOf(table.Columns[j]), Values(table.Columns[j].Numbers!)))];
        string[][] texts = CoefficientMatrix.Format(columns, table.Digits, NotAvailable);
        for (int k = 0; k < places.Length; k++)
        {
            IReadOnlyList<double?> numbers = table.Columns[places[k]].Numbers!;
            cells[places[k]] = [.. texts[k].Select((text, row) => numbers[row] is null ? "" : text)];
        }
    }

    private static MatrixColumnKind KindOf(TableColumn column) => column.Kind switch
    {
        ColumnKind.Estimate or ColumnKind.StandardError => MatrixColumnKind.Coefficient,
        ColumnKind.DegreesOfFreedom when column.SharesDecimals => MatrixColumnKind.Coefficient,
        ColumnKind.Statistic => column.ZapsSmall ? MatrixColumnKind.ZappedStatistic : MatrixColumnKind.Statistic,
        ColumnKind.PValue => MatrixColumnKind.PValue,
        ColumnKind.Criterion => MatrixColumnKind.Zapped,
        _ => MatrixColumnKind.Plain,
    };

    // The correlations of one group of rows share a format, which has room for the 1 of the diagonal.
    private static void FillCorrelations(ResultTable table, string[][] cells)
    {
        int[] places = [.. Enumerable.Range(0, cells.Length).Where(j => table.Columns[j] is { Numbers: not null, Kind: ColumnKind.Correlation })];
        IReadOnlyList<string>? groups = table.Columns.FirstOrDefault(static column => column.Kind == ColumnKind.Group)?.Texts;
        for (int first = 0, next; first < table.RowCount && places.Length > 0; first = next)
        {
            next = first + 1;
            while (next < table.RowCount && (groups is null || groups[next] == groups[first]))
            {
                next++;
            }

            (int Row, int Column)[] known =
            [
                .. from row in Enumerable.Range(first, next - first)
                   from j in places
                   where table.Columns[j].Numbers![row] is not null
                   select (row, j),
            ];
            double[] rounded = [.. known.Select(place => Rounding.ToDecimals(table.Columns[place.Column].Numbers![place.Row]!.Value, table.Columns[place.Column].Decimals)), 1];
            string[] texts = RealFormat.FormatAll(rounded, SummaryDigits.Numbers, table.Columns[places[0]].Decimals);
            for (int k = 0; k < known.Length; k++)
            {
                cells[known[k].Column][known[k].Row] = texts[k];
            }
        }

        foreach (int j in places)
        {
            cells[j] = Array.ConvertAll(cells[j], static cell => cell ?? "");
        }
    }

    private static double[] Values(IReadOnlyList<double?> numbers) => [.. numbers.Select(static number => number ?? double.NaN)];
}
