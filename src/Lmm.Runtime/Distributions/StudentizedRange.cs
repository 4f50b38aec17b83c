using System.Runtime.CompilerServices;

namespace Lmm.Distributions;

/// <summary>
/// The studentised range: the range of independent standard normal variables over an estimate of their standard deviation (Tukey 1953). To some 1e-12 relative to
/// itself in both tails; R's ptukey (Copenhaver and Holland, J. Statist. Comput. Simul. 30, 1988) has eight digits of the body.
/// </summary>
internal sealed class StudentizedRange : NormalStatistic
{
    private const double Least = -9;
    private const double Most = 36;

    private readonly int _others;
    private readonly double _step;
    private readonly double[] _below;
    private readonly double[] _weights;

    private static StudentizedRange? _last;

    /// <param name="means">How many variables there are, two or more.</param>
    public StudentizedRange(int means)
        : base(means)
    {
        Means = means;
        _others = means - 1;
        _step = 0.2 / Reach;
        int count = (int)((Most - Least) / _step);
        _below = new double[count];
        _weights = new double[count];
        for (int index = 0; index < count; index++)
        {
            double z = Least + (index * _step);
            _below[index] = Above(-z);
            double log = z > 0 ? Complement.Log(Above(z)) : Math.Log(_below[index]);
            _weights[index] = means * _step * Density(z) * Math.Exp(_others * log);
        }
    }

    /// <summary>That of so many variables; what the last one knows is kept, for tables of one size follow each other.</summary>
    public static StudentizedRange Of(int means)
    {
        StudentizedRange? last = _last;
        return last?.Means == means ? last : _last = new StudentizedRange(means);
    }

    /// <summary>How many variables there are.</summary>
    public int Means { get; }

    /// <summary>q with P(Q &gt; q) = <paramref name="tail"/>.</summary>
    public double UpperQuantile(double tail, double degreesOfFreedom)
    {
        // Two of the variables have a range that is √2|t|; and that of all is no larger than the largest of the ranges of two.
        double pairs = Means * (Means - 1) / 2.0;
        return UpperQuantile(tail, degreesOfFreedom, Math.Sqrt(2) * Quantile.Student(tail, degreesOfFreedom), Math.Sqrt(2) * Quantile.Student(tail / pairs, degreesOfFreedom));
    }

    // The largest is at z, and one of the others is below z − w: k ∫ φ(z) (Φ(z)ᵏ⁻¹ − (Φ(z) − Φ(z − w))ᵏ⁻¹) dz, whose terms are positive and log-concave.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override double Tail(double w)
    {
        int start = (int)((Math.Max(Reach, w / 2) - Least) / _step);
        double sum = 0;
        foreach (int direction in (ReadOnlySpan<int>)[1, -1])
        {
            double before = 0;
            for (int index = direction > 0 ? start : start - 1; index >= 0 && index < _weights.Length; index += direction)
            {
                double share = Above(w - (Least + (index * _step))) / _below[index];
                double term = _weights[index] * Complement.OfLog(_others * Complement.Log(share));
                sum += term;
                if (term <= before && term <= Negligible * sum)
                {
                    break;
                }

                before = term;
            }
        }

        return Math.Min(1, sum);
    }
}
