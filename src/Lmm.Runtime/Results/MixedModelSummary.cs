using System.Globalization;
using System.Text;
using Lmm.Hypotheses;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm.Results;

/// <summary>The summary of a linear mixed model in the layout of lmerTest's, without degrees of freedom in that of lme4's.</summary>
internal static class MixedModelSummary
{
    private const int MostCorrelatedCoefficients = 12;

    /// <summary>Writes the summary with tests by a method; lines end in a line feed.</summary>
    public static string Write(LinearMixedModelFit fit, DegreesOfFreedomMethod method)
    {
        SummarisedTests tests = SummarisedTests.Of(fit, method);
        string title = fit.Estimation == Estimation.RestrictedMaximumLikelihood ? "Linear mixed model fit by REML" : "Linear mixed model fit by maximum likelihood ";
        StringBuilder output = new();
        SummaryHeading.Write(output, fit, tests.Sentence.Length > 0 ? $"{title}. {tests.Sentence}" : title);
        output.Append('\n');
        WriteCriterion(output, fit);
        if (fit.ResidualSummary is { } residuals)
        {
            output.Append("\nScaled residuals:\n");
            ResidualTable.WriteQuantiles(output, residuals.Values, SummaryDigits.Estimates);
        }

        output.Append('\n');
        output.Append("Random effects:\n");
        TextFormat.WriteBody(output, VarianceTable.Of(fit.Terms, fit.Sigma));
        WriteGroups(output, fit);
        WriteFixedEffects(output, fit, tests);
        MixedModelNotes.Write(output, fit.Notes);
        return output.ToString();
    }

    private static void WriteCriterion(StringBuilder output, LinearMixedModelFit fit)
    {
        if (fit.RemlCriterion is { } criterion)
        {
            output.Append(fit.Convergence.Converged ? "REML criterion at convergence: " : "REML criterion, not converged: ").Append(RealFormat.FormatOne(Rounding.ToDecimals(criterion, 1), SummaryDigits.Numbers)).Append('\n');
            return;
        }

        double[] values = [fit.Aic, fit.Bic, fit.LogLikelihood, fit.Deviance, fit.ResidualDegreesOfFreedom];
        string[] texts = RealFormat.FormatAll([.. values.Select(value => Rounding.ToDecimals(value, 1))], SummaryDigits.Numbers);
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

    private static void WriteFixedEffects(StringBuilder output, LinearMixedModelFit fit, SummarisedTests tests)
    {
        CoefficientTest[] estimable = [.. tests.Coefficients.Where(static test => test.IsEstimable)];
        if (estimable.Length == 0)
        {
            return;
        }

        output.Append("\nFixed effects:\n");
        TextFormat.WriteBody(output, CoefficientTestTable.Of(estimable, tests.Method));
        foreach (string note in tests.Notes)
        {
            output.Append(note).Append('\n');
        }

        if (estimable.Length > MostCorrelatedCoefficients)
        {
            output.Append(CultureInfo.InvariantCulture, $"\nCorrelation matrix not shown, as p = {estimable.Length} > {MostCorrelatedCoefficients}; {nameof(ModelFit.CoefficientCorrelation)} holds it.\n");
        }
        else if (estimable.Length > 1)
        {
            CorrelationTable.Write(output, fit);
        }
    }
}
