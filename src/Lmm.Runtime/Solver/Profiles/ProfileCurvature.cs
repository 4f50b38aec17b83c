using Lmm.Kernels;
using Lmm.Solver.Optimization;

namespace Lmm.Solver.Profiles;

/// <summary>The Hessian of a profile's deviance over its coordinates, with the steps that it makes of gradients.</summary>
/// <param name="sizes">A size of each coordinate at which it can be seen.</param>
internal sealed class ProfileCurvature(double[] sizes)
{
    /// <summary>The share of the largest curvature that is the least one that steps take, and below which none is positive.</summary>
    private const double LeastCurvature = 1e-7;

    /// <summary>The share of the largest curvature beyond which a negative one makes a saddle.</summary>
    private const double Saddle = 1e-5;

    /// <summary>The share of a typical curvature that counts as one on the diagonal.</summary>
    private const double LeastDiagonal = 1e-12;

    /// <summary>The longest component of a step, in units of the coordinates' curvatures.</summary>
    private const double LongestStep = 5;

    /// <summary>The share of a coordinate's size by which gradients are differenced.</summary>
    private const double Difference = 1e-4;

    private readonly int _count = sizes.Length;
    private readonly double[] _hessian = new double[sizes.Length * sizes.Length];
    private readonly double[] _components = new double[sizes.Length];
    private readonly double[] _product = new double[sizes.Length];
    private readonly ScaledEigen? _eigen = sizes.Length > 0 ? new ScaledEigen(sizes.Length) : null;

    /// <summary>Whether there is a Hessian.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The step by which the gradient along a coordinate is differenced, by the curvature that was known there.</summary>
    public double StepOf(int coordinate, double value)
    {
        double curvature = IsKnown ? _hessian[(coordinate * _count) + coordinate] : 0;
        double size = Math.Max(sizes[coordinate], Math.Abs(value));
        return Difference * (curvature > 0 ? Math.Min(size, Math.Sqrt(2 / curvature)) : size);
    }

    /// <summary>Sets the column of a coordinate to the change of the gradient over a step along it.</summary>
    public void SetColumn(int coordinate, ReadOnlySpan<double> above, ReadOnlySpan<double> at, double step)
    {
        for (int row = 0; row < _count; row++)
        {
            _hessian[(row * _count) + coordinate] = (above[row] - at[row]) / step;
        }
    }

    /// <summary>Takes the columns that have been set for the Hessian.</summary>
    public void Complete()
    {
        for (int row = 0; row < _count; row++)
        {
            for (int column = 0; column < row; column++)
            {
                _hessian[(row * _count) + column] = _hessian[(column * _count) + row] = (_hessian[(row * _count) + column] + _hessian[(column * _count) + row]) / 2;
            }
        }

        IsKnown = true;
    }

    /// <summary>Writes Newton's step with all curvatures taken as positive, and returns its decrement.</summary>
    public double Step(ReadOnlySpan<double> gradient, Span<double> step)
    {
        if (_eigen is null)
        {
            return 0;
        }

        double greatest = 0;
        for (int index = 0; index < _count; index++)
        {
            greatest = Math.Max(greatest, Math.Abs(_hessian[(index * _count) + index]) * sizes[index] * sizes[index]);
        }

        if (!_eigen.TrySet(_hessian, Math.Max(greatest * LeastDiagonal, double.Epsilon)))
        {
            return double.PositiveInfinity;
        }

        _eigen.Components(gradient, _components);
        double decrement = 0;
        for (int index = 0; index < _count; index++)
        {
            double curvature = Math.Max(Math.Abs(_eigen.Values[index]), LeastCurvature * _eigen.Largest);
            decrement += _components[index] * _components[index] / curvature;
            _components[index] = Math.Clamp(-_components[index] / curvature, -LongestStep, LongestStep);
        }

        _eigen.Expand(_components, step);
        return decrement;
    }

    /// <summary>Writes −H⁻¹c, by the curvatures of the last step that are positive.</summary>
    public void Solve(ReadOnlySpan<double> change, Span<double> solution)
    {
        if (_eigen is null)
        {
            return;
        }

        _eigen.Components(change, _components);
        for (int index = 0; index < _count; index++)
        {
            double curvature = _eigen.Values[index];
            _components[index] = curvature > LeastCurvature * _eigen.Largest ? -_components[index] / curvature : 0;
        }

        _eigen.Expand(_components, solution);
    }

    /// <summary>Corrects the Hessian by what the gradient did along a step; not where the curvature along it is not positive.</summary>
    /// <remarks>Source: Broyden, Fletcher, Goldfarb and Shanno's update.</remarks>
    public void Correct(ReadOnlySpan<double> step, ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        double secant = 0;
        double known = 0;
        for (int row = 0; row < _count; row++)
        {
            _product[row] = VectorProducts.Dot(_hessian.AsSpan(row * _count, _count), step);
            secant += step[row] * (after[row] - before[row]);
            known += step[row] * _product[row];
        }

        for (int row = 0; row < _count && secant > 0 && known > 0; row++)
        {
            for (int column = 0; column < _count; column++)
            {
                _hessian[(row * _count) + column] += ((after[row] - before[row]) * (after[column] - before[column]) / secant) - (_product[row] * _product[column] / known);
            }
        }
    }

    /// <summary>Writes the direction of the least curvature, by its size, where that is negative beyond rounding; false where the last step was at no saddle.</summary>
    public bool TryFindDescent(Span<double> direction)
    {
        if (_eigen is null || _eigen.Values[0] > -Saddle * _eigen.Largest)
        {
            return false;
        }

        _eigen.Direction(0, direction);
        return true;
    }
}
