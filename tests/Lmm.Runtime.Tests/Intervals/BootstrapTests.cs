using Lmm.Design;
using Lmm.Resampling;
using Lmm.Tests.HardData;

namespace Lmm.Tests.Intervals;

public class BootstrapTests
{
    private static readonly ModelFrame Sleepstudy = CsvText.ReadShared("sleepstudy").Frame();

    private static readonly Dictionary<string, IntervalModel> Models = IntervalModel.Read("intervals.json").ToDictionary(static model => model.Name);

    [Fact]
    public void Draws_depend_on_the_seed_and_their_number_only()
    {
        BootstrapSample one = Fitted(FitOptions.Default with { MaximumThreads = 1 }).Intervals.Resample(draws: 70, seed: 5);
        BootstrapSample four = Fitted(FitOptions.Default with { MaximumThreads = 4 }).Intervals.Resample(draws: 70, seed: 5);
        BootstrapSample fewer = Fitted(FitOptions.Default).Intervals.Resample(draws: 30, seed: 5);
        BootstrapSample other = Fitted(FitOptions.Default).Intervals.Resample(draws: 30, seed: 6);

        Assert.Equal(one.Values.ToArray(), four.Values.ToArray());
        foreach (string name in one.Names)
        {
            Assert.Equal(one[name].Take(30), fewer[name]);
            Assert.NotEqual(fewer[name], other[name]);
        }
    }

    // A number that must not change with versions, for papers print seeds.
    [Fact]
    public void A_seed_gives_the_response_that_it_always_gave()
    {
        LinearMixedModelFit fit = Fitted(FitOptions.Default);
        var response = new double[fit.Design.Rows.RowCount];
        ResponseSimulator.Of(fit).Write(7, 3, response);

        Assert.Equal(241.67550795212011, response[0], 1e-9);
        Assert.Equal(320.64803655217543, response[^1], 1e-9);
    }

    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void A_draw_is_the_fit_of_its_response_by_the_fits_own_criterion(Estimation estimation)
    {
        LinearMixedModelFit fit = Models["crossed-weights"].Fit(estimation);
        BootstrapSample sample = fit.Intervals.Resample(draws: 3, seed: 2);
        var response = new double[fit.Design.Rows.RowCount];
        ResponseSimulator.Of(fit).Write(2, 1, response);
        LinearMixedModelFit drawn = LinearMixedModel.Fit(fit.Design.WithResponse(response), estimation);

        Assert.Equal(drawn.Intervals.Estimates(drawn.Intervals.All), sample.Names.Select(name => sample[name][1]));
        Assert.Equal(fit.Intervals.Estimates(fit.Intervals.All), sample.Estimates);
        Assert.Equal(drawn.RandomEffects("g").VarianceComponents[0].StandardDeviation, sample["sd_(Intercept)|g"][1], 1e-12);
    }

    // Row by row: mean offset + Xβ, variance z'Σz + σ²/w, and the covariance of rows of one group. Standard errors of 4,000 draws are 1.6 % of a standard deviation.
    [Theory]
    [InlineData("unbalanced-weights")]
    [InlineData("random-slope-ml")]
    [InlineData("penicillin")]
    public void Responses_have_the_mean_and_the_variance_of_the_model(string name)
    {
        const int Draws = 4000;
        LinearMixedModelFit fit = Models[name].Fit();
        ModelDesign design = fit.Design;
        int rows = design.Rows.RowCount;
        double[] mean = LinearPredictor.OfFixedEffects(design, fit.Solution.Beta);
        var sums = new double[rows];
        var squares = new double[rows];
        var neighbours = new double[rows];
        var response = new double[rows];
        ResponseSimulator simulator = ResponseSimulator.Of(fit);
        for (int draw = 0; draw < Draws; draw++)
        {
            simulator.Write(1, draw, response);
            for (int row = 0; row < rows; row++)
            {
                double apart = response[row] - mean[row];
                sums[row] += apart / Draws;
                squares[row] += apart * apart / Draws;
                neighbours[row] += row == 0 ? 0 : apart * (response[row - 1] - mean[row - 1]) / Draws;
            }
        }

        for (int row = 0; row < rows; row++)
        {
            double variance = Covariance(fit, row, row);
            double size = Math.Sqrt(variance);
            Assert.Equal(0, sums[row] / size, 5 / Math.Sqrt(Draws));
            Assert.Equal(1, squares[row] / variance, 5 * Math.Sqrt(2.0 / Draws));
            if (row > 0)
            {
                double other = Math.Sqrt(Covariance(fit, row - 1, row - 1));
                Assert.Equal(Covariance(fit, row, row - 1) / size / other, neighbours[row] / size / other, 5 * Math.Sqrt(2.0 / Draws));
            }
        }
    }

