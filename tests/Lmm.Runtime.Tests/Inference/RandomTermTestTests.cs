using System.Text.Json;
using Lmm.Distributions;
using Lmm.Tests.ReferenceModels;
using Lmm.Tests.Results;

namespace Lmm.Tests.Inference;

/// <summary>Tests of random effects against lmerTest's <c>ranova</c> (tests/reference/inference.R, and the references of models), and where that is no test.</summary>
public sealed class RandomTermTestTests
{
    private const string Peers = "inference.json";

    public static TheoryData<string> Models() => [.. InferenceModel.Of(Peers).Select(static model => model.Name)];

    public static TheoryData<string> Fits() => ["01-Dyestuff", "02-Dyestuff2", "05-sleepstudy", "09-cake", "10-Machines", "16-Rail"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Random_effects_are_tested_as_ranova_tests_them(string name)
    {
        InferenceModel model = InferenceModel.Find(Peers, name);
        var fit = (LinearMixedModelFit)model.Fit();

        Check([.. model.Reference.GetProperty("random").EnumerateArray().Skip(1)], RandomTermTests.Of(fit, draws: 0), "parameters", "logLik", "chisq", "chisqDf", "p");
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Generated_models_are_tested_as_ranova_tests_them(string name)
    {
        using JsonDocument reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", $"{name}-REML.json")));
        LinearMixedModelFit fit = ReferenceModel.Fits[name](Estimation.RestrictedMaximumLikelihood);

        Check([.. reference.RootElement.GetProperty("ranova").EnumerateArray().Skip(1)], RandomTermTests.Of(fit, draws: 0), "npar", "logLik", "LRT", "Df", "Pr(>Chisq)");
    }

    // ranova compares (0 + Days | Subject) with (1 | Subject), which is no smaller model, on 0 degrees of freedom (08-sleepstudy-REML.json).
    [Fact]
    public void A_slope_alone_is_tested_against_no_random_effects()
    {
        LinearMixedModelFit fit = ReferenceModel.Fits["08-sleepstudy"](Estimation.RestrictedMaximumLikelihood);
        RandomTermTest test = Assert.Single(RandomTermTests.Of(fit).Tests);

        Assert.Equal("Days in (0 + Days | Subject)", test.Term);
        Assert.Equal(1, test.ChiSquaredDegreesOfFreedom);

        // The line by REML and the slopes alone, lme4 1.1-31 (05-sleepstudy-REML.json, 08-sleepstudy-REML.json).
        NumericAssert.Close(-946.831831736054, test.LogLikelihood, 1e-11);
        NumericAssert.Close(2 * (946.831831736054 - 883.262513742784), test.ChiSquared, 1e-9);
    }

    [Theory]
    [InlineData("sleepstudy-intercepts", 1)]
    [InlineData("sleepstudy", 2)]
    [InlineData("sleepstudy-quadratic", 3)]
    public void One_effect_is_tested_by_a_mixture_of_two_distributions(string name, int parameters)
    {
        RandomTermTest test = RandomTermTests.Of((LinearMixedModelFit)InferenceModel.Find(Peers, name).Fit()).Tests[0];
        double smaller = parameters > 1 ? UpperTail.ChiSquared(test.ChiSquared, parameters - 1) : 0;

        Assert.Equal(BoundaryDistribution.Mixture, test.Boundary);
        Assert.Equal(parameters, test.ChiSquaredDegreesOfFreedom);
        NumericAssert.Close(0.5 * (smaller + UpperTail.ChiSquared(test.ChiSquared, parameters)), test.BoundaryPValue!.Value, 1e-14);
        Assert.InRange(test.BoundaryPValue.Value, test.PValue / 2, test.PValue);
    }

    [Fact]
    public void A_variance_of_zero_has_the_p_value_one()
    {
        RandomTermTest test = Assert.Single(RandomTermTests.Of((LinearMixedModelFit)InferenceModel.Find(Peers, "dyestuff2").Fit()).Tests);

        Assert.Equal((0.0, 1.0, 1.0), (test.ChiSquared, test.PValue, test.BoundaryPValue));
    }

    [Fact]
    public void Several_effects_are_tested_by_simulation_whose_numbers_do_not_depend_on_threads()
    {
        InferenceModel model = InferenceModel.Find(Peers, "machines-cells");
        RandomTermTests[] runs = [.. new[] { 1, 2 }.Select(threads => RandomTermTests.Of((LinearMixedModelFit)model.Fit(new FitOptions { MaximumThreads = threads }), draws: 50, seed: 7))];

        Assert.All(runs, run =>
        {
            RandomTermTest test = Assert.Single(run.Tests);
            Assert.Equal(BoundaryDistribution.Simulation, test.Boundary);
            Assert.Equal(5, test.ChiSquaredDegreesOfFreedom);

            // None of 50 statistics is as large as 78.6: one of 51.
            Assert.Equal(1.0 / (51 - test.FailedDraws), test.BoundaryPValue);
            Assert.Contains("by 50 simulated responses, seed 7", run.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Simulation_agrees_with_the_mixture_where_both_hold()
    {
        // Two uncorrelated variances of a factor's levels go together, neither of which is there: half of the statistics or more are zero.
        var fit = (LinearMixedModelFit)Model.Parse("y ~ x + (x | g) + (0 + f || h)").Fit(Sample());
        RandomTermTest test = RandomTermTests.Of(fit, draws: 200, seed: 3).Tests[^1];

        Assert.Equal("f in (0 + f || h)", test.Term);
        Assert.Equal(2, test.ChiSquaredDegreesOfFreedom);
        Assert.Equal(BoundaryDistribution.Simulation, test.Boundary);
        Assert.True(test.BoundaryPValue < test.PValue || test.PValue == 1, $"{test.BoundaryPValue} by simulation, {test.PValue} without the boundary");
    }

    [Fact]
    public void Without_draws_the_tests_that_need_them_say_so()
    {
        RandomTermTests tests = RandomTermTests.Of((LinearMixedModelFit)InferenceModel.Find(Peers, "machines-cells").Fit(), draws: 0);

        Assert.Null(Assert.Single(tests.Tests).BoundaryPValue);
        Assert.Contains("needs a simulation, and none was asked for", tests.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomTermTests.Of(tests.Fit, draws: -1));
    }

    [Theory]
    [InlineData("dyestuff")]
    [InlineData("penicillin")]
    [InlineData("random-three-crossed")]
    [InlineData("pastes")]
    public void Fits_from_cross_products_are_tested_by_them_where_each_factor_has_one_effect(string name)
    {
        var fit = (LinearMixedModelFit)InferenceModel.Find(Peers, name).Fit();
        RandomTermTest[] byRows = [.. RandomTermTests.Of(fit).Tests];
        RandomTermTest[] bySums = [.. RandomTermTests.Of(LinearMixedModel.Fit(CrossProducts.Form(fit.Design))).Tests];

        Assert.Equal(byRows.Select(static test => test.Term), bySums.Select(static test => test.Term));
        Assert.Equal(byRows.Select(static test => test.ParameterCount), bySums.Select(static test => test.ParameterCount));
        Assert.All(byRows.Zip(bySums), static pair => Assert.Equal(pair.First.ChiSquared, pair.Second.ChiSquared, 1e-8));
    }

    [Fact]
    public void Fits_without_rows_or_without_a_formula_are_refused()
    {
        var fit = (LinearMixedModelFit)InferenceModel.Find(Peers, "sleepstudy").Fit();
        LinearMixedModelFit bySums = LinearMixedModel.Fit(CrossProducts.Form(fit.Design));
        LinearMixedModelFit byHand = Results.ReferenceFit.Read("mixed-sleepstudy-slope-ml").MixedFit();

        ModelException withoutRows = Assert.Throws<ModelException>(() => RandomTermTests.Of(bySums));
        Assert.Equal(LmmErrorCode.NotAvailable, withoutRows.Code);
        Assert.Contains("fit the model to its rows", withoutRows.Message, StringComparison.Ordinal);
        Assert.Contains("built by hand", Assert.Throws<ModelException>(() => RandomTermTests.Of(byHand)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulations_can_be_stopped_and_tell_how_far_they_are()
    {
        var fit = (LinearMixedModelFit)InferenceModel.Find(Peers, "machines-cells").Fit(new FitOptions { MaximumThreads = 1 });
        List<long> done = [];
        RandomTermTests.Of(fit, draws: 5, progress: new Reports(progress => done.Add(progress.Done)));

        Assert.Equal([1, 2, 3, 4, 5], done);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => RandomTermTests.Of(fit, draws: 1_000_000, progress: new Reports(_ => stop.Cancel()), cancellationToken: stop.Token));
    }

    private static ModelFrame Sample()
    {
        var random = new Random(5);
        IEnumerable<(double Y, double X, string G, string H, string F)> rows = Enumerable.Range(0, 240).Select(row =>
            (random.NextDouble(), random.NextDouble(), $"g{row % 12}", $"h{row / 30}", row % 2 == 0 ? "a" : "b"));
        return ModelFrame.FromCsv(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(
            "y,x,g,h,f\n" + string.Concat(rows.Select(static row => FormattableString.Invariant($"{row.Y:R},{row.X:R},{row.G},{row.H},{row.F}\n"))))));
    }

    private static void Check(JsonElement[] expected, RandomTermTests tests, string parameters, string logLikelihood, string chiSquared, string degrees, string p)
    {
        Assert.Equal(expected.Select(static row => row.GetProperty("term").GetString()), tests.Tests.Select(static test => test.Term));
        foreach ((JsonElement row, RandomTermTest test) in expected.Zip(tests.Tests))
        {
            Assert.Equal(row.GetProperty(parameters).GetInt32(), test.ParameterCount);
            Assert.Equal(row.GetProperty(degrees).GetInt32(), test.ChiSquaredDegreesOfFreedom);
            NumericAssert.Close(row.GetProperty(logLikelihood).GetDouble(), test.LogLikelihood, 1e-9);

            // Absolute: twice the difference of log-likelihoods of some hundreds.
            Assert.Equal(row.GetProperty(chiSquared).GetDouble(), test.ChiSquared, 1e-7);
            Assert.Equal(row.GetProperty(p).GetDouble(), test.PValue, 1e-7);
        }
    }

    private sealed class Reports(Action<FitProgress> report) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => report(value);
    }
}
