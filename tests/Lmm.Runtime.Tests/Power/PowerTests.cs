using Lmm.Power;
using Lmm.Tests.HardData;

namespace Lmm.Tests.Power;

public class PowerTests
{
    private static readonly ModelFrame Sleepstudy = CsvText.ReadShared("sleepstudy").Frame();

    private static readonly LinearMixedModelFit Fit = (LinearMixedModelFit)Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(Sleepstudy);

    // R: power.t.test(n = 10, delta = 1.5, sd = sqrt(1 + 2 / 4), type = "two.sample", strict = TRUE)$power, for means of four rows of ten groups in each of two arms: they vary by
    // the group's variance 1 and the quarter of the residual's 2. With balanced groups the test by Satterthwaite's or Kenward and Roger's method is that t test, where the estimated
    // variance between groups is not zero.
    [Fact]
    public void The_power_between_groups_of_a_balanced_design_is_that_of_the_noncentral_t_test()
    {
        PowerTable table = Balanced(effect: 1.5, deviation: 1).Power(PowerTest.Coefficient("armb"), new PowerOptions { Draws = 2000, Level = 0.999, DegreesOfFreedom = DegreesOfFreedomMethod.KenwardRoger });
        Assert.InRange(0.735753355, table.Rows[0].Lower, table.Rows[0].Upper);
        Assert.True(table.Rows[0].FailedDraws < 100);
    }

    // x has the values ±1 twice in each of 20 groups and σ² is 2: ncp 0.4²·80/2 = 6.4 on 1 and 59 degrees of freedom.
    // R: pf(qf(.95, 1, 59), 1, 59, 6.4, lower.tail = FALSE)
    [Fact]
    public void The_power_within_groups_of_a_balanced_design_is_that_of_the_noncentral_F_test()
    {
        PowerTable table = Within(0.4).Power(PowerTest.Coefficient("x"), new PowerOptions { Draws = 2000, Level = 0.999 });
        Assert.InRange(0.70142822, table.Rows[0].Lower, table.Rows[0].Upper);
    }

    [Fact]
    public void The_power_of_a_linear_model_is_that_of_the_noncentral_F_test()
    {
        // Three groups of eight, means 0, 0.5, 1.5, σ = 1: ncp = 8·Σ(μ − mean)² = 9.3333 on 2 and 21 degrees of freedom; R: pf(qf(.95, 2, 21), 2, 21, 28/3, lower.tail = FALSE)
        ModelFrame rows = new([FrameColumn.Text("f", Enumerable.Range(0, 24).Select(static row => $"f{row % 3}"))]);
        SimulatedResponses design = Simulating.Of("y ~ f", rows, new SimulationParameters { Coefficients = new Dictionary<string, double> { ["ff1"] = 0.5, ["ff2"] = 1.5 }, Sigma = 1, Theta = [] });
        PowerTable table = design.Power(PowerTest.Term("f"), new PowerOptions { Draws = 2000, Level = 0.999 });
        Assert.InRange(0.721537862, table.Rows[0].Lower, table.Rows[0].Upper);
    }

    [Fact]
    public void Without_an_effect_the_power_is_the_level_of_significance()
    {
        foreach (PowerTest test in new[] { PowerTest.Coefficient("x"), PowerTest.Hypothesis("x = 0"), PowerTest.Term("x"), PowerTest.LikelihoodRatio("x") })
        {
            PowerRow row = Within(0).Power(test, new PowerOptions { Draws = 2000, Level = 0.9999 }).Rows[0];
            Assert.InRange(0.05, row.Lower - 0.01, row.Upper);
        }
    }

    [Fact]
    public void Numbers_do_not_depend_on_threads_and_draws_are_the_fits_of_their_responses()
    {
        PowerOptions options = new() { Draws = 60, Seed = 4, MaximumThreads = 1 };
        PowerRow one = Fit.Power(PowerTest.Coefficient("Days"), options with { Effects = new Dictionary<string, double> { ["Days"] = 4 } }).Rows[0];
        PowerRow four = Fit.Power(PowerTest.Coefficient("Days"), options with { Effects = new Dictionary<string, double> { ["Days"] = 4 }, MaximumThreads = 4 }).Rows[0];
        PowerRow estimates = Fit.Power(PowerTest.Coefficient("Days"), options).Rows[0];
        SimulatedResponses responses = Fit.Simulations(new SimulationSettings { Draws = 60, Seed = 4 });

        Assert.Equal(one.PValues, four.PValues);
        Assert.Equal(responses.Refit(17).Tests.Coefficient("Days").PValue!.Value, estimates.PValues[17], 1e-12);
    }

