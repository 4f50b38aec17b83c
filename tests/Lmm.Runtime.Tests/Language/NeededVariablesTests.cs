using Lmm.Runtime.Tests.Design;

namespace Lmm.Runtime.Tests.Language;

/// <summary>Predictions ask for the variables that they depend on, and for no others.</summary>
public class NeededVariablesTests
{
    private static readonly PredictionOptions Population = new() { Target = PredictionTarget.Population };
    private static readonly PredictionOptions NewAllowed = new() { NewLevels = NewLevels.UsePopulation };
    private static readonly MatrixRow[] Rows = MatrixRow.Read("model-matrix.csv");
    private static readonly ModelFrame Frame = ModelMatrixData.Frame("model-matrix.csv");

    [Fact]
    public void A_model_without_variables_predicts_the_mean_for_each_row()
    {
        double mean = Rows.Average(row => row.Y);
        double[] typed = InterceptOnlyModel.Fit(Rows).Predict(Rows[..3]);
        double[] atRunTime = Model.Parse("y ~ 1").Fit(Frame).Predict(Frame);

        Assert.Equal(3, typed.Length);
        Assert.Equal(Rows.Length, atRunTime.Length);
        Assert.All(typed.Concat(atRunTime), value => Assert.Equal(mean, value, 1e-12));
        Assert.Empty(InterceptOnlyModel.Fit(Rows).Predict([]));
    }

    [Fact]
    public void A_model_of_intercepts_predicts_the_population_without_its_groups()
    {
        ModelFit fit = Model.Parse("y ~ 1 + (1 | g)").Fit(Frame);
        double[] predictions = fit.Predict(new ModelFrame(Frame["x"]), Population);

        Assert.Equal(Rows.Length, predictions.Length);
        Assert.All(predictions, value => Assert.Equal(fit.Coefficients[0].Estimate, value));
    }