    [Fact]
    public void Rows_that_were_dropped_or_have_no_weight_have_no_part()
    {
        ModelFrame holes = CsvText.ReadShared("sleepstudy").WithCell(4, "Reaction", "NA").WithCell(17, "Days", "NA").Frame();
        ModelFrame weighted = holes.With(FrameColumn.Numeric("w", Enumerable.Range(0, 180).Select(static row => row == 40 ? 0.0 : 1.0)));
        Model model = Model.Parse("Reaction ~ Days + (1 | Subject)");
        ModelFit fit = model.Bind(weighted, "w").Fit();
        BootstrapSample sample = fit.Intervals.Resample(draws: 20);

        Assert.Equal(177, fit.ObservationCount);
        Assert.Equal(0, sample.FailureCount);
        Assert.All(sample["sigma"], static sigma => Assert.InRange(sigma, 20, 45));
    }

    // R's boot: quantiles at (R + 1)p, between draws by the normal distribution.
    [Fact]
    public void Percentile_and_basic_limits_are_of_ordered_draws()
    {
        BootstrapSample sample = Fitted(FitOptions.Default).Intervals.Resample(draws: 99, seed: 3);
        double[] ordered = [.. sample["Days"].Order()];
        ParameterInterval percentile = sample.Intervals(level: 0.9)["Days"];
        ParameterInterval basic = sample.Intervals(BootstrapKind.Basic, 0.9)["Days"];

        Assert.Equal((ordered[4], ordered[94]), (percentile.Lower, percentile.Upper));
        Assert.Equal(((2 * basic.Estimate) - ordered[94], (2 * basic.Estimate) - ordered[4]), (basic.Lower, basic.Upper));

        double[] twenty = [.. Enumerable.Range(1, 20).Select(static value => (double)value)];
        Assert.Equal(1.37378443579, BootstrapLimits.Quantile(twenty, 0.0625, isLower: true), 1e-9);
        Assert.Equal(20, BootstrapLimits.Quantile(twenty, 0.01, isLower: false));
    }

    [Fact]
    public void Studentized_limits_divide_each_draw_by_its_own_standard_error()
    {
        LinearMixedModelFit fit = Fitted(FitOptions.Default);
        BootstrapSample sample = fit.Intervals.Resample(draws: 39, seed: 4, standardErrors: true);
        List<double> ratios = [];
        var response = new double[fit.Design.Rows.RowCount];
        for (int draw = 0; draw < sample.Draws; draw++)
        {
            ResponseSimulator.Of(fit).Write(4, draw, response);
            LinearMixedModelFit drawn = LinearMixedModel.Fit(fit.Design.WithResponse([.. response]), fit.Estimation);
            ParameterInterval row = drawn.Intervals.Wald(parameters: ["sd_Days|Subject"]).Rows[0];
            ratios.Add((row.Estimate - fit.Intervals.Wald()["sd_Days|Subject"].Estimate) / row.StandardError!.Value);
        }

        ratios.Sort();
        ParameterInterval own = fit.Intervals.Wald()["sd_Days|Subject"];
        ParameterInterval limits = sample.Intervals(BootstrapKind.Studentized, 0.9)["sd_Days|Subject"];
        Assert.Equal(own.Estimate - (own.StandardError!.Value * ratios[37]), limits.Lower, 1e-6);
        Assert.Equal(own.Estimate - (own.StandardError!.Value * ratios[1]), limits.Upper, 1e-6);
    }

    [Fact]
    public void Functions_of_a_fit_are_evaluated_at_every_draw()
    {
        LinearMixedModelFit fit = Fitted(FitOptions.Default);
        var functions = new Dictionary<string, Func<LinearMixedModelFit, double>> { ["twice"] = static drawn => 2 * drawn.Coefficients["Days"].Estimate };
        BootstrapSample sample = fit.Intervals.Resample(draws: 20, functions: functions);
        IntervalTable table = fit.Intervals.Bootstrap(draws: 20, functions: functions, parameters: ["twice", "Days"]);

        Assert.Equal(sample["Days"].Select(static value => 2 * value), sample["twice"]);
        Assert.Equal(["twice", "Days"], table.Rows.Select(static row => row.Name));
        Assert.Equal(2 * table["Days"].Lower, table["twice"].Lower, 1e-12);
        Assert.Equal(2 * fit.Coefficients["Days"].Estimate, table["twice"].Estimate);
        Assert.Equal(LmmErrorCode.NotAvailable, Assert.Throws<ModelException>(() => fit.Intervals.Bootstrap(draws: 20, kind: BootstrapKind.Studentized, functions: functions)).Code);
    }

