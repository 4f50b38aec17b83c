using System.Text;
using Lmm.Printing;

namespace Lmm.Inference;

/// <summary>The printed form of an F test.</summary>
internal static class FTestTable
{
    /// <summary>Writes the table; lines end in a line feed.</summary>
    public static string Write(FTest test)
    {
        LinearModelFit reduced = test.Reduced;
        LinearModelFit full = test.Full;
        StringBuilder output = new("Analysis of Variance Table\n\n");
        output.Append("Model 1: ").Append(FormulaText.OnOneLine(reduced.Formula)).Append('\n');
        output.Append("Model 2: ").Append(FormulaText.OnOneLine(full.Formula)).Append('\n');
        MatrixColumn[] columns =
        [
            new("Res.Df", MatrixColumnKind.Plain, [reduced.ResidualDegreesOfFreedom, full.ResidualDegreesOfFreedom]),
            new("RSS", MatrixColumnKind.Zapped, [reduced.ResidualSumOfSquares, full.ResidualSumOfSquares]),
            new("Df", MatrixColumnKind.Plain, [double.NaN, test.NumeratorDegreesOfFreedom]),
            new("Sum of Sq", MatrixColumnKind.Zapped, [double.NaN, test.SumOfSquares]),
            new("F", MatrixColumnKind.Statistic, [double.NaN, test.F]),
            new("Pr(>F)", MatrixColumnKind.PValue, [double.NaN, test.PValue]),
        ];
        CoefficientMatrix.Write(output, ["1", "2"], columns, SummaryDigits.Comparisons, "");
        return output.ToString();
    }
}
