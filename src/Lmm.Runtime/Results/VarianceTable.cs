using System.Text;
using Lmm.Printing;

namespace Lmm.Results;

/// <summary>The table of variance components in the layout of lme4's.</summary>
internal static class VarianceTable
{
    // Correlations show two digits fewer than variances.
    private const int CorrelationDecimals = SummaryDigits.Estimates - 2;

    /// <summary>Writes the table.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="terms">The terms, in the order to print them.</param>
    /// <param name="sigma">The residual standard deviation, for a last row; null for none.</param>
    public static void Write(StringBuilder output, IReadOnlyList<RandomTermEstimates> terms, double? sigma)
    {
        string[] groups = UniqueNames.Of([.. terms.Select(term => term.Grouping)]);
        List<string> groupCells = [.. terms.SelectMany((term, t) => term.EffectNames.Select((_, i) => i == 0 ? groups[t] : ""))];
        List<string> nameCells = [.. terms.SelectMany(term => term.EffectNames)];
        List<double> deviations = [.. terms.SelectMany(term => term.EffectNames.Select((_, i) => term.StandardDeviation(i)))];
        if (sigma is { } residual)
        {
            groupCells.Add("Residual");
            nameCells.Add("");
            deviations.Add(residual);
        }

        List<TextColumn> columns =
        [
            new("Groups", groupCells),
            new("Name", nameCells),
            new("Variance", RealFormat.FormatAll([.. deviations.Select(deviation => deviation * deviation)], SummaryDigits.Estimates)),
            new("Std.Dev.", RealFormat.FormatAll([.. deviations], SummaryDigits.Estimates)),
            .. CorrelationColumns(terms, deviations.Count),
        ];
        TextTable.Write(output, [.. groupCells.Select(_ => "")], columns, rightAligned: false);
    }

    // Lower triangles of the terms' correlation matrices, one below the other.
    private static IEnumerable<TextColumn> CorrelationColumns(IReadOnlyList<RandomTermEstimates> terms, int rows)
    {
        int widest = terms.Max(term => term.EffectNames.Length);
        List<string>[] columns = [.. Enumerable.Range(0, widest - 1).Select(_ => new List<string>())];
        foreach (RandomTermEstimates term in terms)
        {
            int effects = term.EffectNames.Length;
            string[] texts = FormatCorrelations(term.Correlation);
            for (int i = 0; i < effects; i++)
            {
                for (int j = 0; j < columns.Length; j++)
                {
                    columns[j].Add(i > j ? texts[(i * effects) + j] : "");
                }
            }
        }

        return columns.Select((cells, j) => new TextColumn(j == 0 ? "Corr" : "", [.. cells, .. Enumerable.Repeat("", rows - cells.Count)]));
    }

    private static string[] FormatCorrelations(double[,] correlation)
    {
        double[] rounded = new double[correlation.Length];
        int order = correlation.GetLength(0);
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                rounded[(i * order) + j] = i == j ? 1 : Rounding.ToDecimals(correlation[i, j], CorrelationDecimals);
            }
        }

        return RealFormat.FormatAll(rounded, SummaryDigits.Numbers, CorrelationDecimals);
    }
}
