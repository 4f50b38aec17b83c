using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Distributions;
using Lmm.Faults;
using Lmm.Inference;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm;

/// <summary>
/// Tests of the random effects of a mixed model, as lmerTest's <c>ranova</c>: each random term alone, of terms with several effects each term left of the bar
/// that lies in no other. The smaller models are fitted by the criterion of the fit; beside the p-value by χ² stands the one that knows the boundary.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<RandomTermTests>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class RandomTermTests : ITableResult, IJsonResult
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
    /// <exception cref="ModelException">The fit has no formula, or neither rows nor one effect for each grouping factor; a smaller model cannot be fitted, or too many refits to simulated responses failed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of draws is negative.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RandomTermTests Of(LinearMixedModelFit fit, int draws = 1000, long seed = 1, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        Allowed.AtLeast(0, draws);
        IEnumerable<ReducedFit> reduced = fit.HasRows
            ? RandomTermReduction.Of(fit.Design, ReducedDesign.Terms(fit, "A test of random terms")).Select(reduction => ReducedFit.Of(fit, reduction, cancellationToken))
            : SummedRandomTerms.Of(fit, cancellationToken);
        RandomTermTest[] tests = [.. reduced.Select(one => Test(fit, one, (draws, seed), progress, cancellationToken))];
        return new RandomTermTests(fit, draws, seed, tests);
    }

    /// <summary>The tests as a table, for any format; the whole model in the first row.</summary>
    public ResultTable ToTable() => RandomTermTable.Of(this);

    /// <summary>The table in the layout of lmerTest's <c>ranova</c>.</summary>
    public override string ToString() => ToTable().ToText();

    private static RandomTermTest Test(LinearMixedModelFit fit, ReducedFit reduced, (int Count, long Seed) draws, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        double loss = reduced.Objective - fit.Objective;
        double chiSquared = loss > Rounding * Math.Abs(fit.Objective) ? loss : 0;
        int parameters = fit.ParameterCount - reduced.ParameterCount;
        var test = new RandomTermTest(reduced.Name)
        {
            LogLikelihood = -reduced.Objective / 2,
            ParameterCount = reduced.ParameterCount,
            ChiSquared = chiSquared,
            ChiSquaredDegreesOfFreedom = parameters,
            PValue = UpperTail.ChiSquared(chiSquared, parameters),
            Converged = reduced.Converged,
        };
        if (reduced.EffectsTaken == 1)
        {
            return test with { BoundaryPValue = BoundaryMixture.PValue(chiSquared, parameters), Boundary = BoundaryDistribution.Mixture };
        }

        if (draws.Count == 0 || reduced.OfRows is not { } smaller)
        {
            return test with { Boundary = BoundaryDistribution.Simulation };
        }

        var bootstrap = LikelihoodRatioBootstrap.Run(smaller, fit.Design, fit.Estimation, fit.Options, draws, progress, cancellationToken);
        return test with { BoundaryPValue = bootstrap.PValue(chiSquared), Boundary = BoundaryDistribution.Simulation, FailedDraws = bootstrap.Failed };
    }

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        TestJson.WriteMembers(json, this);
        json.WriteEndObject();
    }
}
