using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Information;

namespace Lmm.Hypotheses;

/// <summary>The estimate of a linear mixed model. What is known of the variances is found when a method first asks for it, and kept.</summary>
internal sealed class MixedModelEstimate : FixedEffectsEstimate
{
    private readonly MixedModelSolution _solution;
    private readonly ModelDesign? _design;
    private readonly FitOptions _options;
    private readonly Lazy<VarianceInformation> _information;
    private readonly Lazy<MixedModelEstimate> _restricted;

    /// <summary>Takes a solution.</summary>
    /// <param name="shape">Names and counts.</param>
    /// <param name="design">The rows; null for a fit from cross-products.</param>
    /// <param name="solution">The solution.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="options">How it was fitted.</param>
    public MixedModelEstimate(ModelShape shape, ModelDesign? design, MixedModelSolution solution, Estimation estimation, FitOptions options)
        : base(shape, solution.Beta, solution.CoefficientCovariance, estimation)
    {
        (_solution, _design, _options) = (solution, design, options);
        _information = new(() => VarianceInformation.Of(solution.Optimum, new Workers(options.MaximumThreads, CancellationToken.None)));
        _restricted = new(() => estimation == Estimation.RestrictedMaximumLikelihood ? this : Restricted());
    }

    /// <inheritdoc/>
    public override double ResidualVariance => _solution.Sigma * _solution.Sigma;

    /// <inheritdoc/>
    public override FixedEffectsCoordinates Coordinates => _solution.Optimum.Products.FixedEffects;

    /// <inheritdoc/>
    public override ModelDesign? Design => _design;

    /// <summary>How well the variances are known, by the criterion that was minimised.</summary>
    public VarianceInformation Information => _information.Value;

    /// <inheritdoc/>
    public override CoefficientUncertainty Uncertainty(DegreesOfFreedomMethod method) => method switch
    {
        DegreesOfFreedomMethod.Normal => new FixedDegreesOfFreedom(method, Covariance, double.PositiveInfinity),
        DegreesOfFreedomMethod.None => new FixedDegreesOfFreedom(method, Covariance, double.NaN),
        DegreesOfFreedomMethod.Satterthwaite => new SatterthwaiteUncertainty(
            Covariance,
            _solution.Optimum.Products.FixedEffects,
            Information,
            [.. _solution.Convergence.SingularDirections.Select(static direction => $"Held at the boundary: {direction}.")]),
        _ => _restricted.Value.KenwardRoger(method, isRefit: Estimation == Estimation.MaximumLikelihood),
    };

    /// <inheritdoc/>
    public override bool IsEstimable(double[] function) => _solution.Optimum.Products.FixedEffects.IsEstimable(function);

    private KenwardRogerUncertainty KenwardRoger(DegreesOfFreedomMethod method, bool isRefit)
    {
        CrossProducts products = _solution.Optimum.Products;
        if (Information is not ExactInformation information)
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

    private MixedModelEstimate Restricted()
    {
        LevelRows? rows = _design is null ? null : new LevelRows(EstimationDesign.Of(_design).Design);
        MixedModelSolution solution = MixedModelSolver.Solve(_solution.Optimum.Products, Estimation.RestrictedMaximumLikelihood, _options, CancellationToken.None, rows);
        return new MixedModelEstimate(Shape, _design, solution, Estimation.RestrictedMaximumLikelihood, _options);
    }
}
