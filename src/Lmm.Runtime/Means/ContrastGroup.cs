using System.Runtime.CompilerServices;
using Lmm.Adjustments;
using Lmm.Hypotheses;

namespace Lmm.Means;

/// <summary>The contrasts within one combination of the levels of other factors: a family of their own.</summary>
internal sealed class ContrastGroup
{
    /// <summary>So many contrasts are measured in one go.</summary>
    private const int AtOnce = 128;

    private readonly FactorLevel[] _levels;
    private readonly Contrast[] _contrasts;
    private readonly CoefficientTest[] _tests;
    private readonly Lazy<double[][]> _functions;

    private ContrastGroup(FactorLevel[] levels, Contrast[] contrasts, CoefficientTest[] tests, MarginalFunction[] functions)
    {
        _levels = levels;
        _contrasts = contrasts;
        _tests = tests;
        _functions = new(() => Combined(functions, contrasts));
    }

    /// <summary>The number of contrasts.</summary>
    public int Count => _contrasts.Length;

    /// <summary>The functions of those that are estimable.</summary>
    public double[][] Estimable => [.. _functions.Value.Where((_, row) => _tests[row].IsEstimable)];

    /// <summary>Tests contrasts.</summary>
    /// <param name="family">The estimates.</param>
    /// <param name="levels">The levels that the group is within.</param>
    /// <param name="functions">The estimates of the group.</param>
    /// <param name="contrasts">Their contrasts.</param>
    public static ContrastGroup Of(MarginalFamily family, FactorLevel[] levels, MarginalFunction[] functions, Contrast[] contrasts)
    {
        var tests = new CoefficientTest[contrasts.Length];
        FixedEffectsTests all = family.Settings.Tests;
        if (contrasts.Length > AtOnce)
        {
            // What all tests need is found before they are spread over threads.
            _ = all.Uncertainty;
        }

        all.Estimate.Workers.Run(contrasts.Length, AtOnce, (first, end) =>
        {
            FunctionSum sum = new(functions[0].Function.Length);
            double[] combined = new double[functions[0].Function.Length];
            for (int row = first; row < end; row++)
            {
                Sum(functions, contrasts[row], sum);
                sum.Write(combined);
                tests[row] = family.Measure(contrasts[row].Name, combined, sum.Offset);
            }
        });
        return new ContrastGroup(levels, contrasts, tests, functions);
    }

    /// <summary>What allows for the number of contrasts.</summary>
    public Adjuster Adjusted(MarginalSettings settings, MultiplicityAdjustment adjustment) => new(
        adjustment,
        new ContrastFamily(settings.Model, [.. _tests.Select(static test => test.Statistic)], [.. _tests.Select(Degrees)])
        {
            Pairs = Pairs(),
            Workers = settings.Tests.Estimate.Workers,
            Correlations = adjustment == MultiplicityAdjustment.MultivariateT ? Covariances(settings.Tests) : null,
        });

    /// <summary>The contrasts with what was adjusted.</summary>
    /// <param name="adjusted">What allows for their number.</param>
    /// <param name="level">The level of the limits.</param>
    public IEnumerable<ContrastEstimate> Rows(Adjuster adjusted, double level)
    {
        double[] pValues = adjusted.PValues();
        double[] criticals = adjusted.CriticalValues(level);
        return _tests.Select((test, row) =>
        {
            double half = test.PValue is null ? double.NaN : criticals[row] * test.StandardError;
            CoefficientTest adjustedTest = new(
                test.Name, test.Estimate, test.StandardError, test.Value, test.Statistic, test.DegreesOfFreedom ?? double.NaN, test.PValue is null ? null : pValues[row]);
            return new ContrastEstimate(_levels, adjustedTest, test.Estimate - half, test.Estimate + half);
        });
    }

    private static double[][] Combined(MarginalFunction[] functions, Contrast[] contrasts)
    {
        FunctionSum sum = new(functions[0].Function.Length);
        return Array.ConvertAll(contrasts, contrast =>
        {
            Sum(functions, contrast, sum);
            return sum.Function();
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(MarginalFunction[] functions, Contrast contrast, FunctionSum sum)
    {
        sum.Clear();
        for (int row = 0; row < functions.Length; row++)
        {
            if (contrast.Weights[row] != 0)
            {
                sum.Add(contrast.Weights[row], functions[row].Function, functions[row].Offset);
            }
        }
    }

    // Without tests the statistic is there, and no distribution goes with it.
    private static double Degrees(CoefficientTest test) => test.PValue is null ? double.NaN : test.DegreesOfFreedom ?? double.PositiveInfinity;

    private (int First, int Second)[]? Pairs()
    {
        (int First, int Second)[] pairs = Array.ConvertAll(_contrasts, static contrast => (Array.IndexOf(contrast.Weights, 1), Array.IndexOf(contrast.Weights, -1)));
        return pairs.Index().All(pair => pair.Item is { First: >= 0, Second: >= 0 } && _contrasts[pair.Index].Weights.Count(static weight => weight != 0) == 2) ? pairs : null;
    }

    private double[,] Covariances(FixedEffectsTests tests)
    {
        double[][] inUnits = tests.Estimate.InUnits(_functions.Value, out _);
        var covariances = new double[inUnits.Length, inUnits.Length];
        for (int row = 0; row < inUnits.Length; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                covariances[row, column] = covariances[column, row] = LinearFunctions.Covariance(inUnits[row], inUnits[column], tests.Uncertainty.Covariance.InUnits);
            }
        }

        return covariances;
    }
}
