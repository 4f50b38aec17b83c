using System.Text.Json;
using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Profiles;
using Lmm.Tests.HardData;

namespace Lmm.Tests.Intervals;

/// <summary>Profile intervals against limits that were solved for by dense matrices (tests/reference/intervals.R), and against lme4's.</summary>
public class ProfileIntervalTests
{
    /// <summary>The error of a limit as a share of the interval's width; both sides are solved for, not interpolated.</summary>
    private const double ShareOfWidth = 1e-8;

    private const string CarrotsCorrelation = "cor_sens2.(Intercept)|Consumer";

    private static readonly Dictionary<string, IntervalModel> Models = IntervalModel.Read("intervals.json").ToDictionary(static model => model.Name);

    private static readonly Dictionary<string, IntervalModel> DenseModels = IntervalModel.Read("inference-dense.json").Where(static model => model.Contrasts is null).ToDictionary(static model => model.Name);

    public static TheoryData<string> Names => [.. Models.Keys];

    public static TheoryData<string> DenseNames => [.. DenseModels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Limits_are_those_of_the_exact_profile(string name)
    {
        LinearMixedModelFit fit = Models[name].Fit();
        foreach (double level in (double[])[0.95, 0.99])
        {
            IntervalTable table = fit.Intervals.Profile(level);

            Assert.Equal(Models[name].Intervals.Select(static reference => reference.Name), table.Rows.Select(static row => row.Name));
            foreach (IntervalReference reference in Models[name].Intervals)
            {
                LimitReference limit = reference.Limits.Single(candidate => candidate.Level == level);
                ParameterInterval row = table[reference.Name];
                double allowed = ShareOfWidth * (limit.Upper - limit.Lower);
                Assert.Equal(reference.Estimate, row.Estimate, Math.Max(allowed, 1e-6 * Math.Abs(reference.Estimate)));
                Assert.Equal(limit.Lower, row.Lower, allowed);
                Assert.Equal(limit.Upper, row.Upper, allowed);
                Assert.Equal((limit.LowerAtBoundary, limit.UpperAtBoundary), (row.LowerAtBoundary, row.UpperAtBoundary));
            }
        }
    }

    // lme4 interpolates its profiles: 1e-4 of the width, or what it is off by where exact limits are known. A limit that it does not find is left out.
    // In the carrots its lower limit of sd_sens2, 0.021546, is where its own criterion has risen by 3.8240, and at 0.0214447 it has by 3.8415; the correlation has a test of its own.
    [Theory]
    [InlineData("01-Dyestuff", "Yield ~ 1 + (1 | Batch)", "Batch", 1e-4)]
    [InlineData("03-Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", "plate,sample", 1e-4)]
    [InlineData("04-Pastes", "strength ~ 1 + (1 | batch/cask)", "batch,cask", 2e-4)]
    [InlineData("05-sleepstudy", "Reaction ~ Days + (1 | Subject)", "Subject", 1e-4)]
    [InlineData("06-sleepstudy", "Reaction ~ Days + (Days | Subject)", "Subject", 1e-4)]
    [InlineData("07-sleepstudy", "Reaction ~ Days + (Days || Subject)", "Subject", 1e-4)]
    [InlineData("08-sleepstudy", "Reaction ~ Days + (0 + Days | Subject)", "Subject", 1e-4)]
    [InlineData("09-cake", "angle ~ recipe * temperature + (1 | recipe:replicate)", "recipe,replicate,temperature", 1e-4)]
    [InlineData("10-Machines", "score ~ Machine + (1 | Worker)", "Machine,Worker", 1e-4)]
    [InlineData("11-Machines", "score ~ Machine + (1 | Worker) + (1 | Worker:Machine)", "Machine,Worker", 1e-4)]
    [InlineData("14-Oxide", "Thickness ~ 1 + (1 | Lot/Wafer)", "Lot,Wafer", 1e-4)]
    [InlineData("16-Rail", "travel ~ 1 + (1 | Rail)", "Rail", 1e-4)]
    [InlineData("18-carrots", "Preference ~ sens2 + Homesize + (sens2 | Consumer)", "Homesize,Consumer", 2e-3)]
    public void Limits_are_near_those_of_lme4(string file, string formula, string text, double shareOfWidth)
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", file + "-ML.json")));
        string[] factors = text.Split(',');
        ModelFrame frame = ModelFrame.FromCsv(
            Path.Combine(AppContext.BaseDirectory, "Data", file[3..] + ".csv"), new CsvOptions { ColumnTypes = factors.ToDictionary(static name => name, static _ => ColumnType.Text) });
        IntervalTable table = Model.Parse(formula).Fit(frame, estimation: Estimation.MaximumLikelihood).Intervals.Profile();

        JsonElement[] expected = [.. reference.RootElement.GetProperty("profile_ci").EnumerateArray()];
        Assert.Equal(expected.Length, table.Rows.Count);
        for (int index = 0; index < expected.Length; index++)
        {
            ParameterInterval row = table.Rows[index];
            if (row.Name == CarrotsCorrelation)
            {
                continue;
            }

            double allowed = shareOfWidth * (row.Upper - row.Lower);
            AssertNear(expected[index].GetProperty("2.5 %"), row.Lower, allowed);
            AssertNear(expected[index].GetProperty("97.5 %"), row.Upper, allowed);
        }
    }