    [Fact]
    public void Failed_refits_are_counted_and_too_many_are_an_error_with_the_first_cause()
    {
        LinearMixedModelFit hasty = Fitted(FitOptions.Default with { MaximumEvaluations = 1 });
        ModelException refused = Assert.Throws<ModelException>(() => hasty.Intervals.Resample(draws: 20));

        Assert.Equal(LmmErrorCode.NotAvailable, refused.Code);
        Assert.Contains("20 of 20 refits", refused.Message, StringComparison.Ordinal);
        Assert.Contains("MaximumEvaluations", refused.Message, StringComparison.Ordinal);

        var functions = new Dictionary<string, Func<LinearMixedModelFit, double>>
        {
            ["refused"] = drawn => drawn.Objective == FourthObjective(drawn) ? throw new ModelException("m", LmmErrorCode.NotAvailable, "not this one.") : drawn.Sigma,
        };
        BootstrapSample sample = Fitted(FitOptions.Default).Intervals.Resample(draws: 20, functions: functions);
        Assert.Equal(1, sample.FailureCount);
        Assert.Equal("m: not this one.", sample.FirstFailure);
        Assert.True(double.IsNaN(sample["Days"][3]));
        Assert.Contains(sample.Intervals().Notes, static note => note.Contains("1 of 20 refits failed", StringComparison.Ordinal));
        Assert.True(sample.Intervals()["Days"].HasLimits);
    }

    [Fact]
    public void Singular_draws_are_fine_and_a_limit_at_zero_says_so()
    {
        IntervalTable table = Models["pastes"].Fit().Intervals.Bootstrap(draws: 100, seed: 1);

        Assert.Equal((0, true), (table["sd_(Intercept)|batch"].Lower, table["sd_(Intercept)|batch"].LowerAtBoundary));
        Assert.Contains(table.Notes, static note => note.StartsWith("Lower limit at the boundary: sd_(Intercept)|batch", StringComparison.Ordinal));
    }

    [Fact]
    public void Progress_is_reported_and_the_work_can_be_cancelled()
    {
        LinearMixedModelFit fit = Fitted(FitOptions.Default);
        var reports = new Reports();
        fit.Intervals.Resample(draws: 250, progress: reports);
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Equal(250, reports.Seen[^1].Done);
        Assert.Equal(reports.Seen.OrderBy(static report => report.Done), reports.Seen);
        Assert.ThrowsAny<OperationCanceledException>(() => fit.Intervals.Resample(draws: 250, cancellationToken: source.Token));
    }

    private static LinearMixedModelFit Fitted(FitOptions options) => (LinearMixedModelFit)Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(Sleepstudy, options: options);

    // The objective of the fourth draw of the default seed.
    private static double FourthObjective(LinearMixedModelFit drawn)
    {
        LinearMixedModelFit fit = Fitted(FitOptions.Default);
        var response = new double[fit.Design.Rows.RowCount];
        ResponseSimulator.Of(fit).Write(1, 3, response);
        return drawn.Design.Response.Values.SequenceEqual(response) ? drawn.Objective : double.NaN;
    }

    // z'Σz of both rows, over the terms in which they share a level, and σ²/w.
    private static double Covariance(LinearMixedModelFit fit, int one, int other)
    {
        double sum = one != other ? 0 : fit.Sigma * fit.Sigma / (fit.Design.Weights?[one] ?? 1);
        for (int index = 0; index < fit.Design.RandomTerms.Length; index++)
        {
            RandomEffectsDesign term = fit.Design.RandomTerms[index];
            double[,] lambda = fit.Solution.RandomTerms[index].Lambda;
            for (int a = 0; a < term.Matrix.ColumnCount && term.Grouping.Codes[one] == term.Grouping.Codes[other]; a++)
            {
                for (int b = 0; b < term.Matrix.ColumnCount; b++)
                {
                    double covariance = Enumerable.Range(0, term.Matrix.ColumnCount).Sum(inner => lambda[a, inner] * lambda[b, inner]) * fit.Sigma * fit.Sigma;
                    sum += term.Matrix.Columns[a][one] * covariance * term.Matrix.Columns[b][other];
                }
            }
        }

        return sum;
    }
}
