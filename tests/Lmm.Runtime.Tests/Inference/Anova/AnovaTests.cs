namespace Lmm.Tests.Inference.Anova;

/// <summary>Analyses of variance held to themselves: other codings, other ways to the same numbers, and what data lack.</summary>
public class AnovaTests
{
    private static readonly IReadOnlyDictionary<string, AnovaModel> Models = AnovaModel.Read("inference-dense.json");

    private static readonly ModelFrame Unbalanced = Data("unbalanced");

    public static TheoryData<string> ModelsWithFactors => [.. Models.Values.Where(static model => model.Anova.Any() && model.HasFixedFactors && !model.IsCoded).Select(static model => model.Name)];

    [Theory]
    [MemberData(nameof(ModelsWithFactors))]
    public void Type_three_does_not_depend_on_contrasts(string name)
    {
        AnovaModel model = Models[name];
        foreach (DegreesOfFreedomMethod method in new[] { DegreesOfFreedomMethod.Satterthwaite, DegreesOfFreedomMethod.KenwardRoger, DegreesOfFreedomMethod.Normal })
        {
            AnovaTable treatment = model.Recoded(ContrastCoding.Treatment).Tests.With(method).Anova();
            foreach (ContrastCoding coding in Enum.GetValues<ContrastCoding>())
            {
                AnovaTable table = model.Recoded(coding).Tests.With(method).Anova();
                foreach ((AnovaRow expected, AnovaRow actual) in treatment.Rows.Zip(table.Rows))
                {
                    Assert.Equal((expected.Term, expected.NumeratorDegreesOfFreedom, expected.IsEstimable), (actual.Term, actual.NumeratorDegreesOfFreedom, actual.IsEstimable));
                    Assert.True(!expected.IsEstimable || Math.Abs(actual.F - expected.F) <= 1e-10 * expected.F, $"{coding} {expected} {actual}");
                    Assert.True(expected.DenominatorDegreesOfFreedom is not { } degrees || Math.Abs(actual.DenominatorDegreesOfFreedom!.Value - degrees) <= 1e-8 * degrees, $"{coding} {expected} {actual}");
                }
            }
        }
    }

    // Of the second, the only column is zero, and is left out.
    [Theory]
    [InlineData("y ~ 0 + (1 | g)", 0)]
    [InlineData("y ~ 0 + nothing + (1 | g)", 1)]
    [InlineData("y ~ 1 + (1 | g)", 0)]
    public void Models_without_terms_that_the_data_can_tell_have_tables(string formula, int terms)
    {
        ModelFit fit = Model.Parse(formula).Fit(new ModelFrame(
            FrameColumn.Numeric("y", Enumerable.Range(0, 60).Select(static row => (row * 37 % 11) + (2.0 * (row / 10)) - 9)),
            FrameColumn.Numeric("nothing", Enumerable.Repeat(0.0, 60)),
            FrameColumn.Text("g", Enumerable.Range(0, 60).Select(static row => $"g{row / 10}"))));

        foreach (AnovaType type in Enum.GetValues<AnovaType>())
        {
            foreach (DegreesOfFreedomMethod method in new[] { DegreesOfFreedomMethod.Satterthwaite, DegreesOfFreedomMethod.Normal, DegreesOfFreedomMethod.None })
            {
                AnovaTable table = fit.Tests.With(method).Anova(type);

                Assert.Equal(terms, table.Rows.Count);
                Assert.All(table.Rows, static row => Assert.False(row.IsEstimable));
                Assert.NotEmpty(table.ToString());
            }
        }
    }

    // R 4.2.2: anova(lm(...)), whose sums are falls of the residual sum of squares.
    [Theory]
    [InlineData("a + x + a:x")]
    [InlineData("poly(x, 3) * a + b")]
    [InlineData("ns(x, df = 3) + a:x + b")]
    [InlineData("I(x > 0) * a + b")]
    [InlineData("0 + a + x:b")]
    [InlineData("a:x + b")]
    [InlineData("b + a:b + offset(o)")]
    [InlineData("x + I(2 * x) + a * b")]
    public void Type_one_is_the_fall_of_the_residual_sum_of_squares(string terms)
    {
        foreach (string? weights in new[] { null, "w" })
        {
            ModelFit full = Model.Parse($"y ~ {terms}").Bind(Unbalanced, weights).Fit();
            AnovaTable table = full.Tests.Anova(AnovaType.I);
            string before = terms.StartsWith("0 + ", StringComparison.Ordinal) ? "0" : "1";
            string offset = terms.Contains("offset", StringComparison.Ordinal) ? " + offset(o)" : "";
            for (int row = 0; row < table.Rows.Count; row++)
            {
                string after = $"{before} + {table.Rows[row].Term}";
                AnovaRow test = table.Rows[row];
                if (test.IsEstimable)
                {
                    double expected = Squares(before + offset, weights) - Squares(after + offset, weights);
                    Assert.Equal(expected, test.SumOfSquares, 1e-9 * Squares("1", weights));
                    Assert.Equal(expected / test.NumeratorDegreesOfFreedom / (full.Sigma * full.Sigma), test.F, 1e-8 * test.F);
                }

                before = after;
            }

            Assert.Equal(Squares(before + offset, weights), table.Residuals!.SumOfSquares, 1e-10 * table.Residuals.SumOfSquares);
        }
    }

