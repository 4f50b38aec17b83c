using Lmm.Distributions;
using Lmm.Faults;
using Lmm.Formula.Binding;
using Lmm.Inference;

namespace Lmm;

/// <summary>
/// Tests of the random effects of a mixed model, as lmerTest's <c>ranova</c>: each random term alone, of terms with several effects each term left of the bar
/// that lies in no other. The smaller models are fitted by the criterion of the fit; beside the p-value by χ² stands the one that knows the boundary.
/// </summary>
public sealed class RandomTermTests
{
    /// <summary>A loss of log-likelihood that is rounding beside the criterion.</summary>
    private const double Rounding = 1e-11;

    private RandomTermTests(LinearMixedModelFit fit, int draws, long seed, RandomTermTest[] tests)
    {
        Fit = fit;
        Draws = draws;
        Seed = seed;
        Tests = Array.AsReadOnly(tests);
    }

    /// <summary>The fit whose random effects are tested.</summary>
    public LinearMixedModelFit Fit { get; }

    /// <summary>The tests, in the formula's order.</summary>
    public IReadOnlyList<RandomTermTest> Tests { get; }

    /// <summary>The number of responses that a test draws where it needs a simulation.</summary>
    public int Draws { get; }

    /// <summary>The seed of simulations; the same seed gives the same numbers, whatever the number of threads.</summary>
    public long Seed { get; }

    /// <summary>Tests the random effects of a fit.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="draws">The number of responses to simulate for a test that takes several effects; 0 for no simulations.</param>
    /// <param name="seed">The seed of simulations.</param>
    /// <param name="progress">Told how far each simulation is, from the working threads; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">The fit has no rows or no formula, a smaller model cannot be fitted, or too many refits to simulated responses failed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of draws is negative.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RandomTermTests Of(LinearMixedModelFit fit, int draws = 1000, long seed = 1, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        Allowed.AtLeast(0, draws);
        ModelSpec spec = ReducedDesign.Terms(fit, "A test of random terms");
        RandomTermTest[] tests = [.. RandomTermReduction.Of(fit.Design, spec).Select(reduction => Test(fit, reduction, (draws, seed), progress, cancellationToken))];
        return new RandomTermTests(fit, draws, seed, tests);
    }

    /// <summary>The tests as a table, for any format; the whole model in the first row.</summary>
    public ResultTable ToTable() => RandomTermTable.Of(this);

    /// <summary>The table in the layout of lmerTest's <c>ranova</c>.</summary>
    public override string ToString() => ToTable().ToText();

    private static RandomTermTest Test(LinearMixedModelFit fit, RandomTermReduction reduction, (int Count, long Seed) draws, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        ModelDesign design = fit.Design.With(reduction.RandomTerms);
        ModelFit reduced = design.RandomTerms.Length > 0
            ? LinearMixedModel.Fit(design, fit.Estimation, fit.Options, cancellationToken)
            : LinearModel.Fit(design, fit.Options, cancellationToken);
        double logLikelihood = reduced is LinearMixedModelFit ? reduced.LogLikelihood : -fit.Solution.Optimum.WithoutRandomEffects(cancellationToken) / 2;
        double loss = 2 * (fit.LogLikelihood - logLikelihood);
        double chiSquared = loss > Rounding * Math.Abs(fit.Objective) ? loss : 0;
        int parameters = fit.ParameterCount - reduced.ParameterCount;
        var test = new RandomTermTest(reduction.Name)
        {
            LogLikelihood = logLikelihood,
            ParameterCount = reduced.ParameterCount,
            ChiSquared = chiSquared,
            ChiSquaredDegreesOfFreedom = parameters,
            PValue = UpperTail.ChiSquared(chiSquared, parameters),
            Converged = reduced is not LinearMixedModelFit { Convergence.Converged: false },
        };
        if (reduction.EffectsTaken == 1)
        {
            return test with { BoundaryPValue = BoundaryMixture.PValue(chiSquared, parameters), Boundary = BoundaryDistribution.Mixture };
        }

        if (draws.Count == 0)
        {
            return test with { Boundary = BoundaryDistribution.Simulation };
        }

        var bootstrap = LikelihoodRatioBootstrap.Run(reduced, fit.Design, fit.Estimation, fit.Options, draws, progress, cancellationToken);
        return test with { BoundaryPValue = bootstrap.PValue(chiSquared), Boundary = BoundaryDistribution.Simulation, FailedDraws = bootstrap.Failed };
    }
}
