using System.Text;
using Lmm.Printing;

namespace Lmm.Results;

/// <summary>The table of coefficients: estimates, standard errors, t values, and p-values where there are any.</summary>
internal static class FixedEffectsTable
{
    /// <summary>Writes a row per coefficient; those that are not estimable print as NA.</summary>
    public static void Write(StringBuilder output, IReadOnlyList<Coefficient> coefficients, int digits, bool significanceStars = true)
    {
        bool tested = coefficients.Any(coefficient => coefficient.PValue is not null);
        List<MatrixColumn> columns =
        [
            new("Estimate", MatrixColumnKind.Coefficient, [.. coefficients.Select(coefficient => coefficient.Estimate)]),
            new("Std. Error", MatrixColumnKind.Coefficient, [.. coefficients.Select(coefficient => coefficient.StandardError)]),
            new("t value", tested ? MatrixColumnKind.Statistic : MatrixColumnKind.ZappedStatistic, [.. coefficients.Select(coefficient => coefficient.Statistic)]),
        ];
        if (tested)
        {
            columns.Add(new("Pr(>|t|)", MatrixColumnKind.PValue, [.. coefficients.Select(coefficient => coefficient.PValue ?? double.NaN)]));
        }

        CoefficientMatrix.Write(output, [.. coefficients.Select(coefficient => coefficient.Name)], columns, digits, "NA", significanceStars);
    }
}
