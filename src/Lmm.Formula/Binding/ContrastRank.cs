namespace Lmm.Formula.Binding;

/// <summary>Whether columns of contrasts, with the constant, can tell all levels apart.</summary>
internal static class ContrastRank
{
    // R's tolerance for the rank of a contrast matrix.
    private const double Tolerance = 1e-7;

    /// <summary>True when neither a column nor the constant is a combination of the others: by orthogonalising them one after another, twice.</summary>
    public static bool IsFull(EquatableArray<ContrastColumn> columns, int levels)
    {
        var basis = new List<double[]> { Enumerable.Repeat(1 / Math.Sqrt(levels), levels).ToArray() };
        foreach (ContrastColumn column in columns)
        {
            double[] rest = [.. column.Weights];
            double length = Length(rest);
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (double[] direction in basis)
                {
                    double projection = rest.Zip(direction, (left, right) => left * right).Sum();
                    rest = [.. rest.Zip(direction, (value, part) => value - (projection * part))];
                }
            }

            double left = Length(rest);
            if (!(left > Tolerance * length))
            {
                return false;
            }

            basis.Add([.. rest.Select(value => value / left)]);
        }

        return true;
    }

    private static double Length(double[] vector) => Math.Sqrt(vector.Sum(value => value * value));
}
