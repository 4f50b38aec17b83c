using Lmm.Kernels;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Newton's method for many parameters: the equations Hs = −g are solved by conjugate gradients, preconditioned by the approximate Hessian B of the
/// search, with products Hp from differences of analytic gradients. The decrement gᵀH⁻¹g falls out of the iteration.
/// </summary>
/// <remarks>
/// Source: Nocedal &amp; Wright, Numerical Optimization, 2nd ed., algorithms 5.3 and 7.1. A direction of negative curvature that the iteration meets ends
/// it and is kept; where it meets none the Hessian is positive definite on all that the gradient and the steps reach.
/// </remarks>
internal sealed class ConjugatePolish : Polish
{
    /// <summary>Below this share of B's curvature the objective is flat: it is known no better from differences.</summary>
    private const double FlatCurvature = 1e-6;

    /// <summary>The share of the decrement that may be left when the iteration ends.</summary>
    private const double Left = 1e-4;

    /// <summary>The most products with H that a step may take.</summary>
    private const int MostProducts = 200;

    private readonly BlockCurvature _expected;
    private readonly double[] _rest;
    private readonly double[] _solved;
    private readonly double[] _direction;
    private readonly double[] _image;
    private readonly double[] _product;
    private readonly double[] _descent;
    private bool _hasDescent;
    private bool _isSolved;

    public ConjugatePolish(IObjective objective, int maximumEvaluations)
        : base(objective, maximumEvaluations)
    {
        _expected = new BlockCurvature(objective.HessianBlocks);
        _rest = new double[Count];
        _solved = new double[Count];
        _direction = new double[Count];
        _image = new double[Count];
        _product = new double[Count];
        _descent = new double[Count];
    }

    /// <inheritdoc/>
    public override FlatCurvature? Flatness => null;

    /// <inheritdoc/>
    public override bool TryDescent(Span<double> direction)
    {
        _descent.CopyTo(direction);
        return _hasDescent;
    }

    /// <inheritdoc/>
    /// <remarks>None is formed.</remarks>
    public override bool TryCopyHessian(Span<double> hessian) => false;

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<double> start, double value, ReadOnlySpan<double> startGradient, ApproximateHessian curvature, int maximumSteps)
    {
        Begin(start, value, startGradient);
        _hasDescent = false;
        if (!_expected.TrySet(curvature, Least(curvature)))
        {
            return;
        }

        for (int steps = 0; steps <= maximumSteps; steps++)
        {
            double decrement = Solve();
            Decrement = _isSolved ? decrement : double.PositiveInfinity;
            if (_hasDescent || !(decrement > NearlyPerfect) || IsSpent || steps == maximumSteps || !TryStep(decrement, Measure(Gradient), out _))
            {
                return;
            }
        }
    }

    // What a diagonal element counts as at the least.
    private double Least(ApproximateHessian curvature)
    {
        double most = 0;
        for (int index = 0; index < Count; index++)
        {
            most = Math.Max(most, Math.Abs(curvature.Diagonal(index)));
        }

        return LeastDiagonal(most);
    }

    // Writes the step −H⁻¹g and returns gᵀH⁻¹g, or as much of both as could be had.
    private double Solve()
    {
        _hasDescent = false;
        _isSolved = false;
        Array.Clear(Step);
        for (int index = 0; index < Count; index++)
        {
            _rest[index] = -Gradient[index];
        }

        _expected.Solve(_rest, _solved);
        _solved.CopyTo(_direction, 0);
        _rest.CopyTo(_image, 0);
        double remaining = LevelBlock.Dot(_rest, _solved);
        double decrement = 0;
        for (int products = 0; products < MostProducts; products++)
        {
            if (remaining <= Math.Max(Left * decrement, NearlyPerfect * Left))
            {
                _isSolved = true;
                return decrement;
            }

            if (IsSpent || !TryProduct())
            {
                return decrement;
            }

            double curvature = LevelBlock.Dot(_direction, _product);
            double expected = LevelBlock.Dot(_direction, _image);
            if (curvature < -NegativeCurvature * expected)
            {
                KeepDescent();
                return decrement;
            }

            if (!(curvature > FlatCurvature * expected))
            {
                _isSolved = true;
                return decrement;
            }

            double length = remaining / curvature;
            decrement += length * remaining;
            for (int index = 0; index < Count; index++)
            {
                Step[index] += length * _direction[index];
                _rest[index] -= length * _product[index];
            }

            _expected.Solve(_rest, _solved);
            double next = LevelBlock.Dot(_rest, _solved);
            double share = next / remaining;
            for (int index = 0; index < Count; index++)
            {
                _direction[index] = _solved[index] + (share * _direction[index]);
                _image[index] = _rest[index] + (share * _image[index]);
            }

            remaining = next;
        }

        return decrement;
    }

    // product := H·direction by a difference of gradients, of a length that moves no parameter by more than a small share of the largest.
    private bool TryProduct()
    {
        double largest = LeastParameter;
        double longest = 0;
        for (int index = 0; index < Count; index++)
        {
            largest = Math.Max(largest, Math.Abs(At[index]));
            longest = Math.Max(longest, Math.Abs(_direction[index]));
        }

        double length = DifferenceStep * largest / longest;
        for (int index = 0; index < Count; index++)
        {
            Trial[index] = At[index] + (length * _direction[index]);
        }

        if (!double.IsFinite(length) || !double.IsFinite(Objective.Value(Trial)))
        {
            return false;
        }

        Objective.Gradient(TrialGradient);
        for (int index = 0; index < Count; index++)
        {
            _product[index] = (TrialGradient[index] - Gradient[index]) / length;
        }

        return true;
    }

    private void KeepDescent()
    {
        _hasDescent = true;
        double length = Math.Sqrt(LevelBlock.Dot(_direction, _direction));
        for (int index = 0; index < Count; index++)
        {
            _descent[index] = _direction[index] / length;
        }
    }

    // gᵀB⁻¹g.
    protected override double Measure(ReadOnlySpan<double> gradient)
    {
        _expected.Solve(gradient, _solved);
        return LevelBlock.Dot(gradient, _solved);
    }
}