    // lme4 has -0.24914 and 0.66616, where its own criterion, minimised over the standard deviations, has risen by 3.7785 and 3.9183 in place of 3.8415. These limits are the roots of
    // that rise, by optim and uniroot on lme4's function.
    [Fact]
    public void The_correlation_of_the_carrots_has_the_limits_of_lme4s_criterion_not_of_its_splines()
    {
        ModelFrame frame = ModelFrame.FromCsv(
            Path.Combine(AppContext.BaseDirectory, "Data", "carrots.csv"),
            new CsvOptions { ColumnTypes = new Dictionary<string, ColumnType> { ["Homesize"] = ColumnType.Text, ["Consumer"] = ColumnType.Text } });
        ParameterInterval row = Fitted("Preference ~ sens2 + Homesize + (sens2 | Consumer)", frame).Intervals.Profile(parameters: [CarrotsCorrelation]).Rows[0];

        Assert.Equal(-0.252857760753, row.Lower, 1e-5);
        Assert.Equal(0.659183771908, row.Upper, 1e-5);
    }

    [Fact]
    public void A_REML_fit_is_profiled_by_maximum_likelihood_and_says_so()
    {
        IntervalModel sleepstudy = Models["sleepstudy"];
        IntervalTable likelihood = sleepstudy.Fit().Intervals.Profile();
        IntervalTable restricted = sleepstudy.Fit(Estimation.RestrictedMaximumLikelihood).Intervals.Profile();

        Assert.Contains("maximum likelihood", Assert.Single(restricted.Notes), StringComparison.Ordinal);
        Assert.All(likelihood.Rows.Zip(restricted.Rows), static pair =>
        {
            Assert.Equal(pair.First.Estimate, pair.Second.Estimate, 1e-9 * Math.Abs(pair.First.Estimate));
            Assert.Equal(pair.First.Lower, pair.Second.Lower, 1e-8 * Math.Abs(pair.First.Upper));
            Assert.Equal(pair.First.Upper, pair.Second.Upper, 1e-8 * Math.Abs(pair.First.Upper));
        });
    }

