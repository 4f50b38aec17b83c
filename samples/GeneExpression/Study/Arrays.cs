using MathNet.Numerics.Statistics;

namespace GeneExpression.Study;

/// <summary>The 23 arrays of the study: which strain at which age.</summary>
internal static class Arrays
{
    /// <summary>The number of probesets; each is measured once on every array.</summary>
    public const int ProbesetCount = 18_015;

    private static readonly (Genotype Genotype, double AgeInWeeks, int Replicates)[] Groups =
    [
        (Genotype.WT, 26, 3), (Genotype.WT, 48, 3), (Genotype.WT, 81.5, 3), (Genotype.WT, 103.5, 3), (Genotype.WT, 130, 3),
        (Genotype.CSB, 26, 2), (Genotype.CSB, 81.5, 3), (Genotype.CSB, 130, 3),
    ];

    /// <summary>Strain and standardised age of each array.</summary>
    public static IReadOnlyList<(Genotype Genotype, double Week)> All { get; } = Standardised();

    private static (Genotype Genotype, double Week)[] Standardised()
    {
        (Genotype Genotype, double Age)[] arrays =
            [.. Groups.SelectMany(group => Enumerable.Repeat((group.Genotype, group.AgeInWeeks), group.Replicates))];

        // Mean 0 and standard deviation 1 over all values, not over the arrays: the divisor is n − 1 with n = 414,345.
        double mean = arrays.Average(array => array.Age);
        double sumOfSquares = ProbesetCount * arrays.Length * arrays.Select(array => array.Age).PopulationVariance();
        double deviation = Math.Sqrt(sumOfSquares / ((ProbesetCount * arrays.Length) - 1));
        return [.. arrays.Select(array => (array.Genotype, (array.Age - mean) / deviation))];
    }
}
