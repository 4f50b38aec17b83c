using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Hypotheses.Clusters;
using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Criteria;
using Lmm.Solver.Information;

namespace Lmm.Hypotheses;

/// <summary>The estimate of a linear mixed model. What is known of the variances is found when a method first asks for it, and kept.</summary>
internal sealed class MixedModelEstimate : FixedEffectsEstimate
{
    private readonly MixedModelSolution _solution;
    private readonly ModelDesign? _design;
    private readonly FitOptions _options;
    private readonly Lock _work = new();
    private VarianceInformation? _information;
    private MixedModelEstimate? _restricted;

    /// <summary>Takes a solution.</summary>
    /// <param name="shape">Names and counts.</param>
    /// <param name="design">The rows; null for a fit from cross-products.</param>
    /// <param name="solution">The solution.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="options">How it was fitted.</param>
    public MixedModelEstimate(ModelShape shape, ModelDesign? design, MixedModelSolution solution, Estimation estimation, FitOptions options)
        : base(shape, solution.Beta, solution.CoefficientCovariance, estimation)
        => (_solution, _design, _options) = (solution, design, options);

    /// <inheritdoc/>
    public override double ResidualVariance => _solution.Sigma * _solution.Sigma;

    /// <inheritdoc/>
    public override FixedEffectsCoordinates Coordinates => _solution.Optimum.Products.FixedEffects;

    /// <inheritdoc/>
    public override double[][,] RandomFactors => Array.ConvertAll(_solution.RandomTerms, static term => term.Lambda);

    /// <inheritdoc/>
    public override ModelDesign? Design => _design;

    /// <inheritdoc/>
    public override Workers Workers => new(_options.MaximumThreads, CancellationToken.None);

    /// <summary>How well the variances are known, by the criterion that was minimised.</summary>
    public VarianceInformation Information => InformationOf(CancellationToken.None);

    /// <inheritdoc/>
    public override CoefficientUncertainty Uncertainty(DegreesOfFreedomMethod method, CancellationToken cancellationToken) => method switch
    {
        DegreesOfFreedomMethod.Normal => new FixedDegreesOfFreedom(method, Covariance, double.PositiveInfinity),
        DegreesOfFreedomMethod.None => new FixedDegreesOfFreedom(method, Covariance, double.NaN),
        DegreesOfFreedomMethod.Satterthwaite => new SatterthwaiteUncertainty(
            Covariance,
            _solution.Optimum.Products.FixedEffects,
            InformationOf(cancellationToken),
            [.. _solution.Convergence.SingularDirections.Select(static direction => $"Held at the boundary: {direction}.")]),
        _ => Restricted(cancellationToken).KenwardRoger(method, isRefit: Estimation == Estimation.MaximumLikelihood, cancellationToken),
    };

    /// <inheritdoc/>
    public override LevelClusters ClustersOfSums(string? grouping)
    {
        Optimum optimum = _solution.Optimum;
        return optimum.IsFromRows
            ? throw ClusterFaults.Fault(Shape.ModelName, "the groups lie so far apart that cross-products have too few digits for robust covariances; fit the model to its rows.")
            : LevelClusters.Of(optimum.Products, FactorLambdas.Of(optimum.Products, optimum.Theta), grouping);
    }

    /// <inheritdoc/>
    public override bool IsEstimableInUnits(double[] function) => _solution.Optimum.Products.FixedEffects.IsEstimable(function);

    private KenwardRogerUncertainty KenwardRoger(DegreesOfFreedomMethod method, bool isRefit, CancellationToken cancellationToken)
    {
        CrossProducts products = _solution.Optimum.Products;
        if (InformationOf(cancellationToken) is not ExactInformation information)
        {
            throw new ModelException(Shape.ModelName, LmmErrorCode.NotAvailable, Unavailable(_solution.Optimum));
        }

        bool isObserved = method == DegreesOfFreedomMethod.KenwardRogerObserved;
        KenwardRoger adjustment = (isObserved
            ? Solver.Information.KenwardRoger.Observed(information.Expansion, information.Tangents, products)
            : Solver.Information.KenwardRoger.Expected(information.Expansion, products))
            ?? throw new ModelException(
                Shape.ModelName,
                LmmErrorCode.NotAvailable,
                "the method of Kenward and Roger is for covariance structures that are linear in their parameters, and one of this model is not; use Satterthwaite's.");
        double scale = products.FixedEffects.Response.Scale;
        List<string> notes = [];
        if (isRefit)
        {
            notes.Add("Standard errors and degrees of freedom are those of the REML fit of the same model, for which the method is defined.");
        }

        if (_solution.Convergence.SingularDirections.Count > 0)
        {
            notes.Add(isObserved
                ? $"Held at the boundary: {string.Join("; ", _solution.Convergence.SingularDirections)}."
                : "The information is that of all variance parameters, those at the boundary included.");
        }

        return KenwardRogerUncertainty.Of(
            method,
            Covariance,
            products.FixedEffects,
            adjustment,
            information.Expansion.Root,
            1 / (information.Expansion.Weight * scale * scale),
            notes);
    }

    private static string Unavailable(Optimum optimum) => optimum.IsFromRows
        ? "the groups lie so far apart that cross-products have too few digits for the method of Kenward and Roger; use Satterthwaite's method."
        : $"the method of Kenward and Roger needs all covariances of {string.Join(" × ", optimum.Products.Factors.Select(static factor => $"{factor.ColumnCount} effects of {factor.Name}"))} at once, too many for dense matrices; use Satterthwaite's method.";

    // What was cancelled is done anew when it is asked for again.
    private VarianceInformation InformationOf(CancellationToken cancellationToken)
    {
        lock (_work)
        {
            return _information ??= VarianceInformation.Of(_solution.Optimum, new Workers(_options.MaximumThreads, cancellationToken));
        }
    }

    private MixedModelEstimate Restricted(CancellationToken cancellationToken)
    {
        lock (_work)
        {
            return _restricted ??= Estimation == Estimation.RestrictedMaximumLikelihood ? this : Refit(cancellationToken);
        }
    }

    private MixedModelEstimate Refit(CancellationToken cancellationToken)
    {
        LevelRows? rows = _design is null ? null : new LevelRows(EstimationDesign.Of(_design, cancellationToken).Design);
        MixedModelSolution solution = MixedModelSolver.Solve(_solution.Optimum.Products, Estimation.RestrictedMaximumLikelihood, _options, cancellationToken, rows);
        return new MixedModelEstimate(Shape, _design, solution, Estimation.RestrictedMaximumLikelihood, _options) { Represented = Represented };
    }
}
