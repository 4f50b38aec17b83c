using Lmm.Solver.Criteria;

namespace Lmm.Solver.Profiles;

/// <summary>A deviance with σ not minimised out: log|L|² + n log 2πσ² + r²/σ².</summary>
internal abstract class ScaledObjective : ProfileObjective
{
    private protected ScaledObjective(ProfiledCriterion criterion, ProfileChart[] charts, int ownCount)
        : base(criterion, charts, ownCount) => LogSigma = Math.Log(criterion.Factored.ResidualSumOfSquares / criterion.DegreesOfFreedom) / 2;

    /// <summary>log σ̂ in working units.</summary>
    protected double LogSigma { get; }

    /// <summary>log σ where the deviance was evaluated last.</summary>
    protected abstract double LogScale { get; }

    /// <summary>The derivative along log σ at given Λ.</summary>
    protected double ScaleSlope => 2 * (Criterion.DegreesOfFreedom - (Criterion.Factored.ResidualSumOfSquares * Math.Exp(-2 * LogScale)));

    /// <inheritdoc/>
    protected override double Deviance(double value)
    {
        double ratio = Criterion.Factored.ResidualSumOfSquares / Criterion.DegreesOfFreedom * Math.Exp(-2 * LogScale);
        return value + (Criterion.DegreesOfFreedom * (ratio - 1 - Math.Log(ratio)));
    }

    /// <inheritdoc/>
    protected override void Weigh() => Criterion.WeighScores(Math.Exp(-2 * LogScale));
}

/// <summary>The deviance at a given log σ.</summary>
/// <param name="criterion">The criterion at the estimate.</param>
/// <param name="theta">The estimate's working θ.</param>
internal sealed class ResidualProfile(ProfiledCriterion criterion, ReadOnlySpan<double> theta) : ScaledObjective(criterion, Charts(criterion, theta), 0)
{
    /// <inheritdoc/>
    public override double Estimate => LogSigma;

    /// <inheritdoc/>
    public override double Size => 1 / Math.Sqrt(2.0 * Criterion.DegreesOfFreedom);

    /// <inheritdoc/>
    protected override double LogScale => At;

    /// <inheritdoc/>
    public override double Slope() => ScaleSlope;
}

/// <summary>The deviance at a given standard deviation, in working units; the first coordinate is log σ.</summary>
/// <param name="criterion">The criterion at the estimate.</param>
/// <param name="theta">The estimate's working θ.</param>
/// <param name="term">The term.</param>
/// <param name="chart">The term's chart.</param>
internal sealed class DeviationProfile(ProfiledCriterion criterion, ReadOnlySpan<double> theta, int term, AnchoredChart chart)
    : ScaledObjective(criterion, Charts(criterion, theta, term, chart), 1)
{
    /// <inheritdoc/>
    public override double Estimate => chart.Estimate * Math.Exp(LogSigma);

    /// <inheritdoc/>
    public override double Size => chart.AnchorSize * Math.Exp(LogSigma);

    /// <inheritdoc/>
    public override double Least => 0;

    /// <inheritdoc/>
    protected override double LogScale => Current[0];

    /// <inheritdoc/>
    public override void Origin(Span<double> point)
    {
        base.Origin(point);
        point[0] = LogSigma;
    }

    /// <inheritdoc/>
    public override double Slope() => chart.AnchorSlope * Math.Exp(-Current[0]);

    /// <inheritdoc/>
    protected override void Anchor() => chart.Anchor = At * Math.Exp(-Current[0]);

    /// <inheritdoc/>
    protected override void OwnGradient(Span<double> gradient) => gradient[0] = ScaleSlope - (chart.AnchorSlope * chart.Anchor);
}
