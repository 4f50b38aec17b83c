using Lmm.Kernels;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Profiles;

/// <summary>
/// The deviance at a given value of a function a'γ of the working coefficients, by the criterion of a model without it. Its derivative along the value
/// comes from the criterion of the whole model, of which r² is more by (value − a'γ̂)²/a'Ca at every θ.
/// </summary>
internal sealed class CoefficientProfile : ProfileObjective
{
    private readonly ProfiledCriterion _whole;
    private readonly CoefficientConstraint _constraint;
    private readonly double[] _function;
    private double _moved;

    /// <summary>Makes the objective.</summary>
    /// <param name="whole">The criterion of the whole model, at the estimate.</param>
    /// <param name="theta">The estimate's working θ.</param>
    /// <param name="function">a.</param>
    /// <param name="workers">The threads.</param>
    public CoefficientProfile(ProfiledCriterion whole, ReadOnlySpan<double> theta, double[] function, Workers workers)
        : this(whole, theta, function, new CoefficientConstraint(whole.Products, function), workers)
    {
    }

    private CoefficientProfile(ProfiledCriterion whole, ReadOnlySpan<double> theta, double[] function, CoefficientConstraint constraint, Workers workers)
        : this(whole, theta, function, constraint, new ProfiledCriterion(constraint.Products, Estimation.MaximumLikelihood, workers))
    {
    }

    private CoefficientProfile(ProfiledCriterion whole, ReadOnlySpan<double> theta, double[] function, CoefficientConstraint constraint, ProfiledCriterion reduced)
        : base(reduced, Charts(reduced, theta), 0)
    {
        (_whole, _constraint, _function) = (whole, constraint, function);
        Estimate = VectorProducts.Dot(function, whole.Estimates.FixedEffects);
        Size = Math.Sqrt(Variance() * whole.Factored.ResidualSumOfSquares / whole.DegreesOfFreedom);
    }

    /// <inheritdoc/>
    public override double Estimate { get; }

    /// <inheritdoc/>
    public override double Size { get; }

    /// <inheritdoc/>
    public override double Slope()
    {
        double residual = Criterion.Factored.ResidualSumOfSquares;
        _whole.Finish(Theta);
        return 2 * _whole.DegreesOfFreedom / residual * (At - VectorProducts.Dot(_function, _whole.Estimates.FixedEffects)) / Variance();
    }

    /// <inheritdoc/>
    protected override void Anchor()
    {
        if (At != _moved)
        {
            _moved = At;
            _constraint.MoveTo(At);
            Criterion.TakeResponse();
        }
    }

    // a'Ca, the function's variance over σ².
    private double Variance()
    {
        ReadOnlySpan<double> covariance = _whole.Estimates.FixedEffectsCovariance;
        double sum = 0;
        for (int row = 0; row < _function.Length; row++)
        {
            sum += _function[row] * VectorProducts.Dot(covariance.Slice(row * _function.Length, _function.Length), _function);
        }

        return sum;
    }
}
