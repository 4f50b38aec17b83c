using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Profiles;

/// <summary>
/// The limits of profiles of a maximum-likelihood fit, on the data's scale. A profiler works on one thread; each thread has one of its own, and no limit
/// depends on which others were found before it.
/// </summary>
internal sealed class LikelihoodProfile
{
    private readonly MixedModelSolution _solution;
    private readonly CrossProducts _products;
    private readonly Workers _workers;
    private readonly ProfiledCriterion _criterion;
    private readonly double _rise;

    /// <summary>Makes room for profiles.</summary>
    /// <param name="solution">The fit, by maximum likelihood.</param>
    /// <param name="rise">How far the deviance lies above its minimum at a limit.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public LikelihoodProfile(MixedModelSolution solution, double rise, CancellationToken cancellationToken)
    {
        _solution = solution;
        _rise = rise;
        _products = solution.Optimum.Products;
        _workers = new Workers(1, cancellationToken);
        _criterion = solution.Optimum.Criterion(_workers);
    }

    /// <summary>Whether a random term's standard deviations and correlations can be given.</summary>
    public static bool Applies(MixedModelSolution solution, int term)
        => Array.TrueForAll(solution.Optimum.Products.Terms, part => part.Term != term || AnchoredChart.Applies(part.Covariance));

    /// <summary>The limit of σ on one side, 1 for the upper and −1 for the lower.</summary>
    public ProfileLimit OfSigma(int side)
    {
        AtEstimate();
        ProfileLimit limit = Find(new ResidualProfile(_criterion, _solution.Optimum.Theta), side);
        return limit with { Value = Math.ScaleB(Math.Exp(limit.Value) / Scale, Response.Unit + _products.Units.RootWeight) };
    }

    /// <summary>The limit of the standard deviation of an effect.</summary>
    public ProfileLimit OfDeviation(int term, int effect, int side)
    {
        AtEstimate();
        int part = _products.PartOf(term, effect);
        RandomTermLayout layout = _products.Terms[part];
        var chart = new AnchoredChart(layout, ThetaOf(part), effect - layout.FirstColumn);
        ProfileLimit limit = Find(new DeviationProfile(_criterion, _solution.Optimum.Theta, part, chart), side);
        int unit = _products.Units.Of(term, layout.FirstColumn, layout.EffectCount)[effect - layout.FirstColumn];
        return limit with { Value = Math.ScaleB(limit.Value / Scale, Response.Unit - unit) };
    }

    /// <summary>The limit of the correlation of two effects of a term.</summary>
    public ProfileLimit OfCorrelation(int term, int first, int second, int side)
    {
        AtEstimate();
        int part = _products.PartOf(term, first);
        RandomTermLayout layout = _products.Terms[part];
        var chart = new AnchoredChart(layout, ThetaOf(part), first - layout.FirstColumn, second - layout.FirstColumn);
        ProfileLimit limit = Find(new CorrelationProfile(_criterion, _solution.Optimum.Theta, part, chart), side);

        // At its end a correlation and the opposite one, with a standard deviation of the other sign, are one model, so that the deviance there is not that of the correlation.
        return limit with { Value = Math.Sin(limit.Value), BoundaryRise = null };
    }

    /// <summary>The limit of a coefficient.</summary>
    public ProfileLimit OfCoefficient(int column, int side)
    {
        AtEstimate();
        var own = new double[_products.FixedEffects.Basis.DataCount];
        own[column] = 1;
        var profile = new CoefficientProfile(_criterion, _solution.Optimum.Theta, _products.FixedEffects.WorkingFunction(own), _workers);
        double estimate = profile.Estimate;
        ProfileLimit limit = Find(profile, side);
        return limit with
        {
            Value = _solution.Beta[column] + Math.ScaleB((limit.Value - estimate) / Scale, Response.Unit - _products.Units.FixedEffects[column]),
        };
    }

    private ResponseCoordinates Response => _products.FixedEffects.Response;

    private double Scale => Response.Scale;

    private void AtEstimate() => _criterion.Finish(_solution.Optimum.Theta);

    private ProfileLimit Find(ProfileObjective objective, int side) => new ProfileFollower(objective, _solution.Objective, _rise).Find(side);

    private ReadOnlySpan<double> ThetaOf(int part) => _criterion.Layout[part].Of(_solution.Optimum.Theta);
}