    [Theory]
    [InlineData("a * b + x", "b", "1 + a + x", "1 + a + x + b")]
    [InlineData("a * x", "a", "1 + x + a:x", "1 + a + x + a:x")]
    [InlineData("a * b * x", "b:x", "1 + a + x + b + a:b + a:x", "1 + a + x + b + a:b + a:x + b:x")]
    [InlineData("poly(x, 2) * b", "b", "1 + poly(x, 2) + poly(x, 2):b", "1 + poly(x, 2) + b + poly(x, 2):b")]
    public void Type_two_adjusts_for_all_terms_that_do_not_contain_the_term(string terms, string term, string reduced, string full)
    {
        AnovaRow test = Model.Parse($"y ~ {terms}").Fit(Unbalanced).Tests.Anova(AnovaType.II)[term];

        Assert.Equal(Squares(reduced, null) - Squares(full, null), test.SumOfSquares, 1e-9);
    }

    [Fact]
    public void Weights_take_part_in_types_one_and_two_of_mixed_models()
    {
        ModelFit fit = Models["crossed-weights"].Fit;
        ModelMatrix matrix = fit.Design.FixedEffects;
        double[] weights = fit.Design.Weights!;
        double[,] factor = Cholesky(matrix, weights);
        AnovaTable table = fit.Tests.Anova(AnovaType.I);
        foreach (AnovaRow row in table.Rows)
        {
            int[] columns = [.. Enumerable.Range(0, matrix.ColumnCount).Where(column => matrix.Terms[matrix.TermOf(column)] == row.Term)];
            var functions = new double[columns.Length, matrix.ColumnCount];
            for (int index = 0; index < columns.Length; index++)
            {
                for (int column = columns[index]; column < matrix.ColumnCount; column++)
                {
                    functions[index, column] = factor[column, columns[index]] / factor[columns[index], columns[index]];
                }
            }

            WaldTest expected = fit.Tests.Hypotheses(Matrix.Of(functions)).Joint;
            Assert.Equal(expected.F, row.F, 1e-9 * expected.F);
            Assert.Equal(expected.DenominatorDegreesOfFreedom!.Value, row.DenominatorDegreesOfFreedom!.Value, 1e-7 * row.DenominatorDegreesOfFreedom.Value);
        }
    }

    [Fact]
    public void Missing_cells_are_named_and_what_is_left_is_tested()
    {
        AnovaTable table = Models["empty-cell"].Fit.Tests.Anova();

        Assert.Equal([2, 1, 1, 1], table.Rows.Select(static row => row.NumeratorDegreesOfFreedom));
        Assert.Equal(["No row has ahigh:bq: of a, b and a:b what can be estimated is tested."], table.Notes);
        Assert.Equal(["No row has ahigh:bq: of a:b what can be estimated is tested."], Models["empty-cell"].Fit.Tests.Anova(AnovaType.I).Notes);
        Assert.Equal(table.Notes, Models["empty-cell-sum"].Fit.Tests.Anova().Notes);
    }

    [Theory]
    [InlineData(AnovaType.I)]
    [InlineData(AnovaType.II)]
    [InlineData(AnovaType.III)]
    public void What_cannot_be_estimated_says_why_and_the_others_are_tested(AnovaType type)
    {
        AnovaTable table = Models["random-aliased"].Fit.Tests.Anova(type);

        Assert.Equal(["x", "x2", "h", "f", "h:f"], table.Rows.Select(static row => row.Term));
        Assert.Equal([true, false, true, true, false], table.Rows.Select(static row => row.IsEstimable));
        Assert.Equal("x2 is a combination of (Intercept) and x", table["x2"].NotEstimable);
        Assert.Equal("no row has hq:fa, hp:fb and hp:fc", table["h:f"].NotEstimable);
        Assert.Equal((0, double.NaN, double.NaN), (table["x2"].NumeratorDegreesOfFreedom, table["x2"].F, table["x2"].PValue));
        Assert.Equal("x2: not estimable, x2 is a combination of (Intercept) and x", $"{table["x2"]}");
        Assert.Equal(["fc is a combination of hq and fb, and left out."], table.Notes);
        Assert.Contains("x2 is not estimable: x2 is a combination of (Intercept) and x.\n", table.ToString(), StringComparison.Ordinal);
    }

