using Lmm.Plots.Scenes;

namespace Lmm.Plots.Charts;

/// <summary>Where numbers lie within the axes of a chart.</summary>
/// <param name="Box">The place of the axes, in pixels.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
internal sealed record Plane(Box Box, Axis X, Axis Y)
{
    /// <summary>How far to the right a number lies, in pixels.</summary>
    public double Across(double x) => Box.Left + (Box.Width * X.Domain.Share(x));

    /// <summary>How far down a number lies, in pixels.</summary>
    public double Down(double y) => Y.IsTopDown ? Box.Top + (Box.Height * Y.Domain.Share(y)) : Box.Bottom - (Box.Height * Y.Domain.Share(y));

    /// <summary>Where a pair of numbers lies.</summary>
    public Point At(double x, double y) => new(Across(x), Down(y));

    /// <summary>The places of pairs of numbers, those left out that are not finite.</summary>
    public Point[] Places(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        List<Point> places = new(x.Count);
        for (int i = 0; i < x.Count; i++)
        {
            if (double.IsFinite(x[i]) && double.IsFinite(y[i]))
            {
                places.Add(At(x[i], y[i]));
            }
        }

        return [.. places];
    }
}
