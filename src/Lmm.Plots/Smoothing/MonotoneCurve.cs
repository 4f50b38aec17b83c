namespace Lmm.Plots.Smoothing;

/// <summary>
/// A smooth curve through points that rises or falls with them: piecewise cubic, with the slopes of parabolas through three neighbours, made smaller where the curve would turn between two points
/// (Fritsch and Carlson, SIAM J. Numer. Anal. 17, 1980).
/// </summary>
internal static class MonotoneCurve
{
    // Slopes of up to three times those of the chords beside them keep a cubic from turning.
    private const double Steepest = 3;

    /// <summary>The curve at the points and at places between them.</summary>
    /// <param name="x">Where the points are, rising.</param>
    /// <param name="y">Their heights.</param>
    /// <param name="steps">How many pieces there are between two points.</param>
    public static (double[] X, double[] Y) Through(double[] x, double[] y, int steps)
    {
        if (x.Length < 3)
        {
            return (x, y);
        }

        double[] slopes = Slopes(x, y);
        List<double> across = [x[0]];
        List<double> heights = [y[0]];
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double width = x[i + 1] - x[i];
            for (int step = 1; step <= steps; step++)
            {
                double t = (double)step / steps;
                double s = 1 - t;
                across.Add(step == steps ? x[i + 1] : x[i] + (t * width));
                heights.Add(step == steps ? y[i + 1] : (s * s * (1 + (2 * t)) * y[i]) + (t * t * (1 + (2 * s)) * y[i + 1]) + (s * t * width * ((s * slopes[i]) - (t * slopes[i + 1]))));
            }
        }

        return ([.. across], [.. heights]);
    }

    private static double[] Slopes(double[] x, double[] y)
    {
        int last = x.Length - 1;
        double[] widths = [.. Enumerable.Range(0, last).Select(i => x[i + 1] - x[i])];
        double[] chords = [.. Enumerable.Range(0, last).Select(i => (y[i + 1] - y[i]) / widths[i])];
        double[] slopes = new double[x.Length];
        slopes[0] = Limited(chords[0] + ((chords[0] - chords[1]) * widths[0] / (widths[0] + widths[1])), chords[0], chords[0]);
        slopes[last] = Limited(chords[^1] + ((chords[^1] - chords[^2]) * widths[^1] / (widths[^1] + widths[^2])), chords[^1], chords[^1]);
        for (int i = 1; i < last; i++)
        {
            double parabola = ((chords[i - 1] * widths[i]) + (chords[i] * widths[i - 1])) / (widths[i - 1] + widths[i]);
            slopes[i] = Limited(parabola, chords[i - 1], chords[i]);
        }

        return slopes;
    }

    private static double Limited(double slope, double before, double after)
        => before * after <= 0 ? 0 : Math.Sign(before) * Math.Clamp(Math.Sign(before) * slope, 0, Steepest * Math.Min(Math.Abs(before), Math.Abs(after)));
}
