using System.Text;
using Lmm.Printing;

namespace Lmm.Results;

/// <summary>The lines with which a summary begins.</summary>
internal static class SummaryHeading
{
    /// <summary>Writes the title with the fit's type, the formula, the data, and what weights and offset were given beside the formula.</summary>
    public static void Write(StringBuilder output, ModelFit fit, string title)
    {
        output.Append(title).Append(" ['").Append(fit.GetType().Name).Append("']\n");
        string[] lines = FormulaText.Fold(fit.Formula);
        bool fits = "Formula: ".Length + lines[0].Length <= TextTable.PageWidth;
        output.Append(fits ? "Formula: " : "Formula:\n").Append(string.Join('\n', lines)).Append('\n');
        output.Append("   Data: ").Append(fit.ModelName).Append('\n');
        if (fit.Shape.WeightsName is { } weights)
        {
            output.Append("Weights: ").Append(weights).Append('\n');
        }

        if (fit.Shape.OffsetName is { } offset)
        {
            output.Append(" Offset: ").Append(offset).Append('\n');
        }
    }
}
