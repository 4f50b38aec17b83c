using System.Globalization;
using Lmm.Formula.Binding;

namespace Lmm.Cli.Output;

/// <summary>What a column holds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type: number, integer, boolean, date or text.</param>
/// <param name="Reason">Why it is of that type.</param>
/// <param name="Missing">The number of missing values.</param>
/// <param name="Levels">The levels that occur, with the number of their rows; empty for numbers.</param>
/// <param name="Minimum">The least number; null where there is none.</param>
/// <param name="Maximum">The greatest number; null where there is none.</param>
/// <param name="BadCells">The cells that are no numbers, of a column most of whose cells are.</param>
internal sealed record ColumnSummary(
    string Name,
    string Type,
    string Reason,
    int Missing,
    IReadOnlyList<(string Level, int Count)> Levels,
    double? Minimum,
    double? Maximum,
    IReadOnlyList<StrayCell> BadCells)
{
    /// <summary>The first and the last level of dates; null for all else.</summary>
    public (string First, string Last)? Days => Type == "date" && Levels.Count > 0 ? (Levels[0].Level, Levels[^1].Level) : null;

    /// <summary>Sums up a column.</summary>
    public static ColumnSummary Of(FrameColumn column)
    {
        if (column.Numbers is { } numbers)
        {
            double[] known = [.. numbers.Where(number => !double.IsNaN(number))];
            bool isWhole = column.Declaration.Type == VariableType.Integer;
            return new ColumnSummary(
                column.Name,
                isWhole ? "integer" : "number",
                known.Length == 0 ? "it has no value" : isWhole ? "all values are whole numbers" : "all values are numbers",
                numbers.Length - known.Length,
                [],
                known.Length == 0 ? null : known.Min(),
                known.Length == 0 ? null : known.Max(),
                []);
        }

        int[] counts = new int[column.Levels.Count];
        int missing = 0;
        foreach (int code in column.Codes)
        {
            _ = code < 0 ? missing++ : counts[code]++;
        }

        string type = column.Declaration switch
        {
            { Type: VariableType.Boolean } => "boolean",
            { TypeName: "date" } => "date",
            _ => "text",
        };
        return new ColumnSummary(column.Name, type, ReasonOf(column, type), missing, [.. column.Levels.Zip(counts).Where(level => level.Second > 0)], null, null, column.StrayCells);
    }

    private static string ReasonOf(FrameColumn column, string type)
    {
        string cells = column.StrayCells.Count == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"most values are numbers, but line {column.StrayCells[0].Line} holds '{Lmm.Variables.CellText.Shown(column.StrayCells[0].Text)}'");
        return column.Declaration.IsFactor ? "it is declared a factor"
            : cells.Length > 0 ? cells
            : type switch
            {
                "boolean" => "all values are TRUE or FALSE",
                "date" => "all values are dates as 2024-02-29",
                _ => "most values are neither numbers nor dates nor truth values",
            };
    }
}