    // R 4.2.2, lmerTest 3.1-3: anova(lmer(angle ~ recipe * temperature + (1 | recipe:replicate), cake)); blanks at ends of lines left out.
    [Fact]
    public void Tables_have_the_layout_of_lmerTest()
        => Assert.Equal(
            """
            Type III Analysis of Variance Table with Satterthwaite's method

                                Sum Sq Mean Sq NumDF DenDF F value Pr(>F)
            recipe               10.19    5.09     2    42  0.2488 0.7809
            temperature        2100.30  420.06     5   210 20.5199 <2e-16 ***
            recipe:temperature  205.98   20.60    10   210  1.0062 0.4393
            ---
            Signif. codes:  0 ‘***’ 0.001 ‘**’ 0.01 ‘*’ 0.05 ‘.’ 0.1 ‘ ’ 1

            """.ReplaceLineEndings("\n"),
            Models["cake"].Fit.Tests.Anova().ToString());

    // R 4.2.2: anova(lm(y ~ a * x + a * b, unbalanced)).
    [Fact]
    public void Tables_of_linear_models_have_the_layout_of_R()
        => Assert.Equal(
            """
            Type I Analysis of Variance Table

            Response: y
                      Df  Sum Sq Mean Sq F value    Pr(>F)
            a          2   7.004  3.5022  2.1849  0.118621
            x          1  26.831 26.8306 16.7387 9.555e-05 ***
            b          1  12.113 12.1132  7.5570  0.007268 **
            a:x        2   4.979  2.4893  1.5530  0.217418
            a:b        2   2.817  1.4083  0.8786  0.419015
            Residuals 87 139.453  1.6029
            ---
            Signif. codes:  0 ‘***’ 0.001 ‘**’ 0.01 ‘*’ 0.05 ‘.’ 0.1 ‘ ’ 1

            """.ReplaceLineEndings("\n"),
            Model.Parse("y ~ a * x + a * b").Fit(Unbalanced).Tests.Anova(AnovaType.I).ToString());

    [Fact]
    public void Normal_method_has_no_denominator_and_none_no_p_value()
    {
        FixedEffectsTests tests = Models["cake"].Fit.Tests;
        AnovaRow satterthwaite = tests.Anova()["recipe"];
        AnovaRow normal = tests.With(DegreesOfFreedomMethod.Normal).Anova()["recipe"];
        AnovaRow none = tests.With(DegreesOfFreedomMethod.None).Anova()["recipe"];

        Assert.Equal((satterthwaite.F, null, null), (normal.F, normal.DenominatorDegreesOfFreedom, none.DenominatorDegreesOfFreedom));
        Assert.Equal((satterthwaite.F, (double?)null), (none.F, none.PValue));
        Assert.Equal(Math.Exp(-normal.F), normal.PValue!.Value, 1e-12);
    }

    [Fact]
    public void Sum_of_squares_leaves_the_factor_of_Kenward_and_Roger_out()
    {
        AnovaRow row = Models["machines-slopes"].Fit.Tests.With(DegreesOfFreedomMethod.KenwardRoger).Anova()["Machine"];
        double sigma = Models["machines-slopes"].Fit.Sigma;

        Assert.True(row.F * sigma * sigma < 0.9 * row.MeanSquare);
        Assert.Equal(row.MeanSquare * 2, row.SumOfSquares);
    }

    [Fact]
    public void Fits_from_cross_products_are_analysed_like_those_of_rows()
    {
        AnovaModel model = Models["unbalanced-helmert"];
        ModelFit sums = LinearMixedModel.Fit(CrossProducts.Form(model.Fit.Design));
        foreach (AnovaType type in Enum.GetValues<AnovaType>())
        {
            foreach ((AnovaRow expected, AnovaRow actual) in model.Fit.Tests.Anova(type).Rows.Zip(sums.Tests.Anova(type).Rows))
            {
                Assert.Equal(expected.F, actual.F, 1e-9 * expected.F);
            }
        }
    }

    [Fact]
    public void Terms_of_many_columns_are_tested_like_others()
    {
        var frame = ModelFrame.From(Enumerable.Range(0, 400).Select(static row => new Cell(Math.Sin(row * row), $"l{row % 83}", Math.Cos(row))));
        var full = (LinearModelFit)Model.Parse("y ~ x + f").Fit(frame);
        var test = FTest.Compare((LinearModelFit)Model.Parse("y ~ x").Fit(frame), full);

        Assert.All(Enum.GetValues<AnovaType>(), type =>
        {
            AnovaRow row = full.Tests.Anova(type)["f"];
            Assert.Equal((82, test.F, test.PValue, test.SumOfSquares), (row.NumeratorDegreesOfFreedom, row.F, row.PValue!.Value, row.SumOfSquares), (left, right) =>
                left.Item1 == right.Item1 && Math.Abs(left.Item2 - right.Item2) < 1e-10 && Math.Abs(left.Item3 - right.Item3) < 1e-10 && Math.Abs(left.Item4 - right.Item4) < 1e-9);
        });
    }

