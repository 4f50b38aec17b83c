using System.Globalization;
using System.Text;

namespace Lmm.Printing;

/// <summary>The summary of a linear mixed model in the layout of lme4's.</summary>
internal static class MixedModelSummary
{
    private const int Digits = 4;
    private const int MostCorrelatedCoefficients = 12;

    /// <summary>Writes the summary; lines end in a line feed.</summary>
    public static string Write(LinearMixedModelFit fit)
    {
        bool restricted = fit.Estimation == Estimation.RestrictedMaximumLikelihood;
        StringBuilder output = new();
        SummaryHeading.Write(output, fit, restricted ? "Linear mixed model fit by REML" : "Linear mixed model fit by maximum likelihood ");
        output.Append('\n');
        WriteCriterion(output, fit);
        output.Append("\nScaled residuals:\n");
        ResidualTable.WriteQuantiles(output, fit.ScaledResiduals, Digits);
        output.Append('\n');
        VarianceTable.Write(output, fit, Digits);
        WriteGroups(output, fit);
        WriteFixedEffects(output, fit);
        MixedModelNotes.Write(output, fit);
        return output.ToString();
    }

    private static void WriteCriterion(StringBuilder output, LinearMixedModelFit fit)
    {
        if (fit.RemlCriterion is { } criterion)
        {
            output.Append("REML criterion at convergence: ").Append(RealFormat.FormatOne(Rounding.ToDecimals(criterion, 1), 7)).Append('\n');
            return;
        }

        double[] values = [fit.Aic, fit.Bic, fit.LogLikelihood, fit.Deviance, fit.ResidualDegreesOfFreedom];
        string[] texts = RealFormat.FormatAll([.. values.Select(value => Rounding.ToDecimals(value, 1))], 7);
        texts[^1] = fit.ResidualDegreesOfFreedom.ToString(CultureInfo.InvariantCulture);
        NamedVector.Write(output, ["AIC", "BIC", "logLik", "deviance", "df.resid"], texts);
    }

    private static void WriteGroups(StringBuilder output, LinearMixedModelFit fit)
    {
        string count = string.Create(CultureInfo.InvariantCulture, $"Number of obs: {fit.ObservationCount}, groups: ");
        string groups = string.Join("; ", fit.GroupingFactors.Select(effects => string.Create(CultureInfo.InvariantCulture, $"{effects.Grouping}, {effects.Levels.Count}")));
        bool fits = count.Length + 1 + groups.Length <= TextTable.PageWidth;
        output.Append(fits ? count + " " : count.TrimEnd() + "\n").Append(groups).Append('\n');
    }

    private static void WriteFixedEffects(StringBuilder output, LinearMixedModelFit fit)
    {
        Coefficient[] estimable = [.. fit.Coefficients.Where(coefficient => coefficient.IsEstimable)];
        if (estimable.Length == 0)
        {
            return;
        }

        output.Append("\nFixed effects:\n");
        string[] names = [.. estimable.Select(coefficient => coefficient.Name)];
        MatrixColumn[] columns =
        [
            new("Estimate", MatrixColumnKind.Coefficient, [.. estimable.Select(coefficient => coefficient.Estimate)]),
            new("Std. Error", MatrixColumnKind.Coefficient, [.. estimable.Select(coefficient => coefficient.StandardError)]),
            new("t value", MatrixColumnKind.ZappedStatistic, [.. estimable.Select(coefficient => coefficient.Statistic)]),
        ];
        CoefficientMatrix.Write(output, names, columns, Digits, "NA");
        if (names.Length > MostCorrelatedCoefficients)
        {
            output.Append(CultureInfo.InvariantCulture, $"\nCorrelation matrix not shown, as p = {names.Length} > {MostCorrelatedCoefficients}; {nameof(ModelFit.CoefficientCorrelation)} holds it.\n");
        }
        else if (names.Length > 1)
        {
            CorrelationTable.Write(output, fit);
        }
    }
}
