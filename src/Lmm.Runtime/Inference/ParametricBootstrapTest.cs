using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Faults;
using Lmm.Inference;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm;

/// <summary>
/// The parametric-bootstrap test of nested models: responses are simulated from the smaller model, both models are fitted to each by maximum likelihood, and the
/// likelihood-ratio statistic is compared with those of the simulated responses (pbkrtest's <c>PBmodcomp</c>). It holds at the boundary and in small samples.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<ParametricBootstrapTest>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class ParametricBootstrapTest : ITableResult, IJsonResult
{
    private readonly LikelihoodRatioBootstrap _bootstrap;

    private ParametricBootstrapTest(LikelihoodRatioTest test, LikelihoodRatioBootstrap bootstrap, long seed)
    {
        LikelihoodRatio = test;
        _bootstrap = bootstrap;
        Seed = seed;
        Statistics = Array.AsReadOnly(bootstrap.Statistics);
        PValue = bootstrap.PValue(test.ChiSquared);
    }

    /// <summary>The test by χ², with both fits by maximum likelihood.</summary>
    public LikelihoodRatioTest LikelihoodRatio { get; }

    /// <summary>The likelihood-ratio statistic.</summary>
    public double ChiSquared => LikelihoodRatio.ChiSquared;

    /// <summary>
    /// The p-value by simulation, (1 + the number of statistics as large) / (1 + the number of statistics): failed refits count neither for nor against the
    /// larger model.
    /// </summary>
    public double PValue { get; }

    /// <summary>The statistics of the simulated responses in the order of the draws; NaN where a refit failed.</summary>
    public IReadOnlyList<double> Statistics { get; }

    /// <summary>The number of simulated responses.</summary>
    public int Draws => Statistics.Count;

    /// <summary>The number of simulated responses to which one of the models could not be fitted.</summary>
    public int FailedDraws => _bootstrap.Failed;

    /// <summary>The seed: the same seed gives the same numbers, whatever the number of threads.</summary>
    public long Seed { get; }

    /// <summary>Compares a model with one that contains it.</summary>
    /// <param name="reduced">The smaller model.</param>
    /// <param name="full">The larger model.</param>
    /// <param name="draws">The number of responses to simulate.</param>
    /// <param name="seed">The seed of the simulation.</param>
    /// <param name="progress">Told how many are done, from the working threads; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="reducedName">What to call the smaller model; by default the expression that was passed.</param>
    /// <param name="fullName">What to call the larger model; by default the expression that was passed.</param>
    /// <exception cref="ModelException">
    /// The models were not fitted to the same data, the full one has no more parameters, a fit has no rows, or more than a tenth of the refits failed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of draws is below one.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ParametricBootstrapTest Compare(
        ModelFit reduced,
        ModelFit full,
        int draws = 1000,
        long seed = 1,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(reduced))] string reducedName = "",
        [CallerArgumentExpression(nameof(full))] string fullName = "")
    {
        Allowed.AtLeast(1, draws);
        var test = LikelihoodRatioTest.Compare(reduced, full, reducedName, fullName);
        if (!reduced.HasRows || !full.HasRows)
        {
            throw new ModelException((reduced.HasRows ? full : reduced).ModelName, LmmErrorCode.NotAvailable, "a bootstrap simulates responses row by row, and a fit from cross-products, or one that was loaded, has no rows; fit the model to its rows.");
        }

        FitOptions options = new[] { full, reduced }.OfType<LinearMixedModelFit>().FirstOrDefault()?.Options ?? FitOptions.Default;
        var bootstrap = LikelihoodRatioBootstrap.Run(test.Rows[0].Fit, full.Design, Estimation.MaximumLikelihood, options, (draws, seed), progress, cancellationToken);
        return new ParametricBootstrapTest(test, bootstrap, seed);
    }

    /// <summary>The test as a table, for any format: a row by χ² and a row by simulation.</summary>
    public ResultTable ToTable() => ParametricBootstrapTable.Of(this);

    /// <summary>The table in the layout of pbkrtest's <c>PBmodcomp</c>.</summary>
    public override string ToString() => ToTable().ToText();

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => TestJson.Write(json, this);
}
