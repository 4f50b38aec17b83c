using Lmm.Formula.Diagnostics;

namespace Lmm.Tests.Formulas;

public class ModelTests
{
    private static readonly ModelFrame Days = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", "sleepstudy.csv"));

    [Fact]
    public void Faults_of_the_text_are_thrown_together_with_carets()
    {
        FormulaException fault = Assert.Throws<FormulaException>(() => Model.Parse("y ~ x + (1 | g) + * )", "trial"));

        Assert.Equal("y ~ x + (1 | g) + * )", fault.Formula);
        Assert.Equal(3, fault.Diagnostics.Count);
        Assert.StartsWith("trial: the formula cannot be used.\nerror LMM0", fault.Message, StringComparison.Ordinal);
        Assert.All(fault.Diagnostics, diagnostic => Assert.Contains(DiagnosticPrinter.Print(fault.Formula, [diagnostic]).TrimEnd('\n'), fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Faults_of_binding_are_thrown_together_with_the_nearest_names()
    {
        FormulaException fault = Assert.Throws<FormulaException>(() => Model.Parse("Reacton ~ Days + (Dys | Subject)").Fit(Days));

        Assert.Equal(
            """
            model: the formula cannot be used.
            error LMM025: There is no variable 'Reacton'; did you mean 'Reaction'?
              Reacton ~ Days + (Dys | Subject)
              ^^^^^^^
            error LMM025: There is no variable 'Dys'; did you mean 'Days'?
              Reacton ~ Days + (Dys | Subject)
                                ^^^
            """,
            fault.Message);
        Assert.Equal("Reaction", fault.Diagnostics[0].Edits.First().NewText);
        Assert.IsAssignableFrom<ModelException>(fault);
    }

    [Fact]
    public void Names_match_but_for_case()
        => Assert.Equal(["(Intercept)", "days"], Model.Parse("reaction ~ days + (days | SUBJECT)").Fit(Days).Coefficients.Select(coefficient => coefficient.Name));

    [Fact]
    public void Warnings_are_with_the_bound_model()
    {
        BoundModel bound = Model.Parse("Reaction ~ 1 + (Days | Subject)").Bind(Days);

        FormulaDiagnostic warning = Assert.Single(bound.Diagnostics);
        Assert.Equal("LMM043", warning.Rule.Id);
        Assert.True(bound.IsMixed);
        Assert.Contains(warning, Model.Check("Reaction ~ 1 + (Days | Subject)", Days));
    }

    [Fact]
    public void A_formula_without_random_effects_is_a_linear_model()
    {
        LinearModelFit fit = Assert.IsType<LinearModelFit>(Model.Parse("Reaction ~ Days").Fit(Days));

        // R 4.2.2, lm(Reaction ~ Days, lme4::sleepstudy), to the digits that it prints.
        Assert.Equal(251.405, fit.Coefficients["(Intercept)"].Estimate, 1e-3);
        Assert.Equal(10.467, fit.Coefficients["Days"].Estimate, 1e-3);
        Assert.False(Model.Parse("Reaction ~ Days").Bind(Days).IsMixed);
    }

    [Fact]
    public void Models_are_compared_by_the_likelihood_ratio()
    {
        ModelFit reduced = Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(Days, Estimation.MaximumLikelihood);
        ModelFit full = Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(Days, Estimation.MaximumLikelihood);

        // lme4 1.1-31, anova(): Chisq 42.139 on 2 degrees of freedom, to the digits that it prints.
        LikelihoodRatioTest test = LikelihoodRatioTest.Compare(reduced, full);
        Assert.Equal(42.139, test.ChiSquared, 1e-3);
        Assert.Equal(2, test.DegreesOfFreedom);
    }

    [Fact]
    public void Weights_and_offset_are_columns_by_name()
    {
        ModelFrame data = Days
            .With(FrameColumn.Numeric("w", Enumerable.Range(0, Days.RowCount).Select(row => 1.0 + (row % 3))))
            .With(FrameColumn.Numeric("known", Enumerable.Range(0, Days.RowCount).Select(row => row * 0.25)));
        LinearMixedModelFit beside = Assert.IsType<LinearMixedModelFit>(Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(data, weights: "W", offset: "known"));
        LinearMixedModelFit inside = Assert.IsType<LinearMixedModelFit>(Model.Parse("Reaction ~ Days + (1 | Subject) + offset(known)").Fit(data, weights: "w"));
        LinearMixedModelFit plain = Assert.IsType<LinearMixedModelFit>(Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(data));

        Assert.Equal(inside.Objective, beside.Objective);
        Assert.Equal(inside.Coefficients, beside.Coefficients);
        Assert.NotEqual(plain.Objective, beside.Objective);
        Assert.Equal(2.0, beside.Weights![1]);
    }

    [Theory]
    [InlineData("wieght", null, "LMM037")]
    [InlineData("Batch", null, "LMM038")]
    [InlineData(null, "Dys", "LMM025")]
    [InlineData(null, "Batch", "LMM031")]
    public void Weights_and_offsets_that_cannot_be_used_are_faults(string? weights, string? offset, string rule)
    {
        ModelFrame data = Days.With(FrameColumn.Text("Batch", Enumerable.Range(0, Days.RowCount).Select(row => $"b{row % 2}")));
        FormulaException fault = Assert.Throws<FormulaException>(() => Model.Parse("Reaction ~ 1 + (1 | Subject)").Bind(data, weights, offset));

        Assert.Equal(rule, Assert.Single(fault.Diagnostics).Rule.Id);
        Assert.Empty(fault.Diagnostics[0].Edits);
        Assert.Contains(weights ?? offset!, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dot_leaves_out_weights_and_offset()
    {
        ModelFrame data = Csv("y,a,b,w,o\n1,2,3,1,1\n2,5,1,2,1\n4,1,0,1,2\n3,3,3,2,5\n7,1,8,1,0");
        ModelFit fit = Model.Parse("y ~ .").Fit(data, weights: "w", offset: "o");

        Assert.Equal(["(Intercept)", "a", "b"], fit.Coefficients.Select(coefficient => coefficient.Name));
    }

    [Fact]
    public void Numbers_that_are_not_whole_can_group_rows()
    {
        ModelFrame data = new(
            FrameColumn.Numeric("y", Enumerable.Range(0, 60).Select(row => (row % 7) + (row % 5 * 0.7) + (row * row % 11))),
            FrameColumn.Numeric("dose", Enumerable.Range(0, 60).Select(row => row % 5 == 0 ? 10 : row % 5 / 2.0)));
        LinearMixedModelFit fit = Assert.IsType<LinearMixedModelFit>(Model.Parse("y ~ 1 + (1 | dose)").Fit(data));

        Assert.Equal(["0.5", "1", "1.5", "2", "10"], fit.RandomEffects("dose").Levels);
    }

    [Fact]
    public void Dates_are_factors_in_terms()
    {
        ModelFrame data = Csv("y,day\n1,2024-02-28\n2,2024-02-29\n4,2024-02-28\n3,2024-02-29\n7,2024-03-01\n8,2024-03-01");

        Assert.Equal(["(Intercept)", "day2024-02-29", "day2024-03-01"], Model.Parse("y ~ day").Fit(data).Coefficients.Select(coefficient => coefficient.Name));
    }

    [Fact]
    public void A_fit_predicts_rows_of_another_frame()
    {
        LinearMixedModelFit fit = Assert.IsType<LinearMixedModelFit>(Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(Days));
        ModelFrame rows = Csv("subject,days\n308,0\n999,2\n308,NA");

        double[] predicted = fit.Predict(rows, new PredictionOptions { NewLevels = NewLevels.UsePopulation });

        double intercept = fit.Coefficients["(Intercept)"].Estimate;
        Assert.Equal(intercept + fit.RandomEffects("Subject").Modes("308")["(Intercept)"].Value, predicted[0], 1e-10);
        Assert.Equal(intercept + (2 * fit.Coefficients["Days"].Estimate), predicted[1], 1e-10);
        Assert.True(double.IsNaN(predicted[2]));
        Assert.Equal(fit.FittedValues, fit.Predict(Days));
        Assert.Contains("999", Assert.Throws<ModelException>(() => fit.Predict(rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_to_predict_without_a_column_or_with_text_in_it_are_refused()
    {
        ModelFit fit = Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(Days);

        Assert.Contains("no column Days", Assert.Throws<ModelException>(() => fit.Predict(Csv("Subject\n308"))).Message, StringComparison.Ordinal);
        string message = Assert.Throws<ModelException>(() => fit.Predict(Csv("Subject,Days\n308,two"))).Message;
        Assert.Contains("line 2 of the stream holds 'two'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_a_column_of_numbers_is_told_by_its_line()
    {
        IEnumerable<string> lines = Enumerable.Range(0, 6000).Select(row => row == 4999 ? "abc,1" : $"{row}.5,{row % 7}");
        ModelFrame data = Csv("reaction,x\n" + string.Join("\n", lines));

        FormulaException fault = Assert.Throws<FormulaException>(() => Model.Parse("reaction ~ x").Fit(data));

        Assert.Equal("LMM034", Assert.Single(fault.Diagnostics).Rule.Id);
        Assert.Contains("reaction is text because line 5001 of the stream holds 'abc'; correct it", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decimal_comma_read_as_text_is_told_with_the_option()
        => Assert.Contains(
            "y is text because line 2 of the stream holds '1,5'; if its comma is a decimal one, set CsvOptions.DecimalComma",
            Assert.Throws<FormulaException>(() => Model.Parse("y ~ x").Fit(Csv("y;x\n1,5;1\n2,5;2"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_fit_can_be_cancelled()
        => Assert.Throws<OperationCanceledException>(() => Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(Days, cancellationToken: new CancellationToken(canceled: true)));

    private static ModelFrame Csv(string text) => Reading.Csv.Read(text);
}
