namespace Lmm.Distributions;

/// <summary>
/// The largest of statistics that have a joint t distribution with given correlations, or a joint normal one, or the largest of their magnitudes: by one dimension
/// where correlations are products, exactly where they have rank three or less, else by a lattice rule whose error is told.
/// </summary>
internal sealed class MultivariateT
{
    // Statistics that are the same up to this are one; directions of less variance are none.
    private const double Same = 1e-12;
    private const double Negligible = 1e-10;

    private const double ProductError = 1e-11;
    private const double StudentError = 1e-12;

    private readonly int _count;
    private readonly bool _twoSided;
    private readonly ProductNormal? _product;
    private readonly DirectionCells? _cells;

    /// <param name="correlations">The correlations, or covariances; singular or not.</param>
    /// <param name="twoSided">Whether it is magnitudes.</param>
    public MultivariateT(double[,] correlations, bool twoSided = true)
    {
        _twoSided = twoSided;
        double[,] distinct = Distinct(correlations, twoSided);
        _count = distinct.GetLength(0);
        if (_count > 1)
        {
            _product = ProductNormal.Of(distinct, twoSided);
            double[,] vectors = Vectors(distinct);
            _cells = _product is null && vectors.GetLength(1) > 1 ? new DirectionCells(vectors, twoSided) : null;
        }
    }

    /// <summary>P(max &gt; c), with a bound of its error; beyond the range of double numbers zero.</summary>
    /// <param name="c">The statistic; zero or positive, also where it is not magnitudes.</param>
    /// <param name="degreesOfFreedom">ν, positive, whole or not; infinite for the normal distribution.</param>
    public (double Probability, double Error) UpperTail(double c, double degreesOfFreedom)
    {
        if (double.IsNaN(c) || !(degreesOfFreedom > 0))
        {
            return (double.NaN, double.NaN);
        }

        double one = Distributions.UpperTail.StudentTwoSided(c, degreesOfFreedom) / (_twoSided ? 1 : 2);
        if (one == 0 || _count == 1)
        {
            return (one, StudentError * one);
        }

        // A statistic and its opposite exclude each other.
        (double probability, double error) = _cells?.UpperTail(c, degreesOfFreedom) ?? (_count * one, StudentError * one);
        if (_product is not null)
        {
            probability = _product.UpperTail(c, degreesOfFreedom);
            error = ProductError * probability;
        }

        return (Math.Clamp(probability, one, Math.Min(1, _count * one)), error);
    }

    /// <summary>c with P(max &gt; c) = <paramref name="tail"/>.</summary>
    /// <param name="tail">The probability; below one half where it is not magnitudes.</param>
    /// <param name="degreesOfFreedom">As in <see cref="UpperTail"/>.</param>
    public double UpperQuantile(double tail, double degreesOfFreedom)
    {
        double sides = _twoSided ? 1 : 2;
        double one = Quantile.Student(sides * tail, degreesOfFreedom);
        return _count == 1 || !(degreesOfFreedom > 0)
            ? one
            : TailQuantile.Of(c => UpperTail(c, degreesOfFreedom).Probability, tail, one, Quantile.Student(sides * tail / _count, degreesOfFreedom));
    }

    private static double[,] Distinct(double[,] covariances, bool twoSided)
    {
        double Correlation(int row, int column) => covariances[row, column] / Math.Sqrt(covariances[row, row]) / Math.Sqrt(covariances[column, column]);

        List<int> rows = [];
        for (int row = 0; row < covariances.GetLength(0); row++)
        {
            if (!rows.Exists(other => (twoSided ? Math.Abs(Correlation(row, other)) : Correlation(row, other)) > 1 - Same))
            {
                rows.Add(row);
            }
        }

        double[,] correlations = new double[rows.Count, rows.Count];
        for (int row = 0; row < rows.Count; row++)
        {
            for (int column = 0; column < rows.Count; column++)
            {
                correlations[row, column] = row == column ? 1 : Correlation(rows[row], rows[column]);
            }
        }

        return correlations;
    }

    // Unit vectors whose products are the correlations, in as many dimensions as these have rank: Cholesky's factor with the largest variance left first.
    private static double[,] Vectors(double[,] correlations)
    {
        int count = correlations.GetLength(0);
        double[] left = new double[count];
        Array.Fill(left, 1);
        List<double[]> columns = [];
        while (columns.Count < count && left.Max() > Negligible)
        {
            int pivot = Array.IndexOf(left, left.Max());
            double root = Math.Sqrt(left[pivot]);
            double[] column = new double[count];
            for (int row = 0; row < count; row++)
            {
                double rest = correlations[row, pivot];
                foreach (double[] before in columns)
                {
                    rest -= before[row] * before[pivot];
                }

                column[row] = row == pivot ? root : rest / root;
                left[row] = row == pivot ? 0 : Math.Max(0, left[row] - (column[row] * column[row]));
            }

            columns.Add(column);
        }

        double[,] vectors = new double[count, columns.Count];
        for (int row = 0; row < count; row++)
        {
            double length = Math.Sqrt(columns.Sum(column => column[row] * column[row]));
            for (int index = 0; index < columns.Count; index++)
            {
                vectors[row, index] = columns[index][row] / length;
            }
        }

        return vectors;
    }
}
