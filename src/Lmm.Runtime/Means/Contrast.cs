using System.Globalization;
using System.Numerics;

namespace Lmm.Means;

/// <summary>A contrast: a weight for each of some estimates, and its name.</summary>
internal sealed record Contrast(string Name, double[] Weights)
{
    private const int HighestDegree = 6;
    private const string MustBeEnclosed = "+-*/";

    /// <summary>The contrasts of estimates with those labels.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="control">The place of the control.</param>
    public static Contrast[] Of(ContrastKind kind, IReadOnlyList<string> labels, int control = 0) => kind switch
    {
        ContrastKind.Pairwise => [.. labels.Index().SelectMany(first => labels.Index().Skip(first.Index + 1).Select(second => Difference(labels, first.Index, second.Index)))],
        ContrastKind.Control => [.. Enumerable.Range(0, labels.Count).Where(level => level != control).Select(level => Difference(labels, level, control))],
        ContrastKind.Sequential => [.. Enumerable.Range(1, Math.Max(0, labels.Count - 1)).Select(level => Difference(labels, level, level - 1))],
        ContrastKind.Polynomial => [.. Enumerable.Range(1, Math.Min(HighestDegree, labels.Count - 1)).Select(degree => new Contrast(DegreeName(degree), Polynomial(labels.Count, degree)))],
        _ => [.. labels.Select((label, level) => new Contrast($"{Enclosed(label)} effect", [.. labels.Select((_, other) => (other == level ? 1 : 0) - (1.0 / labels.Count))]))],
    };

    /// <summary>The labels of levels in contrasts: with the factor's name before them where all are numbers.</summary>
    public static string[] Labels(string factor, IReadOnlyList<string> levels)
    {
        bool areNumbers = levels.All(static level => double.TryParse(level, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        return [.. levels.Select(level => areNumbers ? factor + level : level)];
    }

    private static Contrast Difference(IReadOnlyList<string> labels, int level, int other)
    {
        var weights = new double[labels.Count];
        weights[level] = 1;
        weights[other] = -1;
        return new Contrast($"{Enclosed(labels[level])} - {Enclosed(labels[other])}", weights);
    }

    private static string Enclosed(string label) => label.AsSpan().ContainsAny(MustBeEnclosed) ? $"({label})" : label;

    private static string DegreeName(int degree) => degree switch
    {
        1 => "linear",
        2 => "quadratic",
        3 => "cubic",
        4 => "quartic",
        _ => string.Create(CultureInfo.InvariantCulture, $"degree {degree}"),
    };

    // Chebyshev's polynomials of a discrete variable: whole numbers, divided by what they have in common.
    private static double[] Polynomial(int count, int degree)
    {
        BigInteger[] values = [.. Enumerable.Range(0, count).Select(x => Enumerable.Range(0, degree + 1).Aggregate(
            BigInteger.Zero,
            (sum, k) => sum + (((degree - k) % 2 == 0 ? 1 : -1) * Choose(count - 1 - k, degree - k) * Choose(degree + k, degree) * Choose(x, k))))];
        BigInteger common = values.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        return Array.ConvertAll(values, value => (double)(value / common));
    }

    private static BigInteger Choose(int from, int count)
        => count > from ? 0 : Enumerable.Range(0, count).Aggregate(BigInteger.One, (product, i) => product * (from - i) / (i + 1));
}
