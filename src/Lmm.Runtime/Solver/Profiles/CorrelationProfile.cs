using Lmm.Solver.Criteria;

namespace Lmm.Solver.Profiles;

/// <summary>The deviance at a given correlation sin φ of two effects, the parameter being φ, so that it is smooth up to ±1.</summary>
/// <param name="criterion">The criterion at the estimate.</param>
/// <param name="theta">The estimate's working θ.</param>
/// <param name="term">The term.</param>
/// <param name="chart">The term's chart.</param>
internal sealed class CorrelationProfile(ProfiledCriterion criterion, ReadOnlySpan<double> theta, int term, AnchoredChart chart)
    : ProfileObjective(criterion, Charts(criterion, theta, term, chart), 0)
{
    /// <inheritdoc/>
    public override double Estimate => chart.Estimate;

    /// <inheritdoc/>
    public override double Size => 0.3;

    /// <inheritdoc/>
    public override double Least => -Math.PI / 2;

    /// <inheritdoc/>
    public override double Greatest => Math.PI / 2;

    /// <inheritdoc/>
    public override double Slope() => chart.AnchorSlope;

    /// <inheritdoc/>
    protected override void Anchor() => chart.Anchor = At;
}
