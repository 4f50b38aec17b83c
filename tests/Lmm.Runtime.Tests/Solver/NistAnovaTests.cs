using System.Globalization;
using System.Numerics;
using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>
/// The one-way layouts of NIST's Statistical Reference Datasets (StRD, analysis of variance, www.itl.nist.gov/div898/strd): the certified sums of
/// squares between and within treatments, of which the REML estimates of a balanced layout are closed forms, σ² = MSW and
/// σ²(treatment) = (MSB − MSW)/n.
/// </summary>
/// <remarks>
/// The data are checked against the certified sums in exact integer arithmetic. Stored in double precision they are off by half a unit in
/// the last place each, which changes the sums of squares themselves: the tolerance is what that leaves, a small multiple of ε·max|y|/s with s
/// the residual standard deviation, and no less than 1e-9, because the search ends within 1e-9 standard errors of θ.
/// </remarks>
public class NistAnovaTests
{
    private const string SiRstv =
        "196.3052 196.1240 196.1890 196.2569 196.3403 196.3042 196.3825 196.1669 196.3257 196.0422 196.1303 196.2005 196.2889 "
        + "196.0343 196.1811 196.2795 196.1748 196.1494 196.1485 195.9885 196.2119 196.1051 196.1850 196.0052 196.2090";

    private const string AtmWtAg =
        "107.8681568 107.8681465 107.8681572 107.8681785 107.8681446 107.8681903 107.8681526 107.8681494 107.8681616 107.8681587 107.8681519 107.8681486 "
        + "107.8681419 107.8681569 107.8681508 107.8681672 107.8681385 107.8681518 107.8681662 107.8681424 107.8681360 107.8681333 107.8681610 107.8681477 "
        + "107.8681079 107.8681344 107.8681513 107.8681197 107.8681604 107.8681385 107.8681642 107.8681365 107.8681151 107.8681082 107.8681517 107.8681448 "
        + "107.8681198 107.8681482 107.8681334 107.8681609 107.8681101 107.8681512 107.8681469 107.8681360 107.8681254 107.8681261 107.8681450 107.8681368";

