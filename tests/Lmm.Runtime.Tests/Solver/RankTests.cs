using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>Collinear and nearly collinear columns of X.</summary>
public class RankTests
{
    [Fact]
    public void Of_collinear_columns_the_later_one_is_not_estimable_and_the_rest_is_fitted_as_without_it()
    {
        (ModelDesign design, SketchColumn[] x) = Base();
        double[] sum = Combine(x, 2, -3, 0.5);
        MixedModelSolution full = Fit(With(design, [x[0], x[1], x[2], new("sum", sum), x[3]]));
        MixedModelSolution reduced = Fit(With(design, x));

        Assert.Equal(4, full.Rank);
        Assert.True(double.IsNaN(full.Beta[3]));
        Assert.True(double.IsNaN(full.BetaCovariance[3, 3]) && double.IsNaN(full.BetaCovariance[3, 0]));
        Assert.Equal(reduced.Objective, full.Objective, 1e-9);
        Assert.Equal(reduced.Beta[1], full.Beta[1], 1e-9);
        Assert.Equal(reduced.Beta[3], full.Beta[4], 1e-9);
        Assert.Equal(reduced.BetaCovariance[3, 1], full.BetaCovariance[4, 1], 1e-9);
    }

    [Fact]
    public void A_full_set_of_indicators_beside_an_intercept_loses_its_last()
    {
        (ModelDesign design, SketchColumn[] x) = Base();
        FactorColumn factor = new("f", Enumerable.Range(0, design.Rows.RowCount).Select(static row => row * 7 % 3).ToArray(), ["a", "b", "c"]);
        MixedModelSolution full = Fit(With(design, [x[0], .. DesignSketch.Indicators(factor)]));
        Assert.Equal([false, false, false, true], Array.ConvertAll(full.Beta, double.IsNaN));
    }

    [Fact]
    public void A_second_constant_column_and_a_column_of_zeros_are_not_estimable()
    {
        (ModelDesign design, SketchColumn[] x) = Base();
        int rows = design.Rows.RowCount;
        MixedModelSolution full = Fit(With(design, [x[0], new("three", Enumerable.Repeat(3.0, rows).ToArray()), x[1], new("zero", new double[rows])]));
        Assert.Equal([false, true, false, true], Array.ConvertAll(full.Beta, double.IsNaN));
    }

    // The columns that the last one is a combination of do not stand side by side.
    [Fact]
    public void A_column_behind_another_that_is_not_estimable_is_judged_by_those_that_are()
    {
        (ModelDesign design, SketchColumn[] x) = Base();
        MixedModelSolution full = Fit(With(design, [x[0], x[1], new("twice", Combine(x, 0, 2, 0)), x[2], new("sum", Combine(x, 0, 1, 3)), x[3]]));
        Assert.Equal([false, false, true, false, true, false], Array.ConvertAll(full.Beta, double.IsNaN));
        Assert.Equal(Fit(With(design, x)).Objective, full.Objective, 1e-9);
    }

    // The part of the fourth column that is new is 1e-5 of it: estimable, and to be estimated with all digits that the data allow.
    [Fact]
    public void Nearly_collinear_columns_are_estimated_to_the_digits_that_the_data_allow()
    {
        (ModelDesign design, SketchColumn[] x) = Base();
        double[] near = Array.ConvertAll(Combine(x, 0, 1, 0), static value => value);
        for (int row = 0; row < near.Length; row++)
        {
            near[row] += 1e-5 * x[2].Values[row];
        }

        MixedModelSolution nearly = Fit(With(design, [x[0], x[1], new("near", near)]));
        MixedModelSolution plain = Fit(With(design, x[..3]));
        Assert.Equal(3, nearly.Rank);
        Assert.Equal(plain.Objective - (2 * Math.Log(1e-5) * -1), nearly.Objective, 1e-7);

        // near = x + 1e-5 z, so β_near = 1e5 β_z and β_x = β_x' − β_near. Values about 5 are rounded to 4e-16, which is 4e-11 in z; with z
        // about 0.1 and residuals about 1 that is 2e-8 of a coefficient of 0.06, a row standing for √60.
        Assert.Equal(plain.Beta[2] * 1e5, nearly.Beta[2], Math.Abs(plain.Beta[2] * 1e5) * 5e-8);
        Assert.Equal(plain.Beta[1] - nearly.Beta[2], nearly.Beta[1], Math.Abs(nearly.Beta[1]) * 5e-8);
        Assert.Equal(plain.BetaCovariance[2, 2] * 1e10, nearly.BetaCovariance[2, 2], plain.BetaCovariance[2, 2] * 1e10 * 1e-7);
    }

