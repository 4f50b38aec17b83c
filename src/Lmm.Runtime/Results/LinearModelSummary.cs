using System.Globalization;
using System.Text;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm.Results;

/// <summary>The summary of a linear model in the layout of R's <c>summary.lm</c>.</summary>
internal static class LinearModelSummary
{
    /// <summary>Writes the summary; lines end in a line feed.</summary>
    public static string Write(LinearModelFit fit, bool significanceStars)
    {
        StringBuilder output = new();
        SummaryHeading.Write(output, fit, "Linear model fit by least squares");
        output.Append('\n');
        WriteResiduals(output, fit);
        WriteCoefficients(output, fit, significanceStars);
        WriteFit(output, fit);
        foreach (Note note in fit.Notes.Where(static note => note.Kind == NoteKind.Range))
        {
            output.Append(note.Text).Append('\n');
        }

        return output.ToString();
    }

    private static void WriteResiduals(StringBuilder output, LinearModelFit fit)
    {
        ResidualSummary residuals = fit.ResidualSummary!;
        output.Append(residuals.IsWeighted ? "Weighted Residuals:\n" : "Residuals:\n");
        if (residuals.Rows is not { } rows)
        {
            ResidualTable.WriteQuantiles(output, residuals.Values, SummaryDigits.Estimates);
            return;
        }

        NamedVector.Write(output, [.. rows.Select(static row => row.ToString(CultureInfo.InvariantCulture))], RealFormat.FormatAll(residuals.Values, SummaryDigits.Estimates));
    }

    private static void WriteCoefficients(StringBuilder output, LinearModelFit fit, bool significanceStars)
    {
        if (fit.Coefficients.Count == 0)
        {
            output.Append("\nNo Coefficients\n");
            return;
        }

        int aliased = fit.Coefficients.Count - fit.Rank;
        output.Append(aliased == 0 ? "\nCoefficients:\n" : string.Create(CultureInfo.InvariantCulture, $"\nCoefficients: ({aliased} not defined because of singularities)\n"));
        TextFormat.WriteBody(output, FixedEffectsTable.Of(fit.Coefficients, significanceStars));
    }

    private static void WriteFit(StringBuilder output, LinearModelFit fit)
    {
        string sigma = RealFormat.FormatOne(Rounding.ToSignificant(fit.Sigma, SummaryDigits.Estimates), SummaryDigits.Numbers);
        output.Append(CultureInfo.InvariantCulture, $"\nResidual standard error: {sigma} on {fit.ResidualDegreesOfFreedom} degrees of freedom\n");
        if (fit.DroppedRowCount > 0)
        {
            string observations = fit.DroppedRowCount == 1 ? "observation" : "observations";
            output.Append(CultureInfo.InvariantCulture, $"  ({fit.DroppedRowCount} {observations} deleted due to missingness)\n");
        }

        if (fit.ModelDegreesOfFreedom > 0)
        {
            output.Append(CultureInfo.InvariantCulture, $"Multiple R-squared:  {General(fit.RSquared)},\tAdjusted R-squared:  {General(fit.AdjustedRSquared)}\n");
            output.Append(CultureInfo.InvariantCulture, $"F-statistic: {General(fit.FStatistic)} on {RealFormat.FormatOne(fit.ModelDegreesOfFreedom, SummaryDigits.Numbers)} and {RealFormat.FormatOne(fit.ResidualDegreesOfFreedom, SummaryDigits.Numbers)} DF,  p-value: {PValueFormat.FormatAll([fit.FPValue], SummaryDigits.Estimates)[0]}\n");
        }
    }

    // As formatC writes it: at least one character wider than the digits.
    private static string General(double value) => CFormat.General(value, SummaryDigits.Estimates).PadLeft(SummaryDigits.Estimates + 1);
}
