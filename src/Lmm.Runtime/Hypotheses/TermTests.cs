using Lmm.Hypotheses.Terms;
using Lmm.Shapes;

namespace Lmm.Hypotheses;

/// <summary>Tests the terms of a model.</summary>
internal static class TermTests
{
    /// <summary>The analysis of variance by a method.</summary>
    /// <exception cref="ModelException">The terms are not known, or the method cannot be had.</exception>
    public static AnovaTable Of(FixedEffectsTests tests, AnovaType type)
    {
        FixedEffectsEstimate estimate = tests.Estimate;
        ModelShape shape = estimate.Shape;
        IReadOnlyList<FixedTermShape> terms = shape.FixedTerms ?? throw new ModelException(
            shape.ModelName,
            LmmErrorCode.NotAvailable,
            "its columns were given without the terms that they are of, which an analysis of variance asks for; fit it to rows, or test its columns by Tests.Hypotheses.");
        TermHypotheses hypotheses = new(terms, estimate.Coordinates, estimate.Covariance);
        if (type == AnovaType.III && estimate.Coordinates.Rank > 0 && hypotheses.Treatment is null)
        {
            throw new ModelException(
                shape.ModelName,
                LmmErrorCode.NotAvailable,
                "its columns are so nearly collinear that another coding of its factors would leave out others; use type I or II, or take terms out of the formula.");
        }

        TermGaps gaps = new(terms, estimate.Coordinates, shape.Coefficients, hypotheses);
        bool hasPValues = tests.Method != DegreesOfFreedomMethod.None;
        AnovaRow[] rows =
        [
            .. Enumerable.Range(0, terms.Count).Where(term => !terms[term].IsIntercept).Select(term => hypotheses.IsLeftOut(term)
                ? new AnovaRow(terms[term].Label, gaps.Reason(term), hasPValues)
                : new AnovaRow(terms[term].Label, Test(tests, Functions(hypotheses, type, term)), estimate.ResidualVariance)),
        ];
        return new AnovaTable(
            shape.ModelName,
            shape.ResponseName,
            type,
            tests.Method,
            Array.AsReadOnly(rows),
            estimate.ResidualDegreesOfFreedom is { } degrees ? new ResidualVariation(estimate.ResidualVariance, degrees) : null,
            [.. gaps.Remarks(type == AnovaType.III), .. rows.Where(static row => row.IsEstimable && row.PValue is double.NaN).Select(NoDistribution), .. tests.Notes]);
    }

    private static WaldTest Test(FixedEffectsTests tests, double[][] functions) => tests.Joint(functions, new double[functions.Length]);

    private static double[][] Functions(TermHypotheses hypotheses, AnovaType type, int term) => type switch
    {
        AnovaType.I => hypotheses.Sequential(term),
        AnovaType.II => hypotheses.Adjusted(term),
        _ => hypotheses.Estimable(term),
    };

    private static string NoDistribution(AnovaRow row) => $"No F distribution matches the test of {row.Term}: the method's degrees of freedom, or its factor of F, are not positive.";
}
