using System.Text;
using Lmm.Printing;

namespace Lmm.Inference;

/// <summary>The printed form of a likelihood-ratio test.</summary>
internal static class LikelihoodRatioTable
{
    /// <summary>Writes the table; lines end in a line feed.</summary>
    public static string Write(LikelihoodRatioTest test)
    {
        StringBuilder output = new();
        string[] refitted = [.. test.Rows.Where(row => row.WasRefitted).Select(row => row.Name)];
        if (refitted.Length > 0)
        {
            output.Append("refitted by maximum likelihood (instead of REML): ").Append(string.Join(", ", refitted)).Append('\n');
        }

        output.Append("Models:\n");
        foreach (LikelihoodRatioRow row in test.Rows)
        {
            output.Append(row.Name).Append(": ").Append(FormulaText.OnOneLine(row.Fit.Formula)).Append('\n');
        }

        MatrixColumn[] columns =
        [
            Column("Df", MatrixColumnKind.Plain, row => row.Fit.DegreesOfFreedom),
            Column("AIC", MatrixColumnKind.Zapped, row => row.Fit.Aic),
            Column("BIC", MatrixColumnKind.Zapped, row => row.Fit.Bic),
            Column("logLik", MatrixColumnKind.Zapped, row => row.Fit.LogLikelihood),
            Column("deviance", MatrixColumnKind.Zapped, row => -2 * row.Fit.LogLikelihood),
            Column("Chisq", MatrixColumnKind.Statistic, row => row.ChiSquared),
            Column("Chi Df", MatrixColumnKind.Plain, row => row.ChiSquaredDegreesOfFreedom),
            Column("Pr(>Chisq)", MatrixColumnKind.PValue, row => row.PValue),
        ];
        CoefficientMatrix.Write(output, [.. test.Rows.Select(row => row.Name)], columns, SummaryDigits.Comparisons, "");
        return output.ToString();

        MatrixColumn Column(string header, MatrixColumnKind kind, Func<LikelihoodRatioRow, double?> value)
            => new(header, kind, [.. test.Rows.Select(row => value(row) ?? double.NaN)]);
    }
}
