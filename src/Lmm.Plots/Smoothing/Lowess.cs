using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lmm.Plots.Smoothing;

/// <summary>Locally weighted regression lines, robust to outliers: R's <c>lowess</c>.</summary>
/// <remarks>Cleveland, J. Am. Stat. Assoc. 74, 1979: tricube weights within the nearest neighbours, bisquare weights by the residuals.</remarks>
internal static class Lowess
{
    private const double Span = 2.0 / 3;
    private const int Rounds = 3;
    private const double Step = 0.01;
    private const int Places = 300;

    // Within the first share of the reach weights are one, from the second on they are zero.
    private const double Centre = 0.001;
    private const double Edge = 0.999;

    /// <summary>The smooth at the points, in the order of x; fitted where x has moved by a hundredth of its range, interpolated between.</summary>
    /// <param name="x">Where the points are; finite.</param>
    /// <param name="y">Their heights; finite.</param>
    /// <returns>x in order, no closer than a three-hundredth of its range, and the smooth there; nothing for fewer than four different x.</returns>
    public static (double[] X, double[] Y) Of(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double[] sortedX = [.. x];
        double[] sortedY = [.. y];
        Array.Sort(sortedX, sortedY);
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

    // The sums of a line by weights, with the point as origin; four lanes on every machine, so that they end in the same bits.
    private static double Local(double[] x, double[] y, double[] robustness, int left, int right, double at, double fallback)
    {
        double reach = Math.Max(at - x[left], x[right] - at);
        int end = right + 1;
        while (end < x.Length && x[end] - at <= Edge * reach)
        {
            end++;
        }

        double inverse = reach > 0 ? 1 / reach : 0;
        (Vector256<double> w, Vector256<double> wx, Vector256<double> wxx) = (default, default, default);
        (Vector256<double> wy, Vector256<double> wxy) = (default, default);
        ref double firstX = ref MemoryMarshal.GetArrayDataReference(x);
        ref double firstY = ref MemoryMarshal.GetArrayDataReference(y);
        ref double firstWeight = ref MemoryMarshal.GetArrayDataReference(robustness);
        int row = left;
        for (; row <= end - Vector256<double>.Count; row += Vector256<double>.Count)
        {
            Add(Vector256.LoadUnsafe(ref firstX, (nuint)row), Vector256.LoadUnsafe(ref firstY, (nuint)row), Vector256.LoadUnsafe(ref firstWeight, (nuint)row));
        }

        for (; row < end; row++)
        {
            Add(Vector256.CreateScalar(x[row]), Vector256.CreateScalar(y[row]), Vector256.CreateScalar(robustness[row]));
        }

        double sum = Vector256.Sum(w);
        if (sum <= 0)
        {
            return fallback;
        }

        double mean = Vector256.Sum(wx) / sum;
        double spread = (Vector256.Sum(wxx) / sum) - (mean * mean);
        double height = Vector256.Sum(wy) / sum;
        double tilt = Math.Sqrt(Math.Max(spread, 0)) > 0.001 * (x[^1] - x[0]) ? -mean / spread : 0;
        return height + (tilt * ((Vector256.Sum(wxy) / sum) - (mean * height)));

        // A lane without a row has the weight zero.
        void Add(Vector256<double> placesX, Vector256<double> heights, Vector256<double> robust)
        {
            Vector256<double> from = placesX - Vector256.Create(at);
            Vector256<double> share = Vector256.Abs(from) * inverse;
            Vector256<double> cube = Vector256<double>.One - (share * share * share);
            Vector256<double> tricube = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(share, Vector256.Create(Centre)), Vector256<double>.One, cube * cube * cube);
            Vector256<double> weight = Vector256.ConditionalSelect(Vector256.LessThan(share, Vector256.Create(Edge)), robust * tricube, Vector256<double>.Zero);
            Vector256<double> weighted = weight * from;
            w += weight;
            wx += weighted;
            wxx += weighted * from;
            wy += weight * heights;
            wxy += weighted * heights;
        }
    }

    // False where the residuals leave nothing to weigh.
    private static bool Reweight(double[] y, double[] smooth, double[] robustness)
    {
        double[] sizes = [.. y.Zip(smooth, static (value, fitted) => Math.Abs(value - fitted))];
        double[] sorted = [.. sizes];
        Array.Sort(sorted);
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
