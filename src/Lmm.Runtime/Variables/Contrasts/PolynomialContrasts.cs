using System.Globalization;

namespace Lmm.Variables.Contrasts;

/// <summary>Orthonormal polynomials over equally spaced levels (R's <c>contr.poly</c>).</summary>
internal static class PolynomialContrasts
{
    /// <summary>The contrasts, levels × (levels − 1): column j is a polynomial of degree j + 1 with a positive leading coefficient.</summary>
    public static double[,] Values(int levels)
    {
        double[] points = [.. Enumerable.Range(0, levels).Select(level => level - ((levels - 1) / 2.0))];
        double[,] values = new double[levels, levels - 1];
        List<double[]> basis = [[.. points.Select(_ => 1 / Math.Sqrt(levels))]];
        for (int column = 0; column < levels - 1; column++)
        {
            // The next power is the last polynomial times x, less its projections on those before it (Stieltjes'
            // procedure); projecting twice keeps the basis orthogonal to rounding.
            double[] next = [.. basis[column].Zip(points, (value, point) => value * point)];
            Orthogonalize(next, basis);
            Orthogonalize(next, basis);
            double norm = Math.Sqrt(next.Sum(value => value * value));
            for (int level = 0; level < levels; level++)
            {
                next[level] /= norm;
                values[level, column] = next[level];
            }

            basis.Add(next);
        }

        return values;
    }

    /// <summary>What the column names add to the factor's name: .L, .Q, .C, ^4, ^5, …</summary>
    public static string[] Suffixes(int levels) => [.. Enumerable.Range(1, levels - 1).Select(Suffix)];

    private static string Suffix(int degree) => degree switch
    {
        1 => ".L",
        2 => ".Q",
        3 => ".C",
        _ => string.Create(CultureInfo.InvariantCulture, $"^{degree}"),
    };

    private static void Orthogonalize(double[] vector, List<double[]> basis)
    {
        foreach (double[] direction in basis)
        {
            double projection = vector.Zip(direction, (a, b) => a * b).Sum();
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] -= projection * direction[i];
            }
        }
    }
}
