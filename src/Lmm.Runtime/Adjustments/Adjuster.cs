using System.Globalization;
using Lmm.Distributions;
using Lmm.Faults;

namespace Lmm.Adjustments;

/// <summary>
/// Adjusts the p-values and intervals of a family of contrasts. Each contrast keeps its own degrees of freedom, also where all statistics are judged by their
/// joint distribution, as emmeans does it: the family is treated as if all had those of the contrast at hand.
/// </summary>
internal sealed class Adjuster
{
    private readonly MultiplicityAdjustment _adjustment;
    private readonly ContrastFamily _family;
    private readonly int[] _rows;
    private readonly StudentizedRange? _range;

    /// <summary>Makes the adjuster of a family.</summary>
    /// <exception cref="ModelException">Tukey's method is asked for contrasts that are not all pairs of a set of means.</exception>
    public Adjuster(MultiplicityAdjustment adjustment, ContrastFamily family)
    {
        if (Allowed.Member(adjustment) == MultiplicityAdjustment.Tukey && !family.IsAllPairs)
        {
            throw new ModelException(
                family.Model,
                LmmErrorCode.NotAvailable,
                "Tukey's adjustment is for all pairs of a set of means, and these contrasts are others; use MultivariateT, which is exact for any contrasts, or Holm, or Sidak.");
        }

        _family = family;
        _rows = family.Estimable;
        _adjustment = _rows.Length > 1 ? adjustment : MultiplicityAdjustment.None;
        _range = _adjustment == MultiplicityAdjustment.Tukey ? new StudentizedRange(family.MeansCompared) : null;
    }

    /// <summary>How many contrasts the family has, those that are not estimable aside.</summary>
    public int Size => _rows.Length;

    /// <summary>The adjusted p-values, two-sided; NaN where a contrast is not estimable or no distribution goes with it.</summary>
    public double[] PValues()
    {
        double[] values = new double[_family.Statistics.Count];
        Array.Fill(values, double.NaN);
        foreach (int row in _rows)
        {
            values[row] = PValue(Math.Abs(_family.Statistics[row]), _family.DegreesOfFreedom[row]);
        }

        if (_adjustment == MultiplicityAdjustment.Holm)
        {
            StepDown(values);
        }

        return values;
    }

    /// <summary>By what to multiply each standard error for intervals of a joint level; NaN where a contrast is not estimable or no distribution goes with it.</summary>
    /// <param name="level">The level, between zero and one.</param>
    public double[] CriticalValues(double level)
    {
        double[] values = new double[_family.Statistics.Count];
        Array.Fill(values, double.NaN);
        Dictionary<double, double> known = [];
        foreach (int row in _rows)
        {
            double degrees = _family.DegreesOfFreedom[row];
            if (degrees > 0)
            {
                values[row] = known.TryGetValue(degrees, out double value) ? value : known[degrees] = CriticalValue(level, degrees);
            }
        }

        return values;
    }

    /// <summary>Says how p-values are adjusted, and for how many contrasts.</summary>
    public string PValueNote => Size == 1 ? "A family of one contrast needs no adjustment." : $"P-values are {Method(_adjustment)}.";

    /// <summary>Says how intervals are adjusted, and for how many contrasts.</summary>
    public string IntervalNote => Size == 1
        ? "A family of one contrast needs no adjustment."
        : _adjustment == MultiplicityAdjustment.Holm
            ? $"Intervals are {Method(MultiplicityAdjustment.Bonferroni)}; Holm's method has none of its own."
            : $"Intervals are {Method(_adjustment)}.";

    private string Method(MultiplicityAdjustment adjustment) => adjustment switch
    {
        MultiplicityAdjustment.Tukey => string.Create(CultureInfo.InvariantCulture, $"adjusted by Tukey's method for all pairs of {_family.MeansCompared} means"),
        MultiplicityAdjustment.Bonferroni => $"adjusted by Bonferroni's method for {Contrasts}",
        MultiplicityAdjustment.Holm => $"adjusted by Holm's method for {Contrasts}",
        MultiplicityAdjustment.Sidak => $"adjusted by Šidák's method for {Contrasts}",
        _ => $"not adjusted for {Contrasts}",
    };

    private string Contrasts => string.Create(CultureInfo.InvariantCulture, $"{Size} contrasts");

    private double PValue(double t, double degrees)
    {
        if (!(degrees > 0))
        {
            return double.NaN;
        }

        double own = UpperTail.StudentTwoSided(t, degrees);
        return _adjustment switch
        {
            MultiplicityAdjustment.Tukey => _range!.UpperTail(Math.Sqrt(2) * t, degrees),
            MultiplicityAdjustment.Bonferroni => Math.Min(1, Size * own),
            MultiplicityAdjustment.Sidak => Complement.OfLog(Size * Complement.Log(own)),
            _ => own,
        };
    }

    private double CriticalValue(double level, double degrees) => _adjustment switch
    {
        MultiplicityAdjustment.Tukey => _range!.UpperQuantile(1 - level, degrees) / Math.Sqrt(2),
        MultiplicityAdjustment.Bonferroni or MultiplicityAdjustment.Holm => Quantile.Student((1 - level) / Size, degrees),
        MultiplicityAdjustment.Sidak => Quantile.Student(Complement.OfLog(Math.Log(level) / Size), degrees),
        _ => Quantile.Student(1 - level, degrees),
    };

    // Holm: what is tested later is never more significant than what came before. Contrasts without a distribution come last.
    private void StepDown(double[] values)
    {
        double largest = 0;
        int left = Size;
        foreach (int row in _rows.Where(row => !double.IsNaN(values[row])).OrderBy(row => values[row]))
        {
            largest = Math.Max(largest, Math.Min(1, left-- * values[row]));
            values[row] = largest;
        }
    }
}
