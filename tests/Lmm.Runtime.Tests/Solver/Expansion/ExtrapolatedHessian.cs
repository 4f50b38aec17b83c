using Lmm.Solver.Criteria;

namespace Lmm.Tests.Solver.Expansion;

/// <summary>Hessians by differences of analytic gradients, extrapolated to a step of zero; of each entry the value whose neighbours differ least (Richardson; Ridders 1982).</summary>
internal static class ExtrapolatedHessian
{
    private const int Steps = 9;
    private const double LongestStep = 0.1;
    private const double Shrink = 1.6;

    public static double[] Of(ProfiledCriterion criterion, double[] theta)
    {
        int count = theta.Length;
        var hessian = new double[count * count];
        var error = new double[count * count];
        Array.Fill(error, double.PositiveInfinity);
        var table = new double[Steps, Steps][];
        for (int column = 0; column < count; column++)
        {
            double step = LongestStep;
            for (int last = 0; last < Steps; last++, step /= Shrink)
            {
                table[0, last] = Combine(Gradient(step), 1 / (2 * step), Gradient(-step), -1 / (2 * step));
                double factor = Shrink * Shrink;
                for (int order = 1; order <= last; order++, factor *= Shrink * Shrink)
                {
                    table[order, last] = Combine(table[order - 1, last], factor / (factor - 1), table[order - 1, last - 1], -1 / (factor - 1));
                    for (int row = 0; row < count; row++)
                    {
                        double value = table[order, last][row];
                        double here = Math.Max(Math.Abs(value - table[order - 1, last][row]), Math.Abs(value - table[order - 1, last - 1][row]));
                        if (here < error[(row * count) + column])
                        {
                            (error[(row * count) + column], hessian[(row * count) + column]) = (here, value);
                        }
                    }
                }
            }

            double[] Gradient(double distance)
            {
                double[] point = [.. theta];
                point[column] += distance;
                var gradient = new double[count];
                criterion.Value(point);
                criterion.Gradient(gradient);
                return gradient;
            }
        }

        return hessian;
    }

    private static double[] Combine(double[] left, double share, double[] right, double other)
        => [.. left.Zip(right, (one, two) => (share * one) + (other * two))];
}