    [Fact]
    public void A_likelihood_ratio_is_that_of_both_models()
    {
        PowerRow row = Fit.Power(PowerTest.LikelihoodRatio("Days"), new PowerOptions { Draws = 3, Effects = new Dictionary<string, double> { ["Days"] = 2 } }).Rows[0];
        SimulatedResponses responses = Fit.Simulations(new SimulationSettings { Draws = 3 });
        double[] response = [.. responses[1].Zip(Sleepstudy["Days"].Numbers!, static (value, day) => value + ((2 - Fit.Coefficients["Days"].Estimate) * day))];
        ModelFrame frame = Sleepstudy.With(FrameColumn.Numeric("Reaction", response));
        LikelihoodRatioTest test = LikelihoodRatioTest.Compare(
            Model.Parse("Reaction ~ 1 + (Days | Subject)").Fit(frame, Estimation.MaximumLikelihood),
            Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(frame, Estimation.MaximumLikelihood));
        Assert.Equal(test.PValue, row.PValues[1], 1e-6);
    }

    [Theory]
    [InlineData("Reaction ~ Days + (Days | Subject)", "Reaction ~ Days + (1 | Subject)", "Days in (Days | Subject)", Estimation.RestrictedMaximumLikelihood)]
    [InlineData("Reaction ~ Days + (Days || Subject)", "Reaction ~ Days + (1 | Subject)", "Days in (0 + Days | Subject)", Estimation.MaximumLikelihood)]
    [InlineData("Reaction ~ Days + (1 | Subject)", "Reaction ~ Days", "(1 | Subject)", Estimation.RestrictedMaximumLikelihood)]
    public void A_test_of_random_effects_is_that_of_both_models(string larger, string smaller, string effects, Estimation estimation)
    {
        var fit = (LinearMixedModelFit)Model.Parse(larger).Fit(Sleepstudy, estimation);
        PowerRow row = fit.Power(PowerTest.RandomTerm(effects), new PowerOptions { Draws = 3 }).Rows[0];
        ModelFrame frame = Sleepstudy.With(FrameColumn.Numeric("Reaction", fit.Simulations(new SimulationSettings { Draws = 3 })[1]));
        var whole = (LinearMixedModelFit)Model.Parse(larger).Fit(frame, estimation);
        RandomTermTest test = RandomTermTests.Of(whole, draws: 0).Tests.Single(own => own.Term == effects);

        Assert.Equal(test.BoundaryPValue!.Value, row.PValues[1], 1e-6);
        if (Model.Parse(smaller).Fit(frame, estimation) is LinearMixedModelFit reduced)
        {
            Assert.Equal(-2 * reduced.LogLikelihood, -2 * test.LogLikelihood, 1e-6);
        }
    }

    [Fact]
    public void A_variance_of_zero_is_found_as_often_as_the_level_of_significance_says()
    {
        PowerRow row = Balanced(0, 0).Power(PowerTest.RandomTerm("(1 | g)"), new PowerOptions { Draws = 2000, Level = 0.9999 }).Rows[0];

        Assert.InRange(0.05, row.Lower - 0.02, row.Upper);
    }

    [Fact]
    public void Designs_grow_by_levels_and_by_rows()
    {
        PowerTable table = Fit.Power(PowerTest.Coefficient("Days"), new PowerOptions { Draws = 40, Along = "Subject", Levels = [6, 18, 40], Copies = [1, 2], Effects = new Dictionary<string, double> { ["Days"] = 4 } });

        Assert.Equal([60, 120, 180, 360, 400, 800], table.Rows.Select(static row => row.RowCount));
        Assert.Equal(new int?[] { 6, 6, 18, 18, 40, 40 }, table.Rows.Select(static row => row.Levels));
        Assert.True(table.Rows[0].Power < table.Rows[4].Power);
    }

    [Fact]
    public void Copied_levels_take_along_what_lies_within_them()
    {
        ModelDesign pastes = ((LinearMixedModelFit)Model.Parse("strength ~ 1 + (1 | batch/cask)").Fit(CsvText.ReadShared("Pastes").Frame())).Design;
        ModelDesign doubled = DesignExtension.Of(pastes, "batch", 20, 1);
        ModelDesign penicillin = ((LinearMixedModelFit)Model.Parse("diameter ~ 1 + (1 | plate) + (1 | sample)").Fit(CsvText.ReadShared("Penicillin").Frame())).Design;
        ModelDesign plates = DesignExtension.Of(penicillin, "plate", 30, 1);

        Assert.Equal([60, 20], doubled.RandomTerms.Select(static term => term.Grouping.Levels.Length));
        Assert.Equal(60, doubled.RandomTerms[0].Grouping.Levels.Distinct().Count());
        Assert.Equal([30, 6], plates.RandomTerms.Select(static term => term.Grouping.Levels.Length));
    }

    // Two rows and two coefficients leave nothing for variances; a failure is no test that was not significant.
    [Fact]
    public void Draws_that_fail_count_neither_way()
    {
        PowerRow row = new(null, 1, 10, [double.NaN, 0.01, 0.2, 0.04], "It failed.", PowerOptions.Default);
        Assert.Equal((1, 2, 2.0 / 3), (row.FailedDraws, row.Significant, row.Power));

        ModelFrame rows = new([FrameColumn.Text("f", Enumerable.Range(0, 8).Select(static row => $"{row % 2}")), FrameColumn.Text("g", Enumerable.Range(0, 8).Select(static row => $"g{row / 2}"))]);
        SimulatedResponses pairs = Simulating.Of("y ~ f + (1 | g)", rows, new SimulationParameters { Coefficients = new Dictionary<string, double>(), Sigma = 1, Theta = [1] });
        PowerRow none = pairs.Power(PowerTest.Coefficient("f1"), new PowerOptions { Draws = 5, Along = "g", Levels = [1] }).Rows[0];
        Assert.Equal((5, double.NaN), (none.FailedDraws, none.Power));
        Assert.NotNull(none.FirstFailure);
    }

