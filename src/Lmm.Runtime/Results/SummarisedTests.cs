using Lmm.Hypotheses;

namespace Lmm.Results;

/// <summary>The tests that a summary shows: those of a method, or none with the reason where the method cannot be had of the fit.</summary>
/// <param name="Method">The method of what is shown.</param>
/// <param name="Coefficients">The tests.</param>
/// <param name="Notes">Lines below the table.</param>
internal sealed record SummarisedTests(DegreesOfFreedomMethod Method, IReadOnlyList<CoefficientTest> Coefficients, IReadOnlyList<string> Notes)
{
    /// <summary>The method as a heading says it; empty for none.</summary>
    public string Sentence => CoefficientTestTable.Sentence(Method);

    /// <summary>The tests of a fit.</summary>
    public static SummarisedTests Of(ModelFit fit, DegreesOfFreedomMethod method)
    {
        FixedEffectsTests tests = fit.Tests.Method == method ? fit.Tests : fit.Tests.With(method);
        try
        {
            return new SummarisedTests(method, tests.Coefficients, tests.Notes);
        }
        catch (ModelException unavailable)
        {
            FixedEffectsTests plain = fit.Tests.With(DegreesOfFreedomMethod.None);
            return new SummarisedTests(DegreesOfFreedomMethod.None, plain.Coefficients, [$"No degrees of freedom: {unavailable.Message}"]);
        }
    }

    /// <summary>The tests as a table.</summary>
    public ResultTable ToTable() => CoefficientTestTable.Of(Coefficients, Method).With("Fixed effects", Notes);
}