    [Fact]
    public void A_difference_of_a_hundred_millionth_is_collinear()
    {
        (ModelDesign design, SketchColumn[] x) = Base();
        double[] near = Combine(x, 0, 1, 1e-8);
        Assert.Equal(2, Fit(With(design, [x[0], x[1], new("near", near)])).Rank);
    }

    [Fact]
    public void Without_an_intercept_nothing_is_centred_and_indicators_are_estimable()
    {
        (ModelDesign design, _) = Base();
        FactorColumn factor = new("f", Enumerable.Range(0, design.Rows.RowCount).Select(static row => row * 7 % 3).ToArray(), ["a", "b", "c"]);
        SketchColumn one = DesignSketch.One(design.Rows.RowCount);
        MixedModelSolution indicators = Fit(With(design, DesignSketch.Indicators(factor)));
        MixedModelSolution contrasts = Fit(With(design, [one, .. DesignSketch.Contrasts(factor)]));
        Assert.Equal(3, indicators.Rank);
        Assert.Equal(contrasts.Beta[0], indicators.Beta[0], 1e-9);
        Assert.Equal(contrasts.Beta[0] + contrasts.Beta[2], indicators.Beta[2], 1e-9);
    }

    // Powers of two, so that nothing but the size changes: squares of the columns, and of the standard errors, overflow or underflow.
    [Theory]
    [InlineData(531)]
    [InlineData(665)]
    [InlineData(-665)]
    public void Columns_whose_squares_overflow_or_underflow_are_estimated(int exponent)
    {
        (ModelDesign design, SketchColumn[] x) = Base();
        SketchColumn[] scaled = [x[0], new("x", Array.ConvertAll(x[1].Values, value => Math.ScaleB(value, exponent))), x[2]];
        foreach (int columns in (int[])[2, 3])
        {
            ModelDesign plain = With(design, x[..columns]);
            MixedModelSolution expected = Fit(plain);
            MixedModelSolution solution = Fit(With(design, scaled[..columns]));
            Assert.Equal(columns, solution.Rank);
            Assert.Equal(expected.Sigma, solution.Sigma, 1e-12 * expected.Sigma);
            Assert.Equal(expected.Beta[1], Math.ScaleB(solution.Beta[1], exponent), 1e-11 * Math.Abs(expected.Beta[1]));
            Assert.Equal(expected.CoefficientCovariance.StandardDeviation(1), Math.ScaleB(solution.CoefficientCovariance.StandardDeviation(1), exponent), 1e-11 * expected.CoefficientCovariance.StandardDeviation(1));
            Assert.Equal(expected.CoefficientCovariance.StandardDeviation(0), solution.CoefficientCovariance.StandardDeviation(0), 1e-11 * expected.CoefficientCovariance.StandardDeviation(0));

            var workspace = new FitWorkspace(With(design, scaled[..columns]));
            workspace.Refit(design.Response.Values);
            Assert.Equal(Enumerable.Range(0, columns).Select(solution.CoefficientCovariance.StandardDeviation), workspace.StandardErrors.ToArray());
        }
    }

    [Fact]
    public void A_model_without_fixed_effects_is_fitted()
    {
        (ModelDesign design, _) = Base();
        MixedModelSolution solution = Fit(With(design, []));
        Assert.True(solution.Convergence.Converged);
        Assert.Empty(solution.Beta);
        Assert.Equal(0, solution.Rank);
    }

    private static (ModelDesign Design, SketchColumn[] Columns) Base()
    {
        ModelDesign design = RandomDesigns.Build("one factor, intercept", 31, weighted: false);
        return (design, design.FixedEffects.Columns.Select((values, index) => new SketchColumn(design.FixedEffects.ColumnNames[index], values)).ToArray());
    }

    private static ModelDesign With(ModelDesign design, SketchColumn[] columns)
        => new DesignSketch("y", design.Response.Values).Fixed(columns).Random(design.RandomTerms[0].Grouping, DesignSketch.One(design.Rows.RowCount)).Build();

    private static double[] Combine(SketchColumn[] x, double one, double first, double second)
        => Enumerable.Range(0, x[0].Values.Length).Select(row => one + (first * x[1].Values[row]) + (second * x[2].Values[row])).ToArray();

    private static MixedModelSolution Fit(ModelDesign design)
        => DesignSolver.Solve(design, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);
}
