using System.Runtime.CompilerServices;
using MathNet.Numerics;

namespace Lmm.Distributions;

/// <summary>
/// A statistic W of standard normal variables, such as their range, and its studentised form W/S, where νS² is χ² with ν degrees of freedom and independent of W.
/// Derived classes give P(W &gt; w) to some 1e-14 relative; its logarithm is kept in Chebyshev series on panels, each made when it is first needed (by several threads at worst, to the same bits), so that a whole
/// family of statistics costs little more than one.
/// </summary>
/// <remarks>
/// P(W/S &gt; q) = ∫ f(s) P(W &gt; qs) ds is integrated over x = log s by the trapezoidal rule, whose error falls exponentially where an integrand is analytic and
/// falls off at both ends (Trefethen and Weideman, SIAM Review 56, 2014). The logarithm of the integrand is concave for statistics whose tail is.
/// </remarks>
internal abstract class NormalStatistic
{
    private const double PanelWidth = 0.25;
    private const int PanelPoints = 18;

    private const double Many = 500;

    // Beyond, tails are below 1e-250.
    private const double Farthest = 48;

    /// <summary>What a sum does not notice: the terms that are left out beyond come to some ten times this, relative to the sum.</summary>
    protected const double Negligible = 1e-16;

    private static readonly double[] Inverses = [.. Enumerable.Range(0, 24).Select(static n => 1.0 / n)];

    private readonly ChebyshevSeries?[] _panels = new ChebyshevSeries?[(int)(Farthest / PanelWidth)];
    private readonly double _mostStep;

    /// <param name="crowd">How many independent normal variables are about as spread out as those that the statistic is the largest of.</param>
    private protected NormalStatistic(double crowd)
    {
        Reach = Math.Max(1, Quantile.Normal(2 / Math.Max(3, crowd)));
        _mostStep = Math.Min(0.125, 0.2 / (Reach * Reach));
    }

    /// <summary>How far out the largest of the normal variables is expected, 1 or more: extremes vary by the inverse of it.</summary>
    protected double Reach { get; }

    /// <summary>P(W/S &gt; q), with an error of some 1e-12 relative to itself down to 1e-250.</summary>
    /// <param name="q">The statistic.</param>
    /// <param name="degreesOfFreedom">ν, positive, whole or not; infinite for W itself.</param>
    public double UpperTail(double q, double degreesOfFreedom)
    {
        if (double.IsNaN(q) || !(degreesOfFreedom > 0))
        {
            return double.NaN;
        }

        if (q < 0 || double.IsPositiveInfinity(q))
        {
            return q < 0 ? 1 : 0;
        }

        return Math.Min(1, double.IsPositiveInfinity(degreesOfFreedom) ? Math.Exp(LogTail(q)) : Integral(q, degreesOfFreedom));
    }

    /// <summary>q with P(W/S &gt; q) = <paramref name="tail"/>, with an error of some 1e-12 relative to itself.</summary>
    /// <param name="tail">The probability, between zero and one.</param>
    /// <param name="degreesOfFreedom">As in <see cref="UpperTail"/>.</param>
    /// <param name="least">A value not above the quantile, positive.</param>
    /// <param name="most">A value not below the quantile.</param>
    protected double UpperQuantile(double tail, double degreesOfFreedom, double least, double most)
        => TailQuantile.Of(q => UpperTail(q, degreesOfFreedom), tail, least, most);

    /// <summary>P(W &gt; w) for w from zero to <see cref="Farthest"/>.</summary>
    protected abstract double Tail(double w);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double LogTail(double w)
    {
        if (!(w < Farthest))
        {
            return double.NegativeInfinity;
        }

        int panel = (int)(w / PanelWidth);
        ChebyshevSeries series = _panels[panel] ??= new ChebyshevSeries(place => Math.Log(Tail(place)), PanelWidth * panel, PanelWidth * (panel + 1), PanelPoints);
        return series.At(w);
    }

    // The sum begins near the summit and goes to both sides until nothing is added any more.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Integral(double q, double degrees)
    {
        // The integrand is hardly narrower than the density of log s where degrees of freedom are many.
        double step = Math.Min(_mostStep, (degrees < Many ? 0.5 : 0.7) / Math.Sqrt(2 * degrees));
        double summit = -0.5 * Math.Log(1 + (q * q / (2 * degrees)));
        double sum = 0;
        foreach (int direction in (ReadOnlySpan<int>)[1, -1])
        {
            double before = 0;
            int first = direction > 0 ? 0 : 1;
            double w = q * Math.Exp(summit + (direction * first * step));
            double factor = Math.Exp(direction * step);
            for (int n = first; ; n++, w *= factor)
            {
                double x = summit + (direction * n * step);
                double term = Math.Exp(LogTail(w) - (degrees * Excess(x)));
                sum += term;
                if (term <= before && term <= Negligible * sum)
                {
                    break;
                }

                before = term;
            }
        }

        return sum * step * Math.Sqrt(degrees / Math.PI) * Math.Exp(-Stirling.Error(degrees / 2));
    }

    // (e²ˣ − 1)/2 − x, by its series where that would cancel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Excess(double x)
    {
        if (Math.Abs(x) > 0.25)
        {
            return ((Math.Exp(2 * x) - 1) / 2) - x;
        }

        // Σ (2x)ⁿ/(2 n!) from n = 2 on.
        double twice = 2 * x;
        double power = x;
        double sum = 0;
        for (int n = 2; Math.Abs(power) > Negligible * Math.Abs(sum); n++)
        {
            power *= twice * Inverses[n];
            sum += power;
        }

        return sum;
    }

    /// <summary>P(Z &gt; z) for Z standard normal.</summary>
    protected static double Above(double z) => SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2;

    /// <summary>The density of the standard normal distribution.</summary>
    protected static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
}
