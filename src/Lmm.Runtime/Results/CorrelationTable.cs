using System.Text;
using Lmm.Printing;

namespace Lmm.Results;

/// <summary>The correlation matrix of the fixed effects: lower triangle, abbreviated names.</summary>
internal static class CorrelationTable
{
    private const int Decimals = 3;
    private const int RowNameLength = 11;
    private const int ColumnNameLength = 6;

    /// <summary>Writes the correlations of the estimable coefficients.</summary>
    public static void Write(StringBuilder output, ModelFit fit)
    {
        int[] estimable = [.. Enumerable.Range(0, fit.Coefficients.Count).Where(j => fit.Coefficients[j].IsEstimable)];
        string[] names = [.. estimable.Select(j => fit.Coefficients[j].Name)];
        double[,] correlation = fit.CoefficientCorrelation;
        int order = names.Length;
        double[] rounded = new double[order * order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                rounded[(i * order) + j] = Rounding.ToDecimals(correlation[estimable[i], estimable[j]], Decimals);
            }
        }

        string[] texts = RealFormat.FormatAll(rounded, SummaryDigits.Numbers, Decimals);
        string[] rowNames = Abbreviation.Abbreviate(names, RowNameLength);
        string[] columnNames = Abbreviation.Abbreviate(names, ColumnNameLength);
        TextColumn[] columns =
        [
            .. Enumerable.Range(0, order - 1).Select(j => new TextColumn(
                columnNames[j],
                [.. Enumerable.Range(1, order - 1).Select(i => i > j ? texts[(i * order) + j] : "")])),
        ];
        output.Append("\nCorrelation of Fixed Effects:\n");
        TextTable.Write(output, rowNames[1..], columns, rightAligned: false);
    }
}