    // Lower difficulty. Silicon resistivity: 196 ± 0.1 loses three of sixteen digits; silver's atomic weight: 108 ± 1.5e-5 seven.
    [Theory]
    [InlineData("SiRstv", 5, "5.11462616e-2", "2.1663656e-1", 1e-9)]
    [InlineData("AtmWtAg", 2, "3.638341875e-9", "1.04951729166667e-8", 2e-8)]
    public void Measured_layouts_reproduce_the_certified_estimates(string name, int treatments, string between, string within, double tolerance)
    {
        string[] values = (name == "SiRstv" ? SiRstv : AtmWtAg).Split(' ');
        int decimals = values[0].Length - 4;
        BigInteger[] scaled = Array.ConvertAll(values, value => BigInteger.Parse(value.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
        Check(scaled, decimals, treatments, double.Parse(between, CultureInfo.InvariantCulture), double.Parse(within, CultureInfo.InvariantCulture), tolerance);
    }

    // SmLs01 to SmLs09: nine treatments, values 0.1 apart about 1.4, to which 10⁶ (average difficulty) and 10¹² (higher) are added. The certified
    // mean square within is 0.01, F is the number of replicates.
    [Theory]
    [InlineData(1, 21, 0L, 1e-9)]
    [InlineData(2, 201, 0L, 1e-9)]
    [InlineData(3, 2001, 0L, 1e-9)]
    [InlineData(4, 21, 1_000_000L, 5e-9)]
    [InlineData(5, 201, 1_000_000L, 5e-9)]
    [InlineData(6, 2001, 1_000_000L, 5e-9)]
    [InlineData(7, 21, 1_000_000_000_000L, 5e-3)]
    [InlineData(8, 201, 1_000_000_000_000L, 5e-3)]
    [InlineData(9, 2001, 1_000_000_000_000L, 5e-3)]
    public void Simulated_layouts_reproduce_the_certified_estimates(int number, int replicates, long offset, double tolerance)
    {
        const int Treatments = 9;
        var tenths = new BigInteger[Treatments * replicates];
        for (int row = 0; row < tenths.Length; row++)
        {
            int treatment = row / replicates;
            int replicate = row % replicates;
            int center = treatment == 0 ? 14 : treatment % 2 == 1 ? 13 : 15;
            tenths[row] = (new BigInteger(offset) * 10) + center + (replicate == 0 ? 0 : replicate % 2 == 1 ? -1 : 1);
        }

        Assert.InRange(number, 1, 9);
        Check(tenths, decimals: 1, Treatments, 0.08 * replicates, 0.01 * Treatments * (replicates - 1), tolerance);
    }

    private static void Check(BigInteger[] scaled, int decimals, int treatments, double certifiedBetween, double certifiedWithin, double tolerance)
    {
        int rows = scaled.Length;
        int replicates = rows / treatments;
        (double between, double within) = SumsOfSquares(scaled, decimals, treatments);
        Assert.Equal(certifiedBetween, between, 1e-14 * certifiedBetween);
        Assert.Equal(certifiedWithin, within, 1e-14 * certifiedWithin);

        double[] y = Array.ConvertAll(scaled, value => double.Parse($"{value}e-{decimals}", CultureInfo.InvariantCulture));
        SketchColumn one = DesignSketch.One(rows);
        int[] codes = [.. Enumerable.Range(0, rows).Select(row => row / replicates)];
        string[] levels = [.. Enumerable.Range(1, treatments).Select(static level => level.ToString(CultureInfo.InvariantCulture))];
        ModelDesign design = new DesignSketch("y", y).Fixed(one).Random(new FactorColumn("treatment", codes, levels), one).Build();
        MixedModelSolution solution = DesignSolver.Solve(design, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);

        double meanSquareWithin = within / (rows - treatments);
        double meanSquareBetween = between / (treatments - 1);
        double variance = Math.Pow(solution.Sigma * solution.RandomTerms[0].Lambda[0, 0], 2);
        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        Assert.Equal(meanSquareWithin, solution.Sigma * solution.Sigma, tolerance * meanSquareWithin);
        Assert.Equal((meanSquareBetween - meanSquareWithin) / replicates, variance, tolerance * meanSquareBetween / replicates);
        Assert.Equal(Math.Sqrt(meanSquareBetween / rows), Math.Sqrt(solution.BetaCovariance[0, 0]), tolerance * Math.Sqrt(meanSquareBetween / rows));
        double mean = (double)scaled.Aggregate(BigInteger.Zero, static (sum, value) => sum + value) / rows / Math.Pow(10, decimals);
        Assert.Equal(mean, solution.Beta[0], 1e-14 * mean);
    }

    // With n replicates of k treatments: between = Σ T²/n − G²/nk and within = Σ y² − Σ T²/n, both times nk are integers.
    private static (double Between, double Within) SumsOfSquares(BigInteger[] scaled, int decimals, int treatments)
    {
        int replicates = scaled.Length / treatments;
        BigInteger[] totals = [.. scaled.Chunk(replicates).Select(static part => part.Aggregate(BigInteger.Zero, static (sum, value) => sum + value))];
        BigInteger grand = totals.Aggregate(BigInteger.Zero, static (sum, value) => sum + value);
        BigInteger squares = scaled.Aggregate(BigInteger.Zero, static (sum, value) => sum + (value * value));
        BigInteger treatmentSquares = totals.Aggregate(BigInteger.Zero, static (sum, value) => sum + (value * value));
        double unit = Math.Pow(10, 2 * decimals) * scaled.Length;
        return ((double)((treatmentSquares * treatments) - (grand * grand)) / unit, (double)((squares * scaled.Length) - (treatmentSquares * treatments)) / unit);
    }
}
