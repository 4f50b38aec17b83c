using System.Globalization;
using Lmm.Distributions;
using Lmm.Tests.HardData;

namespace Lmm.Tests.Prediction;

/// <summary>What predictions with intervals are of, where they come from, and what they say of themselves.</summary>
public class PredictionIntervalTests
{
    private static readonly ModelFrame Sleepstudy = CsvText.ReadShared("sleepstudy").Frame();

    private static readonly LinearMixedModelFit Fit = Fitted("Reaction ~ Days + (Days | Subject)");

    [Fact]
    public void A_new_level_contributes_the_variance_of_its_effects()
    {
        ModelFrame rows = Rows([0, 5, 5], ["308", "new", null]);
        PredictionTable table = Fit.Predictions(rows, new PredictionIntervalOptions { NewLevels = NewLevels.UsePopulation });
        RandomEffects subject = Fit.RandomEffects("Subject");
        double variance = subject.VarianceComponents[0].Variance + (25 * subject.VarianceComponents[1].Variance)
            + (10 * subject.VarianceComponents[0].StandardDeviation * subject.VarianceComponents[1].StandardDeviation * subject.Correlation("(Intercept)", "Days"));
        double mean = Fit.Predictions(rows, new PredictionIntervalOptions { Target = PredictionTarget.Population })[1].StandardError;

        Assert.Equal(Math.Sqrt(variance + (mean * mean)), table[1].StandardError, 1e-9);
        Assert.Equal(table[1], table[2]);
        Assert.Contains("2 rows have new levels of Subject: their effects are predicted as zero, and their variance is in.", table.Notes);
    }

    [Fact]
    public void A_prediction_for_the_population_has_the_degrees_of_freedom_of_the_method()
    {
        ModelFrame rows = new([FrameColumn.Numeric("Days", [0.0, 4.5])]);
        RowPrediction row = Fit.Predictions(rows, new PredictionIntervalOptions { Target = PredictionTarget.Population, Level = 0.9 })[1];
        CoefficientTest test = Fit.Tests.Hypotheses("(Intercept) + 4.5 Days = 0").Rows[0];

        Assert.Equal(test.Estimate, row.Prediction, 1e-10);
        Assert.Equal(test.StandardError, row.StandardError, 1e-12);
        Assert.Equal(test.DegreesOfFreedom!.Value, row.DegreesOfFreedom, 1e-8);
        Assert.Equal(row.Prediction - (Quantile.Student(0.1, row.DegreesOfFreedom) * row.StandardError), row.Lower, 1e-10);
    }

    [Fact]
    public void Predictions_for_the_population_have_the_covariance_of_Kenward_and_Roger_where_that_is_the_method()
    {
        LinearMixedModelFit fit = Fitted("Reaction ~ Days + (1 | Subject)", FitOptions.Default with { DegreesOfFreedom = DegreesOfFreedomMethod.KenwardRoger });
        RowPrediction row = fit.Predictions(new ModelFrame([FrameColumn.Numeric("Days", [2.0])]), new PredictionIntervalOptions { Target = PredictionTarget.Population })[0];

        Assert.Equal(fit.Tests.Hypotheses("(Intercept) + 2 Days = 0").Rows[0].StandardError, row.StandardError, 1e-12);
    }

    [Fact]
    public void Some_grouping_factors_are_predicted_and_the_others_are_new_in_prediction_intervals()
    {
        LinearMixedModelFit fit = (LinearMixedModelFit)Model.Parse("diameter ~ 1 + (1 | plate) + (1 | sample)").Fit(CsvText.ReadShared("Penicillin").Frame());
        ModelFrame rows = new([FrameColumn.Text("plate", ["a", "b"])]);
        PredictionIntervalOptions plates = new() { GroupingFactors = ["plate"] };
        PredictionTable confidence = fit.Predictions(rows, plates);
        PredictionTable prediction = fit.Predictions(rows, plates with { Uncertainty = PredictionUncertainty.Prediction });
        double sample = fit.RandomEffects("sample").VarianceComponents[0].Variance;

        Assert.Equal(fit.Coefficients[0].Estimate + fit.RandomEffects("plate").ModesAt(0)[0].Value, confidence[0].Prediction, 1e-10);
        Assert.Equal(Math.Sqrt(Math.Pow(confidence[0].StandardError, 2) + sample + (fit.Sigma * fit.Sigma)), prediction[0].StandardError, 1e-10);
        Assert.Equal("model: there is no grouping factor 'sampel' to predict by; there are 'plate', 'sample'.", Assert.Throws<ModelException>(() => fit.Predictions(rows, plates with { GroupingFactors = ["sampel"] })).Message);
    }

