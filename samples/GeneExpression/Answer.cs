using System.Globalization;

namespace GeneExpression;

/// <summary>What the study's question comes down to, in plain words.</summary>
internal static class Answer
{
    /// <summary>The answer, with the numbers of the fits it rests on.</summary>
    public static string From(ExpressionFit mixed, double mixedPValue, PooledFit pooled, double pooledPValue) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        Does gene expression change with age differently in the two strains?

        Both models estimate the same interaction, {mixed.WeekByGenotype[Genotype.CSB].Estimate:F5} per standard deviation of age. They disagree on how surely
        it differs from zero: p = {pooledPValue:F2} in the linear model, p = {mixedPValue:0e-0} in the mixed model. Believe the mixed model's
        of the two.

        Why: the {mixed.Probesets.Levels.Count:N0} probesets differ enormously in their mean expression (variance {mixed.Probesets.Intercept.Variance:F2}), while values of one
        probeset scatter little around it (residual variance {mixed.Sigma * mixed.Sigma:F3}). Every probeset is measured on every array, so
        this spread cancels out of any comparison between strains and ages. The linear model does not know that values
        come in probesets: it books the spread as error, and against a residual standard deviation of {pooled.Sigma:F2} instead
        of {mixed.Sigma:F3} no effect of this size can be seen. The mixed model takes the spread out.

        What neither model accounts for: the effect of the strain, and its change with age, may itself vary from
        probeset to probeset, but neither model gives genotype a random slope by probeset. And all values of one array
        come from one mouse, which neither model knows: what is peculiar to that mouse is shared by its {mixed.Probesets.Levels.Count:N0}
        values. If strain effects vary between probesets, or mice differ, even the mixed model's standard errors of the
        strain effects are too small, and its p-value too good. A random slope of genotype by probeset and a random
        effect of mouse would tell, from data that name the mouse.
        """);
}
