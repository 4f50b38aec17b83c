namespace Lmm.Plots.Smoothing;

/// <summary>Locally weighted regression lines, robust to outliers: R's <c>lowess</c>.</summary>
/// <remarks>Cleveland, J. Am. Stat. Assoc. 74, 1979: tricube weights within the nearest neighbours, bisquare weights by the residuals.</remarks>
internal static class Lowess
{
    private const double Span = 2.0 / 3;
    private const int Rounds = 3;
    private const double Step = 0.01;
    private const int Places = 300;

    /// <summary>The smooth at the points, in the order of x; fitted where x has moved by a hundredth of its range, interpolated between.</summary>
    /// <param name="x">Where the points are; finite.</param>
    /// <param name="y">Their heights; finite.</param>
    /// <returns>x in order, no closer than a three-hundredth of its range, and the smooth there; nothing for fewer than four different x.</returns>
    public static (double[] X, double[] Y) Of(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        int[] order = [.. Enumerable.Range(0, x.Count).OrderBy(row => x[row])];
        double[] sortedX = Array.ConvertAll(order, row => x[row]);
        double[] sortedY = Array.ConvertAll(order, row => y[row]);
        int n = sortedX.Length;
        if (sortedX.Distinct().Take(4).Count() < 4)
        {
            return ([], []);
        }

        int neighbours = Math.Clamp((int)((Span * n) + 1e-7), 2, n);
        double[] robustness = new double[n];
        Array.Fill(robustness, 1);
        double[] smooth = new double[n];
        for (int round = 0; round <= Rounds; round++)
        {
            Fit(sortedX, sortedY, robustness, neighbours, smooth);
            if (round < Rounds && !Reweight(sortedY, smooth, robustness))
            {
                break;
            }
        }

        List<int> kept = [];
        double least = (sortedX[^1] - sortedX[0]) / Places;
        for (int index = 0; index < n; index++)
        {
            if (index == 0 || sortedX[index] - sortedX[kept[^1]] >= least || (index == n - 1 && sortedX[index] > sortedX[kept[^1]]))
            {
                kept.Add(index);
            }
        }

        return ([.. kept.Select(index => sortedX[index])], [.. kept.Select(index => smooth[index])]);
    }

    private static void Fit(double[] x, double[] y, double[] robustness, int neighbours, double[] smooth)
    {
        int n = x.Length;
        double delta = Step * (x[^1] - x[0]);
        int left = 0;
        int last = -1;
        int at = 0;
        while (true)
        {
            // The nearest neighbours of the point.
            while (left + neighbours < n && x[at] - x[left] > x[left + neighbours] - x[at])
            {
                left++;
            }

            smooth[at] = Local(x, y, robustness, left, left + neighbours - 1, x[at], y[at]);
            for (int between = last + 1; last >= 0 && between < at; between++)
            {
                double share = (x[between] - x[last]) / (x[at] - x[last]);
                smooth[between] = (share * smooth[at]) + ((1 - share) * smooth[last]);
            }

            last = at;
            double limit = x[last] + delta;
            for (at = last + 1; at < n && x[at] <= limit; at++)
            {
                if (x[at] == x[last])
                {
                    smooth[at] = smooth[last];
                    last = at;
                }
            }

            at = Math.Max(last + 1, at - 1);
            if (last >= n - 1)
            {
                return;
            }
        }
    }

    private static double Local(double[] x, double[] y, double[] robustness, int left, int right, double at, double fallback)
    {
        double reach = Math.Max(at - x[left], x[right] - at);
        (double sum, double mean) = (0, 0);
        double[] weights = new double[x.Length - left];
        int end = left;
        for (; end < x.Length; end++)
        {
            double distance = Math.Abs(x[end] - at);
            if (end > right && distance > 0.999 * reach)
            {
                break;
            }

            double share = reach > 0 ? distance / reach : 0;
            double cube = 1 - (share * share * share);
            weights[end - left] = share >= 0.999 && reach > 0 ? 0 : share <= 0.001 ? robustness[end] : robustness[end] * cube * cube * cube;
            sum += weights[end - left];
            mean += weights[end - left] * x[end];
        }

        if (sum <= 0)
        {
            return fallback;
        }

        mean /= sum;
        double spread = 0;
        for (int row = left; row < end; row++)
        {
            spread += weights[row - left] / sum * (x[row] - mean) * (x[row] - mean);
        }

        double tilt = Math.Sqrt(spread) > 0.001 * (x[^1] - x[0]) ? (at - mean) / spread : 0;
        double value = 0;
        for (int row = left; row < end; row++)
        {
            value += weights[row - left] / sum * (1 + (tilt * (x[row] - mean))) * y[row];
        }

        return value;
    }

    // False where the residuals leave nothing to weigh.
    private static bool Reweight(double[] y, double[] smooth, double[] robustness)
    {
        double[] sizes = [.. y.Zip(smooth, static (value, fitted) => Math.Abs(value - fitted))];
        double[] sorted = [.. sizes.Order()];
        double six = 6 * Sample.Quantile(sorted, 0.5);
        if (six < 1e-7 * sorted.Average())
        {
            return false;
        }

        for (int row = 0; row < sizes.Length; row++)
        {
            double share = sizes[row] / six;
            robustness[row] = share <= 0.001 ? 1 : share >= 0.999 ? 0 : (1 - (share * share)) * (1 - (share * share));
        }

        return true;
    }
}