    [Fact]
    public void Functions_whose_variances_differ_by_many_orders_are_all_tested()
    {
        var frame = ModelFrame.From(Enumerable.Range(0, 60).Select(static row => new Cell(Math.Sin(row * row), $"l{row % 4}", row * 50.0)));
        var full = (LinearModelFit)Model.Parse("y ~ f + poly(x, 3, raw = TRUE)").Fit(frame);
        var test = FTest.Compare((LinearModelFit)Model.Parse("y ~ f").Fit(frame), full);

        Assert.All(Enum.GetValues<AnovaType>(), type =>
        {
            AnovaRow row = full.Tests.Anova(type).Rows[1];
            Assert.Equal(3, row.NumeratorDegreesOfFreedom);
            Assert.Equal(test.F, row.F, 1e-7 * test.F);
        });
    }

    // The references have -4.09 degrees of freedom here, which no F distribution has.
    [Fact]
    public void Kenward_and_Roger_without_a_distribution_have_no_p_value()
    {
        ModelFit fit = Models["random-singular-slope"].Fit;
        int count = fit.Coefficients.Count;
        var identity = new double[count, count];
        double[] values = [.. fit.Coefficients.Select(static coefficient => FirstDigit(coefficient.Estimate))];
        for (int row = 0; row < count; row++)
        {
            identity[row, row] = 1;
        }

        WaldTest test = fit.Tests.With(DegreesOfFreedomMethod.KenwardRoger).Hypotheses(Matrix.Of(identity), values).Joint;

        Assert.Equal(-4.09, test.DenominatorDegreesOfFreedom!.Value, 1e-2);
        Assert.Equal(double.NaN, test.PValue);
    }

    [Fact]
    public void Intercept_alone_has_no_terms()
    {
        AnovaTable table = Models["dyestuff"].Fit.Tests.Anova();

        Assert.Empty(table.Rows);
        Assert.StartsWith("Type III Analysis of Variance Table", table.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_without_terms_are_refused()
    {
        ModelDesign design = Models["sleepstudy"].Fit.Design;
        ModelMatrix columns = new([.. design.FixedEffects.Columns], [.. design.FixedEffects.Names], [0, 1], ["a", "b"]);
        LinearMixedModelFit fit = LinearMixedModel.Fit(new ModelDesign(design.Rows, design.Response, null, null, columns, design.RandomTerms));

        Assert.Equal(LmmErrorCode.NotAvailable, Assert.Throws<ModelException>(() => fit.Tests.Anova()).Code);
    }

    [Fact]
    public void Unknown_terms_are_refused()
    {
        ModelException fault = Assert.Throws<ModelException>(() => Models["cake"].Fit.Tests.Anova()["recipes"]);

        Assert.Equal(LmmErrorCode.NoSuchResult, fault.Code);
        Assert.Contains("there is no term 'recipes'; there are 'recipe', 'temperature', 'recipe:temperature'.", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Models["cake"].Fit.Tests.Anova((AnovaType)3));
    }

    private static ModelFrame Data(string name) => ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", name + ".csv"));

    private static double Squares(string terms, string? weights)
    {
        if (terms != "0")
        {
            return ((LinearModelFit)Model.Parse($"y ~ {terms}").Bind(Unbalanced, weights).Fit()).ResidualSumOfSquares;
        }

        ModelDesign design = Model.Parse("y ~ 1").Bind(Unbalanced, weights).BuildDesign();
        return design.Response.Values.Select((value, row) => value * value * (design.Weights?[row] ?? 1)).Sum();
    }

    private static double FirstDigit(double value)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))));
        return Math.Round(value / unit) * unit;
    }

    private static double[,] Cholesky(ModelMatrix matrix, double[] weights)
    {
        int count = matrix.ColumnCount;
        var factor = new double[count, count];
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = matrix.Column(row).Select((value, index) => value * weights[index] * matrix.Column(column)[index]).Sum();
                for (int inner = 0; inner < column; inner++)
                {
                    sum -= factor[row, inner] * factor[column, inner];
                }

                factor[row, column] = row == column ? Math.Sqrt(sum) : sum / factor[column, column];
            }
        }

        return factor;
    }

    private sealed record Cell(double Y, string F, double X);
}
