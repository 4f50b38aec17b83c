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
    /// <summary>The most contrasts that are judged by their joint distribution.</summary>
    public const int MostJoint = 1000;

    private const double Unseen = 1e-9;

    /// <summary>So many p-values are found in one go; those of joint distributions spread their own work.</summary>
    private const int AtOnce = 128;
    private const string OfOne = "A family of one contrast needs no adjustment.";

    private readonly MultiplicityAdjustment _adjustment;
    private readonly ContrastFamily _family;
    private readonly int[] _rows;
    private readonly Lazy<(double[] Values, double Error)> _pValues;
    private readonly StudentizedRange? _range;
    private readonly MultivariateT? _joint;

    /// <summary>Makes the adjuster of a family.</summary>
    /// <exception cref="ModelException">
    /// Tukey's method is asked for contrasts that are not all pairs of a set of means, or the multivariate t for more than <see cref="MostJoint"/>.
    /// </exception>
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
        _range = _adjustment == MultiplicityAdjustment.Tukey ? StudentizedRange.Of(family.MeansCompared) : null;
        _joint = _adjustment == MultiplicityAdjustment.MultivariateT ? Joint() : null;
        _pValues = new(AdjustedPValues);
    }

    /// <summary>How many contrasts the family has, those that are not estimable aside.</summary>
    public int Size => _rows.Length;

    /// <summary>The adjusted p-values, two-sided; NaN where a contrast is not estimable or no distribution goes with it.</summary>
    public double[] PValues() => [.. _pValues.Value.Values];

    /// <summary>By what to multiply each standard error for intervals of a joint level; NaN where a contrast is not estimable or no distribution goes with it.</summary>
    /// <param name="level">The level, between zero and one.</param>
    public double[] CriticalValues(double level)
    {
        double[] values = NotEstimable();
        int[] rows = [.. WithDistribution];
        double[] degrees = [.. rows.Select(row => _family.DegreesOfFreedom[row])];
        Func<double, double> quantile = own => CriticalValue(level, own);
        double[] critical = _joint is null ? QuantileCurve.Of(quantile, degrees) : QuantileCurve.Each(quantile, degrees);
        for (int index = 0; index < rows.Length; index++)
        {
            values[rows[index]] = critical[index];
        }

        return values;
    }

    /// <summary>
    /// Says how p-values are adjusted, for how many contrasts, and with which numerical error where it could be seen: for the multivariate t, whose error passes it in one case of a hundred.
    /// </summary>
    public string PValueNote => Size == 1 ? OfOne : $"P-values are {Method(_adjustment, _pValues.Value.Error)}.";

    /// <summary>Says how intervals are adjusted, for how many contrasts, and with which numerical error of their level where it could be seen.</summary>
    /// <param name="level">The level, between zero and one.</param>
    public string IntervalNote(double level) => Size == 1
        ? OfOne
        : _adjustment == MultiplicityAdjustment.Holm
            ? $"Intervals are {Method(MultiplicityAdjustment.Bonferroni, 0)}; Holm's has none of its own."
            : $"Intervals are {Method(_adjustment, LevelError(level))}.";

    private IEnumerable<int> WithDistribution => _rows.Where(row => _family.DegreesOfFreedom[row] > 0);

    private (double[] Values, double Error) AdjustedPValues()
    {
        double[] values = NotEstimable();
        double worst = 0;
        int[] rows = [.. WithDistribution];
        if (_joint is null)
        {
            _family.Workers.Run(rows.Length, AtOnce, (first, end) =>
            {
                foreach (int row in rows.AsSpan(first..end))
                {
                    values[row] = PValue(Math.Abs(_family.Statistics[row]), _family.DegreesOfFreedom[row]).Value;
                }
            });
        }
        else
        {
            foreach (int row in rows)
            {
                (values[row], double error) = PValue(Math.Abs(_family.Statistics[row]), _family.DegreesOfFreedom[row]);
                worst = Math.Max(worst, error);
            }
        }

        if (_adjustment == MultiplicityAdjustment.Holm)
        {
            StepDown(values);
        }

        return (values, worst);
    }

    private double LevelError(double level)
    {
        double[] critical = _joint is null ? [] : CriticalValues(level);
        return critical.Length == 0 ? 0 : WithDistribution.Select(row => _joint!.UpperTail(critical[row], _family.DegreesOfFreedom[row]).Error).DefaultIfEmpty().Max();
    }

    private double[] NotEstimable()
    {
        double[] values = new double[_family.Statistics.Count];
        Array.Fill(values, double.NaN);
        return values;
    }

    private string Method(MultiplicityAdjustment adjustment, double error) => adjustment switch
    {
        MultiplicityAdjustment.Tukey => string.Create(CultureInfo.InvariantCulture, $"adjusted by Tukey's method for all pairs of {_family.MeansCompared} estimates"),
        MultiplicityAdjustment.Bonferroni => $"adjusted by Bonferroni's method for {Contrasts}",
        MultiplicityAdjustment.Holm => $"adjusted by Holm's method for {Contrasts}",
        MultiplicityAdjustment.Sidak => $"adjusted by Šidák's method for {Contrasts}",
        MultiplicityAdjustment.MultivariateT => $"adjusted by the multivariate t distribution of {Contrasts}{Precision(error)}",
        _ => $"not adjusted for {Contrasts}",
    };

    private string Contrasts => string.Create(CultureInfo.InvariantCulture, $"{Size} contrasts");

    // The power of ten above an error, if it could be seen in a table.
    private static string Precision(double error) => error > Unseen ? string.Create(CultureInfo.InvariantCulture, $", with an error below {Math.Pow(10, Math.Ceiling(Math.Log10(error))):0e-0}") : "";

    private (double Value, double Error) PValue(double t, double degrees) => _adjustment switch
    {
        MultiplicityAdjustment.Tukey => (_range!.UpperTail(Math.Sqrt(2) * t, degrees), 0),
        MultiplicityAdjustment.MultivariateT => _joint!.UpperTail(t, degrees),
        MultiplicityAdjustment.Bonferroni => (Math.Min(1, Size * UpperTail.StudentTwoSided(t, degrees)), 0),
        MultiplicityAdjustment.Sidak => (Complement.OfLog(Size * Complement.Log(UpperTail.StudentTwoSided(t, degrees))), 0),
        _ => (UpperTail.StudentTwoSided(t, degrees), 0),
    };

    private double CriticalValue(double level, double degrees) => _adjustment switch
    {
        MultiplicityAdjustment.Tukey => _range!.UpperQuantile(1 - level, degrees) / Math.Sqrt(2),
        MultiplicityAdjustment.Bonferroni or MultiplicityAdjustment.Holm => Quantile.Student((1 - level) / Size, degrees),
        MultiplicityAdjustment.Sidak => Quantile.Student(Complement.OfLog(Math.Log(level) / Size), degrees),
        MultiplicityAdjustment.MultivariateT => _joint!.UpperQuantile(1 - level, degrees),
        _ => Quantile.Student(1 - level, degrees),
    };

    private MultivariateT Joint()
    {
        if (Size > MostJoint)
        {
            throw new ModelException(
                _family.Model,
                LmmErrorCode.TooLarge,
                string.Create(CultureInfo.InvariantCulture, $"the joint distribution of {Size} contrasts takes too long, {MostJoint} are the most; use Holm, or Tukey for all pairs of a set of means, or ask for fewer contrasts."));
        }

        double[,] correlations = new double[Size, Size];
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                correlations[row, column] = _family.Correlations![_rows[row], _rows[column]];
            }
        }

        return new MultivariateT(correlations);
    }

    // Holm: what is tested later is never more significant than what came before. Contrasts without a distribution come last.
    private void StepDown(double[] values)
    {
        double largest = 0;
        int left = Size;
        foreach (int row in WithDistribution.OrderBy(row => values[row]))
        {
            largest = Math.Max(largest, Math.Min(1, left-- * values[row]));
            values[row] = largest;
        }
    }
}