    [Fact]
    public void The_population_of_a_frame_does_not_depend_on_what_random_terms_read()
    {
        ModelFit fit = Model.Parse(SlopesModel.Formula).Fit(Frame);
        double[] complete = fit.Predict(Frame, Population);

        Assert.Equal(complete, fit.Predict(new ModelFrame(Frame["f2"]), Population));
        Assert.Contains("no column x", Assert.Throws<ModelException>(() => fit.Predict(new ModelFrame(Frame["f2"]))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_population_of_rows_does_not_depend_on_what_random_terms_read(bool atRunTime)
    {
        ModelFit fit = atRunTime ? Model.Parse(SlopesModel.Formula).Fit(ModelFrame.From(Rows)) : SlopesModel.Fit(Rows);
        MatrixRow[] others = [Rows[3], Rows[3] with { X = double.NaN }, Rows[3] with { Z = double.NaN }, Rows[3] with { H = null! }, Rows[3] with { F2 = null! }];
        double[] Predict(PredictionOptions? options) => fit is SlopesFit typed ? typed.Predict(others, options) : fit.Predict(ModelFrame.From(others), options);

        double[] population = Predict(Population);
        Assert.Equal([population[0], population[0], population[0], population[0], double.NaN], population);
        Assert.Equal([false, true, true, true, true], Predict(null).Select(double.IsNaN));
        Assert.Equal([false, true, true, false, true], Predict(NewAllowed).Select(double.IsNaN));
        Assert.Equal(fit.FittedValues[3], Predict(null)[0], 1e-12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_computed_group_may_be_missing_or_new_as_any_other(bool atRunTime)
    {
        ModelFit fit = atRunTime ? Model.Parse(ComputedGroupsModel.Formula).Fit(ModelFrame.From(Rows)) : ComputedGroupsModel.Fit(Rows);
        MatrixRow[] others = [Rows[3], Rows[3] with { K = 77 }, Rows[3] with { H = null! }, Rows[3] with { F2 = null! }, Rows[3] with { X = double.NaN }];
        double[] Predict(PredictionOptions? options) => fit is ComputedGroupsFit typed ? typed.Predict(others, options) : fit.Predict(ModelFrame.From(others), options);

        double[] population = Predict(Population);
        Assert.Equal([population[0], population[0], population[0], population[0], double.NaN], population);
        Assert.Equal([false, false, false, true, true], Predict(NewAllowed).Select(double.IsNaN));
        Assert.Contains("'78' of factor(k + 1)", Assert.Throws<ModelException>(() => Predict(null)).Message, StringComparison.Ordinal);
        Assert.Equal(fit.FittedValues[3], Predict(NewAllowed)[0], 1e-12);
        Assert.Equal(population, fit.Predict(new ModelFrame(ModelFrame.From(others)["X"]), Population));
    }

    [Fact]
    public void Typed_members_reach_the_levels_of_computed_groups()
    {
        ComputedGroupsFit fit = ComputedGroupsModel.Fit(Rows);

        Assert.Equal(fit.RandomEffects("factor(k + 1)").VarianceComponent("(Intercept)"), fit.K1.Intercept);
        Assert.Equal(Rows.Select(row => row.K).Distinct().Count(), fit.RandomEffects("factor(k + 1)").Levels.Count);
        Assert.True(double.IsFinite(fit.K1["3"].Intercept.Value));
        Assert.Equal(MadeGroupsModel.Fit(Rows).K.Intercept.Variance, MadeGroupsModel.Fit(Rows).RandomEffects("factor(k)").VarianceComponent("(Intercept)").Variance);
    }

    [Fact]
    public void What_a_text_is_compared_with_need_not_occur()
    {
        ModelFit fit = Model.Parse("y ~ I(f5 == \"red\") * x").Fit(Frame);
        FrameColumn unknown = FrameColumn.Text("f5", Rows.Select((row, index) => index == 0 ? "violet" : index == 1 ? null : row.F5));

        double[] predictions = fit.Predict(Frame.With(unknown));
        Assert.Equal(fit.Coefficients[0].Estimate + (fit.Coefficients["x"].Estimate * Rows[0].X), predictions[0], 1e-9);
        Assert.Equal(Rows.Select((_, index) => index == 1), predictions.Select(double.IsNaN));
    }

    [Fact]
    public void A_new_group_does_not_hide_that_a_slope_is_missing()
    {
        SlopesFit fit = SlopesModel.Fit(Rows);
        double[] predictions = fit.Predict([Rows[3] with { H = "t99" }, Rows[3] with { H = "t99", X = double.NaN }], NewAllowed);

        Assert.Equal([false, true], predictions.Select(double.IsNaN));
    }

    [Fact]
    public void A_factor_left_of_a_bar_may_be_missing_for_the_population()
    {
        ModelFit fit = Model.Parse("y ~ x + (C(f5, sum) + f3:x || g) + (0 + f2 | h)").Fit(Frame);
        FrameColumn lacking = FrameColumn.Text("f5", Rows.Select((row, index) => index == 1 ? null : row.F5));
        ModelFrame rows = Frame.With(lacking);

        Assert.Equal(fit.Predict(Frame, Population), fit.Predict(rows, Population));
        double[] conditional = fit.Predict(rows);
        Assert.Equal(Rows.Select((_, index) => index == 1), conditional.Select(double.IsNaN));
        Assert.Equal(fit.FittedValues[0], conditional[0], 1e-12);
    }

    [Fact]
    public void What_the_formula_takes_out_again_matters_to_fits_and_not_to_predictions()
    {
        FrameColumn lacking = FrameColumn.Text("f3", Rows.Select((row, index) => index is 1 or 5 ? null : row.F3.ToString()));
        ModelFit fit = Model.Parse("y ~ x - f3").Fit(Frame.With(lacking));

        Assert.Equal(2, fit.DroppedRowCount);
        Assert.DoesNotContain(double.NaN, fit.Predict(new ModelFrame(Frame["x"])));
    }
}