    [Fact]
    public void Numbers_are_the_same_whatever_the_threads_and_whichever_parameters_are_asked_for()
    {
        IntervalModel model = Models["random-slope-ml"];
        IntervalTable one = model.Fit(FitOptions.Default with { MaximumThreads = 1 }).Intervals.Profile();
        LinearMixedModelFit fit = model.Fit(FitOptions.Default with { MaximumThreads = 4 });
        IntervalTable four = fit.Intervals.Profile();
        IntervalTable some = fit.Intervals.Profile(parameters: ["x", "sd_x|g"]);

        Assert.Equal(one.Rows.Select(static row => (row.Lower, row.Upper)), four.Rows.Select(static row => (row.Lower, row.Upper)));
        Assert.Equal(["x", "sd_x|g"], some.Rows.Select(static row => row.Name));
        Assert.All(some.Rows, row => Assert.Equal((one[row.Name].Lower, one[row.Name].Upper), (row.Lower, row.Upper)));
    }

    // Each limit is checked by itself: with the parameter held there the deviance is higher by the quantile of χ², which a fit of another model shows.
    [Fact]
    public void At_the_limits_of_a_coefficient_the_model_with_it_as_an_offset_has_the_deviance_of_the_quantile()
    {
        ModelFrame frame = CsvText.ReadShared("Machines").Frame();
        LinearMixedModelFit fit = Fitted("score ~ Machine + (0 + Machine | Worker)", frame);
        ParameterInterval row = fit.Intervals.Profile(0.9)["MachineB"];

        foreach (double limit in (double[])[row.Lower, row.Upper])
        {
            ModelFrame with = frame.With(Indicator("b", "B", limit)).With(Indicator("c", "C", 1));
            LinearMixedModelFit held = Fitted("score ~ c + offset(b) + (0 + Machine | Worker)", with);
            Assert.Equal(fit.Objective + 2.705543454095414, held.Objective, 1e-7);
        }
    }

    // The model with the coefficient held has a search of its own, from all its starts: no lower minimum, singular or not, was missed on the way.
    [Theory]
    [MemberData(nameof(DenseNames))]
    public void At_the_limits_of_coefficients_a_search_of_its_own_finds_the_deviance_of_the_quantile(string name)
    {
        LinearMixedModelFit fit = DenseModels[name].Fit(Estimation.MaximumLikelihood);
        CrossProducts products = fit.Solution.Optimum.Products;
        ReadOnlySpan<double> estimates = fit.Solution.Optimum.Criterion(new Workers(1, CancellationToken.None)).Estimates.FixedEffects;
        IntervalTable table = fit.Intervals.Profile();
        for (int column = 0; column < fit.Coefficients.Count; column++)
        {
            ParameterInterval row = table.Rows[table.Rows.Count - fit.Coefficients.Count + column];
            Assert.Equal(fit.Coefficients[column].IsEstimable, row.HasLimits);
            if (!row.HasLimits)
            {
                continue;
            }

            double[] function = products.FixedEffects.WorkingFunction([.. fit.Coefficients.Select((_, index) => index == column ? 1.0 : 0.0)]);
            double estimate = VectorProducts.Dot(function, estimates);
            var constraint = new CoefficientConstraint(products, function);
            foreach (double limit in (double[])[row.Lower, row.Upper])
            {
                constraint.MoveTo(estimate + ((limit - row.Estimate) * products.FixedEffects.Response.Scale));
                var solver = new MixedModelSolver(constraint.Products, Estimation.MaximumLikelihood, FitOptions.Default, CancellationToken.None);
                Assert.Equal(FitOutcome.Converged, solver.Run());
                Assert.Equal(fit.Objective + 3.841458820694124, solver.Objective, 1e-8);
            }
        }
    }

    [Fact]
    public void The_slope_of_a_diagonal_term_and_crossed_factors_with_many_parameters_have_limits_around_the_estimate()
    {
        LinearMixedModelFit fit = Fitted("rt ~ spkr * prec * load + (1 | subj) + (1 + prec || item)", CsvText.ReadShared("naming").Frame());
        IntervalTable table = fit.Intervals.Profile();

        Assert.All(table.Rows, static row =>
        {
            Assert.True(row.HasLimits, row.Name);
            Assert.InRange(row.Estimate, row.Lower, row.Upper);
        });
    }

