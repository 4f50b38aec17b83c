using System.Numerics;

namespace Lmm.Tests.Solver;

/// <summary>
/// A balanced nested layout with normal effects, and its mean squares in integer arithmetic from the data as stored: every double is an integer times a power of
/// two. REML estimates of a balanced layout with positive components are those of the analysis of variance.
/// </summary>
internal sealed class BalancedLayout
{
    private const int Scale = 80;

    private readonly int[] _counts;

    /// <param name="counts">The number of outermost groups, of groups in each of them, and so on, last the number of rows in each innermost group.</param>
    /// <param name="deviations">The standard deviations by factor, outermost first; that of the residuals is 1.</param>
    /// <param name="seed">The seed.</param>
    public BalancedLayout(int[] counts, double[] deviations, int seed)
    {
        _counts = counts;
        var random = new Random(seed);
        int rows = counts.Aggregate(1, static (product, count) => product * count);
        Values = new double[rows];
        Factors = new FactorColumn[deviations.Length];
        int block = rows;
        for (int factor = 0; factor < deviations.Length; factor++)
        {
            block /= counts[factor];
            double[] effects = Enumerable.Range(0, rows / block).Select(_ => deviations[factor] * RandomDesigns.Normal(random)).ToArray();
            int[] codes = Enumerable.Range(0, rows).Select(row => row / block).ToArray();
            for (int row = 0; row < rows; row++)
            {
                Values[row] += effects[codes[row]];
            }

            Factors[factor] = new FactorColumn("f" + factor, codes, [.. Enumerable.Range(0, effects.Length).Select(static level => "g" + level)]);
        }

        for (int row = 0; row < rows; row++)
        {
            Values[row] += RandomDesigns.Normal(random);
        }
    }

    /// <summary>y.</summary>
    public double[] Values { get; }

    /// <summary>The factors, outermost first.</summary>
    public FactorColumn[] Factors { get; }

    /// <summary>The design with an intercept and one random intercept per factor.</summary>
    public ModelDesign Build()
    {
        SketchColumn one = DesignSketch.One(Values.Length);
        var sketch = new DesignSketch("y", Values).Fixed(one);
        foreach (FactorColumn factor in Factors)
        {
            sketch.Random(factor, one);
        }

        return sketch.Build();
    }

    /// <summary>σ, then the standard deviations of the factors, outermost first; NaN for a component that is not positive.</summary>
    public (double Sigma, double[] Deviations) Estimates()
    {
        BigInteger[] integers = Array.ConvertAll(Values, static value => new BigInteger(Math.ScaleB(value, 52)) << (Scale - 52));
        int rows = integers.Length;
        var squares = new BigInteger[_counts.Length + 1];
        var groups = new int[_counts.Length + 1];
        int number = 1;
        for (int depth = 0; depth <= _counts.Length; depth++)
        {
            groups[depth] = number;
            squares[depth] = integers.Chunk(rows / number).Aggregate(BigInteger.Zero, static (sum, part) =>
            {
                BigInteger total = part.Aggregate(BigInteger.Zero, static (inner, value) => inner + value);
                return sum + (total * total);
            }) * number;
            number *= depth < _counts.Length ? _counts[depth] : 1;
        }

        // Rows times the sums of squares of each depth within the one before, over its degrees of freedom.
        double[] mean = Enumerable.Range(1, _counts.Length)
            .Select(depth => Math.ScaleB((double)(squares[depth] - squares[depth - 1]), -2 * Scale) / rows / (groups[depth] - groups[depth - 1]))
            .ToArray();
        double[] deviations = Enumerable.Range(0, _counts.Length - 1)
            .Select(depth => Math.Sqrt((mean[depth] - mean[depth + 1]) * groups[depth + 1] / rows))
            .ToArray();
        return (Math.Sqrt(mean[^1]), deviations);
    }
}
