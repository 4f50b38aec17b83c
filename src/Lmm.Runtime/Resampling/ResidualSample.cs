using Lmm.Design;
using Lmm.Distributions;

namespace Lmm.Resampling;

/// <summary>One response after the other that a fit generates, compared with the one seen. It serves one thread.</summary>
internal sealed class ResidualSample
{
    private readonly double[] _seen;
    private readonly double[] _mean;
    private readonly double[] _sizes;
    private readonly ResponseSimulator? _simulator;
    private readonly RandomStream _random = new();
    private readonly double[] _drawn;

    /// <summary>Takes a fit.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="keepsModes">Whether responses keep the conditional modes.</param>
    public ResidualSample(ModelFit fit, bool keepsModes)
    {
        ModelDesign design = fit.Design;
        _seen = design.Response.Values;
        _drawn = new double[_seen.Length];
        _simulator = keepsModes || fit is LinearModelFit ? null : ResponseSimulator.Of(fit);
        _mean = _simulator is null ? [.. fit.FittedValues] : LinearPredictor.OfFixedEffects(design, [.. fit.Coefficients.Select(static coefficient => coefficient.Estimate)]);
        _sizes = [.. Enumerable.Range(0, _seen.Length).Select(row => design.Weights is not { } weights ? fit.Sigma : weights[row] > 0 ? fit.Sigma / Math.Sqrt(weights[row]) : 0)];
        Observed = SquaresOf(_seen);
    }

    private ResidualSample(ResidualSample other)
    {
        (_seen, _mean, _sizes, Observed) = (other._seen, other._mean, other._sizes, other.Observed);
        _simulator = other._simulator?.Clone();
        _drawn = new double[_seen.Length];
    }

    /// <summary>The sum of squares of the response seen about its mean, in units of residual standard deviations.</summary>
    public double Observed { get; }

    /// <summary>The same of the response drawn.</summary>
    public double Squares => SquaresOf(_drawn);

    /// <summary>The same for another thread.</summary>
    public ResidualSample Clone() => new(this);

    /// <summary>Draws a response.</summary>
    public void Draw(long seed, int number)
    {
        if (_simulator is not null)
        {
            _simulator.Write(seed, number, _drawn);
            return;
        }

        _random.Start(seed, number);
        for (int row = 0; row < _drawn.Length; row++)
        {
            _drawn[row] = _mean[row] + (_sizes[row] * _random.NextNormal());
        }
    }

    /// <summary>Counts the rows where the response drawn is below the one seen, and where it is the same.</summary>
    public void Count(int[] below, int[] equal)
    {
        for (int row = 0; row < _drawn.Length; row++)
        {
            below[row] += _drawn[row] < _seen[row] ? 1 : 0;
            equal[row] += _drawn[row] == _seen[row] ? 1 : 0;
        }
    }

    private double SquaresOf(double[] response)
    {
        double sum = 0;
        for (int row = 0; row < response.Length; row++)
        {
            double scaled = _sizes[row] > 0 ? (response[row] - _mean[row]) / _sizes[row] : 0;
            sum += scaled * scaled;
        }

        return sum;
    }
}
