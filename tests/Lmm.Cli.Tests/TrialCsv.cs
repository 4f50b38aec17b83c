using System.Globalization;
using System.Text;

namespace Lmm.Cli.Tests;

/// <summary>A made-up trial whose columns have every type and awkward names.</summary>
internal static class TrialCsv
{
    private static readonly string[] Arms = ["placebo", "old", "new drug"];
    private static readonly string[] Genotypes = ["WT", "CSB"];

    /// <summary>Sixty rows: numbers, whole numbers, text, truth values, dates, missing values, names that are no identifiers.</summary>
    public static string Text { get; } = Write(',', '.');

    /// <summary>The same with other characters between cells and before decimals.</summary>
    public static string Write(char delimiter, char point)
    {
        StringBuilder text = new(string.Join(delimiter, "y", "dose", "arm", "genotype", "site", "subject", "probe set", "class", "day", "done", "w", "known", "2nd", "Subject type") + "\n");
        for (int row = 0; row < 60; row++)
        {
            int subject = row % 12;
            double y = 10 + (0.31 * (row % 5)) + (row * row % 17 * 0.23) + (subject * subject % 7 * 0.4) + (row % 3 * 0.7);
            string[] cells =
            [
                row == 7 ? "" : Number(y), Number((row % 4) + 1), Arms[row % 3], row == 11 ? "NA" : Genotypes[row / 3 % 2], Number((row / 5 % 3) + 1),
                $"s{subject:00}", $"ps-{row % 6}", Number(row % 8 * 0.5), $"2024-02-{(row % 10) + 1:00}", row % 5 < 2 ? "TRUE" : "FALSE", Number((row % 3) + 0.5),
                Number(row % 7 * 0.1), row == 20 ? "" : Number(row), subject % 2 == 0 ? "a" : "b",
            ];
            text.AppendJoin(delimiter, cells).Append('\n');
        }

        return text.ToString();

        string Number(double value) => value.ToString(CultureInfo.InvariantCulture).Replace('.', point);
    }
}