    [Fact]
    public void A_standard_deviation_that_is_zero_has_an_interval_from_zero_and_its_correlation_every_value()
    {
        LinearMixedModelFit fit = Models["dyestuff2"].Fit();
        ParameterInterval row = fit.Intervals.Profile(parameters: ["sd_(Intercept)|Batch"]).Rows[0];

        Assert.Equal((0, 0, true, false), (row.Estimate, row.Lower, row.LowerAtBoundary, row.UpperAtBoundary));
        Assert.InRange(row.Upper, 2, 2.1);
    }

    // By powers of two, so that the data are the same to the last bit.
    [Fact]
    public void Units_of_response_and_covariate_multiply_the_limits()
    {
        double response = Math.ScaleB(1, -300);
        double days = Math.ScaleB(1, 200);
        IntervalTable plain = Models["sleepstudy"].Fit().Intervals.Profile();
        IntervalTable scaled = Fitted("Reaction ~ Days + (Days | Subject)", CsvText.ReadShared("sleepstudy").Times("Reaction", response).Times("Days", days).Frame()).Intervals.Profile();

        foreach ((ParameterInterval one, ParameterInterval other) in plain.Rows.Zip(scaled.Rows))
        {
            double factor = one.Name.StartsWith("cor_", StringComparison.Ordinal) ? 1 : one.Name.Contains("Days", StringComparison.Ordinal) ? response / days : response;
            Assert.Equal(one.Lower, other.Lower / factor, 1e-8 * Math.Abs(one.Upper));
            Assert.Equal(one.Upper, other.Upper / factor, 1e-8 * Math.Abs(one.Upper));
        }
    }

    [Fact]
    public void A_fit_from_cross_products_is_profiled()
    {
        LinearMixedModelFit whole = Models["penicillin"].Fit();
        LinearMixedModelFit fit = LinearMixedModel.Fit(CrossProducts.Form(whole.Design), Estimation.MaximumLikelihood);

        Assert.Equal(whole.Intervals.Profile().Rows.Select(static row => row.Upper), fit.Intervals.Profile().Rows.Select(static row => row.Upper));
    }

    [Fact]
    public void A_coefficient_that_is_not_estimable_has_no_limits_and_is_named()
    {
        LinearMixedModelFit fit = Fitted("Reaction ~ Days + I(2 * Days) + (1 | Subject)", CsvText.ReadShared("sleepstudy").Frame());
        IntervalTable table = fit.Intervals.Profile();

        Assert.False(table["I(2 * Days)"].HasLimits);
        Assert.True(table["Days"].HasLimits);
        Assert.Contains(table.Notes, static note => note.Contains("I(2 * Days)", StringComparison.Ordinal));
    }

    [Fact]
    public void Progress_counts_limits_and_the_work_can_be_cancelled()
    {
        LinearMixedModelFit fit = Models["sleepstudy"].Fit();
        var reports = new Reports();
        fit.Intervals.Profile(progress: reports);
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Equal(Enumerable.Range(1, 12).Select(static done => new FitProgress(FitStage.Profiles, done, 12)), reports.Seen);
        Assert.ThrowsAny<OperationCanceledException>(() => fit.Intervals.Profile(cancellationToken: source.Token));
    }

    private static FrameColumn Indicator(string name, string level, double value) => FrameColumn.Numeric(
        name,
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "Machines.csv")).Skip(1).Select(line => line.Split(',').Contains(level) ? value : 0));

    private static LinearMixedModelFit Fitted(string formula, ModelFrame frame) => (LinearMixedModelFit)Model.Parse(formula).Fit(frame, estimation: Estimation.MaximumLikelihood);

    private static void AssertNear(JsonElement expected, double limit, double allowed)
    {
        if (expected.ValueKind == JsonValueKind.Number)
        {
            Assert.Equal(expected.GetDouble(), limit, allowed);
        }
    }
}