    // R: binom.test(7, 20)$conf.int; prop.test(7, 20, correct = FALSE)$conf.int; binom.test(0, 20); binom.test(20, 20)
    [Theory]
    [InlineData(PowerIntervalKind.ClopperPearson, 7, 0.153909205, 0.592188535)]
    [InlineData(PowerIntervalKind.Wilson, 7, 0.181191824, 0.567145723)]
    [InlineData(PowerIntervalKind.ClopperPearson, 0, 0, 0.168433471)]
    [InlineData(PowerIntervalKind.ClopperPearson, 20, 0.831566529, 1)]
    public void Intervals_of_shares_are_those_of_R(PowerIntervalKind kind, int successes, double lower, double upper)
    {
        (double Lower, double Upper) interval = ShareInterval.Of(kind, successes, 20, 0.95);
        Assert.Equal(lower, interval.Lower, 1e-7);
        Assert.Equal(upper, interval.Upper, 1e-7);
    }

    [Fact]
    public void What_cannot_be_tested_is_refused_before_drawing()
    {
        Assert.Contains("Dayz", Assert.Throws<ModelException>(static () => Fit.Power(PowerTest.Coefficient("Dayz"))).Message, StringComparison.Ordinal);
        Assert.Contains("'Subjekt'", Assert.Throws<ModelException>(static () => Fit.Power(PowerTest.Coefficient("Days"), new PowerOptions { Along = "Subjekt", Levels = [3] })).Message, StringComparison.Ordinal);
        Assert.Contains("'Days in (Days | Subject)'", Assert.Throws<ModelException>(static () => Fit.Power(PowerTest.RandomTerm("(1 | Subject)"))).Message, StringComparison.Ordinal);
        Assert.Contains("'week'", Assert.Throws<ModelException>(static () => Fit.Power(PowerTest.LikelihoodRatio("week"))).Message, StringComparison.Ordinal);
        Assert.Throws<ModelException>(static () => Fit.Power(PowerTest.Coefficient("Days"), new PowerOptions { DegreesOfFreedom = DegreesOfFreedomMethod.None }));
        Assert.Throws<ModelException>(static () => Fit.Power(PowerTest.Coefficient("Days"), new PowerOptions { Levels = [3] }));
        Assert.Throws<ModelException>(static () => Fit.Power(PowerTest.Coefficient("Days"), new PowerOptions { Effects = new Dictionary<string, double> { ["x"] = 1 } }));
    }

    [Fact]
    public void Progress_goes_through_all_designs_and_work_can_be_stopped()
    {
        List<FitProgress> reports = [];
        Fit.Power(PowerTest.Coefficient("Days"), new PowerOptions { Draws = 10, Along = "Subject", Levels = [9, 18], MaximumThreads = 1 }, new Reports(reports));
        Assert.Equal((FitStage.Draws, 20, 20), (reports[^1].Stage, reports[^1].Done, reports[^1].Total));

        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Fit.Power(PowerTest.Coefficient("Days"), cancellationToken: stop.Token));
    }

    private static SimulatedResponses Balanced(double effect, double deviation)
    {
        ModelFrame rows = new(
        [
            FrameColumn.Text("arm", Enumerable.Range(0, 80).Select(static row => row / 4 < 10 ? "a" : "b")),
            FrameColumn.Text("g", Enumerable.Range(0, 80).Select(static row => $"g{row / 4}")),
        ]);
        return Simulating.Of("y ~ arm + (1 | g)", rows, new SimulationParameters
        {
            Coefficients = new Dictionary<string, double> { ["armb"] = effect },
            Sigma = Math.Sqrt(2),
            RandomEffects = [new RandomEffectsParameters([deviation])],
        });
    }

    private static SimulatedResponses Within(double effect)
    {
        ModelFrame rows = new(
        [
            FrameColumn.Numeric("x", Enumerable.Range(0, 80).Select(static row => row % 2 == 0 ? -1.0 : 1.0)),
            FrameColumn.Text("g", Enumerable.Range(0, 80).Select(static row => $"g{row / 4}")),
        ]);
        return Simulating.Of("y ~ x + (1 | g)", rows, new SimulationParameters
        {
            Coefficients = new Dictionary<string, double> { ["x"] = effect },
            Sigma = Math.Sqrt(2),
            RandomEffects = [new RandomEffectsParameters([2])],
        });
    }

    private sealed class Reports(List<FitProgress> reports) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => reports.Add(value);
    }
}
