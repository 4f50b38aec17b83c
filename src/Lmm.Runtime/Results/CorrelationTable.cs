using System.Globalization;
using System.Text;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm.Results;

/// <summary>The correlation matrix of the fixed effects.</summary>
internal static class CorrelationTable
{
    private const string Title = "Correlation of Fixed Effects";
    private const string LabelName = "name";
    private const int Decimals = 3;
    private const int RowNameLength = 11;
    private const int ColumnNameLength = 6;

    /// <summary>The lower triangle, of the estimable coefficients.</summary>
    public static ResultTable Of(ModelFit fit)
    {
        int[] estimable = [.. Enumerable.Range(0, fit.Coefficients.Count).Where(j => fit.Coefficients[j].IsEstimable)];
        string[] names = [.. estimable.Select(j => fit.Coefficients[j].Name)];
        string[] distinct = Distinct(names);
        Matrix correlation = fit.CoefficientCorrelation;
        return new ResultTable(
        [
            TableColumn.OfTexts(LabelName, "Coefficient", names, ColumnKind.Label),
            .. estimable.Select((column, j) => TableColumn.OfNumbers(
                distinct[j],
                names[j],
                ColumnKind.Correlation,
                estimable.Select((row, i) => i > j ? correlation[row, column] : (double?)null),
                Decimals)),
        ])
        {
            Title = Title,
        };
    }

    /// <summary>Writes the correlations as lme4 does: abbreviated names, without the row and the column that are empty.</summary>
    public static void Write(StringBuilder output, ModelFit fit)
    {
        ResultTable table = Of(fit);
        string[][] cells = CellTexts.Of(table);
        string[] rowNames = Abbreviation.Abbreviate(cells[0], RowNameLength);
        string[] columnNames = Abbreviation.Abbreviate(cells[0], ColumnNameLength);
        TextColumn[] columns = [.. Enumerable.Range(0, table.RowCount - 1).Select(j => new TextColumn(columnNames[j], cells[j + 1][1..]))];
        output.Append('\n').Append(Title).Append(":\n");
        TextTable.Write(output, rowNames[1..], columns, rightAligned: false);
    }

    // Programs know a column by its name, which two coefficients, or a coefficient and the column of labels, may share.
    private static string[] Distinct(string[] names)
    {
        HashSet<string> taken = [LabelName];
        return [.. names.Select(name =>
        {
            string distinct = name;
            for (int number = 2; !taken.Add(distinct); number++)
            {
                distinct = string.Create(CultureInfo.InvariantCulture, $"{name} ({number})");
            }

            return distinct;
        })];
    }
}