    [Fact]
    public void New_levels_are_refused_by_row_and_level()
    {
        ModelException refused = Assert.Throws<ModelException>(() => Fit.Predictions(Rows([0, 5], ["308", "new"])));
        Assert.Equal(LmmErrorCode.UnknownLevel, refused.Code);
        Assert.Contains("row 2 has the value 'new' of Subject", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_lack_a_value_have_none_and_keep_their_places()
    {
        PredictionTable table = Fit.Predictions(Rows([1, double.NaN, 3], ["308", "308", "309"]));
        Assert.Equal(3, table.Count);
        Assert.True(double.IsNaN(table[1].Prediction) && double.IsNaN(table[1].StandardError) && double.IsNaN(table[1].Lower));
        Assert.True(double.IsFinite(table[2].StandardError));
        Assert.Contains("1 row lacks a value and has no prediction.", table.Notes);
    }

    // R: fit <- lm(Reaction ~ Days, sleepstudy, weights = 1 + Days); predict(fit, data.frame(Days = c(0, 12)), interval = "prediction", se.fit = TRUE)
    [Fact]
    public void Linear_models_have_the_intervals_of_R()
    {
        ModelFrame weighted = Sleepstudy.With(FrameColumn.Numeric("w", Sleepstudy["Days"].Numbers!.Select(static day => 1 + day)));
        ModelFit fit = Model.Parse("Reaction ~ Days").Fit(weighted, weights: "w");
        PredictionTable confidence = fit.Predictions(new ModelFrame([FrameColumn.Numeric("Days", [0.0, 12.0])]));
        PredictionTable prediction = fit.Predictions(new ModelFrame([FrameColumn.Numeric("Days", [0.0, 12.0])]), new PredictionIntervalOptions { Uncertainty = PredictionUncertainty.Prediction });
        double[] expected = ReferenceNumbers("lm-weighted");

        Assert.Equal(expected, [.. confidence.SelectMany(static row => new[] { row.Prediction, row.StandardError, row.Lower, row.Upper }), .. prediction.SelectMany(static row => new[] { row.Lower, row.Upper })], Close);
    }

    // The formulas of the mixed-model equations, written out in R at lme4's estimates (tests/reference/prediction-errors.R).
    [Theory]
    [InlineData("sleepstudy", "Reaction ~ Days + (Days | Subject)")]
    [InlineData("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)")]
    [InlineData("cake", "angle ~ recipe * temp + (1 | recipe:replicate)")]
    [InlineData("Pastes", "strength ~ 1 + (1 | batch/cask)")]
    public void Mixed_models_have_the_errors_that_R_gives(string data, string formula)
    {
        ModelFrame frame = CsvText.ReadShared(data).Frame();
        LinearMixedModelFit fit = (LinearMixedModelFit)Model.Parse(formula).Fit(frame);
        PredictionTable conditional = fit.Predictions();
        PredictionTable population = fit.Predictions(frame, new PredictionIntervalOptions { Target = PredictionTarget.Population });
        double[] expected = ReferenceNumbers(data);
        for (int row = 0; row < expected.Length / 2; row++)
        {
            // lme4's own optimum is this far from the one here.
            Assert.Equal(1, conditional[row].StandardError / expected[2 * row], 2e-5);
            Assert.Equal(1, population[row].StandardError / expected[(2 * row) + 1], 2e-5);
        }
    }

    [Fact]
    public void Combinations_that_are_not_estimable_have_no_interval()
    {
        ModelFrame frame = Sleepstudy.With(FrameColumn.Numeric("Twice", Sleepstudy["Days"].Numbers!.Select(static day => 2 * day)));
        ModelFit fit = Model.Parse("Reaction ~ Days + Twice + (1 | Subject)").Fit(frame);
        ModelFrame rows = new([FrameColumn.Numeric("Days", [1.0, 1.0]), FrameColumn.Numeric("Twice", [2.0, 3.0]), FrameColumn.Text("Subject", ["308", "308"])]);
        foreach (PredictionTarget target in Enum.GetValues<PredictionTarget>())
        {
            PredictionTable table = fit.Predictions(rows, new PredictionIntervalOptions { Target = target });
            Assert.True(double.IsFinite(table[0].StandardError));
            Assert.True(double.IsNaN(table[1].StandardError) && double.IsNaN(table[1].Upper));
            Assert.Contains(table.Notes, static note => note.StartsWith("1 row has no interval: it asks for a combination of coefficients", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_value_beyond_a_splines_boundary_knots_is_remarked()
    {
        ModelFit fit = Model.Parse("Reaction ~ ns(Days, df = 3) + (1 | Subject)").Fit(Sleepstudy);
        PredictionTable table = fit.Predictions(Rows([1, 9.5, -3], ["308", "308", "309"]));
        Assert.Contains("ns(Days, df = 3): row 2 has the value 9.5, and 1 more rows have others, beyond the boundary knots 0 and 9; the spline goes on there by a formula that no data support.", table.Notes);
        Assert.DoesNotContain(fit.Predictions(Rows([1], ["308"])).Notes, static note => note.Contains("boundary", StringComparison.Ordinal));
    }

    // Units are powers of two times the data's, as those of responses of 1e-160 and covariates in milliseconds are.
    [Theory]
    [InlineData(1e-160, 1)]
    [InlineData(1e150, 1)]
    [InlineData(1, 8.64e7)]
    [InlineData(1, 1e-120)]
    public void Intervals_do_not_depend_on_units(double response, double covariate)
    {
        ModelFrame frame = Scaled(Sleepstudy, "Reaction", response, covariate);
        LinearMixedModelFit fit = (LinearMixedModelFit)Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(frame);
        foreach (PredictionUncertainty uncertainty in new[] { PredictionUncertainty.Confidence, PredictionUncertainty.Prediction, PredictionUncertainty.RandomEffects })
        {
            PredictionIntervalOptions options = new() { Uncertainty = uncertainty, NewLevels = NewLevels.UsePopulation };
            PredictionTable expected = Fit.Predictions(Rows([0, 5], ["308", "new"]), options);
            PredictionTable table = fit.Predictions(Rows([0, 5 * covariate], ["308", "new"]), options);
            for (int row = 0; row < 2; row++)
            {
                Assert.Equal(1, table[row].StandardError / response / expected[row].StandardError, 1e-6);
                Assert.Equal(1, table[row].Upper / response / expected[row].Upper, 1e-6);
            }
        }
    }

    // The bootstrap knows that variances are estimated; its errors are a little larger than those at the estimates, and have a simulation error of 1/√2000, 2.2 %.
    [Fact]
    public void Errors_by_bootstrap_are_near_those_at_the_estimated_variances()
    {
        ModelFrame rows = Rows([0, 9, 5], ["308", "335", "new"]);
        PredictionIntervalOptions options = new() { Uncertainty = PredictionUncertainty.Prediction, NewLevels = NewLevels.UsePopulation };
        PredictionTable plain = Fit.Predictions(rows, options);
        PredictionIntervalOptions withVariances = options with { Uncertainty = PredictionUncertainty.Prediction | PredictionUncertainty.Variances, Draws = 1000, Seed = 3 };
        PredictionTable drawn = Fit.Predictions(rows, withVariances);
        for (int row = 0; row < 3; row++)
        {
            Assert.InRange(drawn[row].StandardError / plain[row].StandardError, 0.93, 1.15);
            Assert.InRange((drawn[row].Upper - drawn[row].Lower) / (plain[row].Upper - plain[row].Lower), 0.9, 1.2);
        }

        Assert.Contains("Limits are by the errors of 1000 parametric-bootstrap refits, seed 3.", drawn.Notes);
        Assert.Equal(drawn, Fitted("Reaction ~ Days + (Days | Subject)", FitOptions.Default with { MaximumThreads = 1 }).Predictions(rows, withVariances));
    }

    [Fact]
    public void Fits_without_rows_are_refused_by_name()
    {
        LinearMixedModelFit fit = LinearMixedModel.Fit(CrossProducts.Form(Fit.Design));
        Assert.Throws<InvalidOperationException>(() => fit.Predictions());
    }

    [Fact]
    public void Options_that_cannot_be_meant_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PredictionIntervalOptions { Uncertainty = PredictionUncertainty.Variances });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PredictionIntervalOptions { Uncertainty = (PredictionUncertainty)64 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PredictionIntervalOptions { Level = 95 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PredictionIntervalOptions { Draws = 1 });
    }

    private static readonly RelativeComparer Close = new(1e-9);

    private static ModelFrame Rows(double[] days, string?[] subjects) => new([FrameColumn.Numeric("Days", days), FrameColumn.Text("Subject", subjects)]);

    private static ModelFrame Scaled(ModelFrame frame, string response, double unit, double covariate) => frame
        .With(FrameColumn.Numeric(response, frame[response].Numbers!.Select(value => unit * value)))
        .With(FrameColumn.Numeric("Days", frame["Days"].Numbers!.Select(value => covariate * value)));

    private static double[] ReferenceNumbers(string name)
    {
        string line = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Prediction", "Reference", "prediction-errors.txt")).Single(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return [.. line[(name.Length + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    private static LinearMixedModelFit Fitted(string formula, FitOptions? options = null) => (LinearMixedModelFit)Model.Parse(formula).Fit(Sleepstudy, options: options);

    private sealed class RelativeComparer(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance * Math.Abs(y);

        public int GetHashCode(double obj) => 0;
    }
}
