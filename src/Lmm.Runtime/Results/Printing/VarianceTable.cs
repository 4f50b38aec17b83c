using System.Text;

namespace Lmm.Printing;

/// <summary>The table of variance components in the layout of lme4's.</summary>
internal static class VarianceTable
{
    /// <summary>Writes the table with the residual variance below.</summary>
    public static void Write(StringBuilder output, LinearMixedModelFit fit, int digits)
    {
        IReadOnlyList<RandomTermEstimates> terms = fit.Terms;
        string[] groups = UniqueNames.Of([.. terms.Select(term => term.Grouping.Name)]);
        List<string> groupCells = [];
        List<string> nameCells = [];
        List<double> deviations = [];
        for (int t = 0; t < terms.Count; t++)
        {
            for (int i = 0; i < terms[t].EffectNames.Length; i++)
            {
                groupCells.Add(i == 0 ? groups[t] : "");
                nameCells.Add(terms[t].EffectNames[i]);
                deviations.Add(Math.Sqrt(terms[t].Covariance[i, i]));
            }
        }

        groupCells.Add("Residual");
        nameCells.Add("");
        deviations.Add(fit.Sigma);
        List<TextColumn> columns =
        [
            new("Groups", groupCells),
            new("Name", nameCells),
            new("Variance", RealFormat.FormatAll([.. deviations.Select(deviation => deviation * deviation)], digits)),
            new("Std.Dev.", RealFormat.FormatAll([.. deviations], digits)),
        ];
        columns.AddRange(CorrelationColumns(terms, digits));
        output.Append("Random effects:\n");
        TextTable.Write(output, [.. groupCells.Select(_ => "")], columns, rightAligned: false);
    }

    // Lower triangles of the terms' correlation matrices, one below the other.
    private static IEnumerable<TextColumn> CorrelationColumns(IReadOnlyList<RandomTermEstimates> terms, int digits)
    {
        int widest = terms.Max(term => term.EffectNames.Length);
        List<string>[] columns = [.. Enumerable.Range(0, widest - 1).Select(_ => new List<string>())];
        foreach (RandomTermEstimates term in terms)
        {
            int effects = term.EffectNames.Length;
            string[] texts = FormatCorrelations(term.Correlation, Math.Max(2, digits - 2));
            for (int i = 0; i < effects; i++)
            {
                for (int j = 0; j < columns.Length; j++)
                {
                    columns[j].Add(i > j ? texts[(i * effects) + j] : "");
                }
            }
        }

        return columns.Select((cells, j) => new TextColumn(j == 0 ? "Corr" : "", [.. cells, ""]));
    }

    private static string[] FormatCorrelations(double[,] correlation, int decimals)
    {
        double[] rounded = new double[correlation.Length];
        int order = correlation.GetLength(0);
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                rounded[(i * order) + j] = i == j ? 1 : Rounding.ToDecimals(correlation[i, j], decimals);
            }
        }

        return RealFormat.FormatAll(rounded, 7, decimals);
    }
}
