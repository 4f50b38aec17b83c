using System.Text.Json;

namespace Lmm.Tests.Means;

/// <summary>Marginal means and their contrasts are those of emmeans.</summary>
public sealed class MarginalReferenceTests
{
    // lmerTest differences numerically for its degrees of freedom, and a search ends where it ends.
    private const double OfEstimates = 1e-7;
    private const double OfDegrees = 1e-4;
    private const double OfLimits = 2e-5;

    // R's ptukey has an absolute error of some 1e-9, which is scaled here by the tolerance.
    private const double OfRange = 1e-5;

    private static readonly IReadOnlyList<MarginalReference> Cases = MarginalReference.All();

    public static TheoryData<string> Names => [.. Cases.Select(static reference => reference.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Means_are_those_of_emmeans(string name)
    {
        MarginalReference reference = Cases.Single(known => known.Name == name);
        MarginalMeansTable table = reference.Table();
        string[] factors = [.. table.Factors, .. table.By];
        Dictionary<string, JsonElement> expected = reference.Means.ToDictionary(row => string.Join('|', factors.Select(factor => MarginalReference.Level(row, factor))));

        Assert.Equal(expected.Count, table.Rows.Count);
        foreach (MarginalEstimate row in table.Rows)
        {
            JsonElement other = expected[string.Join('|', row.Levels.Select(static level => level.Level))];
            double deviation = MarginalReference.Number(other, "SE");
            Assert.Equal(double.IsNaN(deviation), !row.IsEstimable);
            AssertNear(MarginalReference.Number(other, "emmean"), row.Estimate, OfEstimates);
            AssertNear(deviation, row.StandardError, 1e-6);
            AssertNear(MarginalReference.Number(other, "df"), row.DegreesOfFreedom ?? double.NaN, OfDegrees);
            AssertNear(MarginalReference.Number(other, "lower.CL"), row.Lower, OfLimits);
            AssertNear(MarginalReference.Number(other, "upper.CL"), row.Upper, OfLimits);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Contrasts_are_those_of_emmeans(string name)
    {
        MarginalReference reference = Cases.Single(known => known.Name == name);
        if (reference.Contrasts.Length == 0)
        {
            return;
        }

        ContrastTable table = reference.Contrasted(reference.Table());
        Assert.Equal(reference.Contrasts.Length, table.Rows.Count);
        foreach (ContrastEstimate row in table.Rows)
        {
            JsonElement other = reference.Contrasts.Single(known => known.GetProperty("contrast").GetString() == row.Contrast
                && row.Levels.All(level => MarginalReference.Level(known, level.Factor) == level.Level));
            double deviation = MarginalReference.Number(other, "SE");
            Assert.Equal(double.IsNaN(deviation), !row.IsEstimable);
            AssertNear(MarginalReference.Number(other, "estimate"), row.Estimate, OfEstimates, deviation);
            AssertNear(deviation, row.StandardError, 1e-6);
            AssertNear(MarginalReference.Number(other, "df"), row.DegreesOfFreedom ?? double.NaN, OfDegrees);
            AssertNear(MarginalReference.Number(other, "p.value"), row.PValue ?? double.NaN, 1e-4, OfRange);
            AssertNear(MarginalReference.Number(other, "lower.CL"), row.Lower, OfLimits, deviation);
            AssertNear(MarginalReference.Number(other, "upper.CL"), row.Upper, OfLimits, deviation);
        }
    }

    private static void AssertNear(double expected, double actual, double tolerance, double scale = 0)
    {
        if (double.IsNaN(expected))
        {
            Assert.True(double.IsNaN(actual), $"{actual} where there is no number");
            return;
        }

        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Max(Math.Abs(expected), scale), $"{actual:R} where emmeans has {expected:R}");
    }
}
