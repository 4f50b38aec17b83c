using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>Cross-products are additive over disjoint sets of rows, and a fit needs nothing else.</summary>
public class CrossProductsTests
{
    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_fit_of_the_sum_of_parts_is_the_fit_of_the_whole(string shape)
    {
        ModelDesign design = RandomDesigns.Build(shape, 61, weighted: true);
        int rows = design.Rows.RowCount;
        int[][] parts = [.. Enumerable.Range(0, 3).Select(part => Enumerable.Range(0, rows).Where(row => row * 3 / rows == part).ToArray())];
        CrossProducts sum = parts.Select(part => CrossProducts.Form(Rows(design, part))).Aggregate(static (left, right) => left.Add(right));
        Compare(design, sum);
    }

    // The first part has one genotype only, so that its indicator is a constant there; the second has both.
    [Fact]
    public void A_part_that_lacks_a_level_of_a_fixed_factor_can_be_added()
    {
        ModelDesign plain = RandomDesigns.Build("one factor, two effects", 62, weighted: false);
        int rows = plain.Rows.RowCount;
        double[] late = Enumerable.Range(0, rows).Select(row => row < 40 ? 0.0 : row % 2).ToArray();
        double[] always = Enumerable.Range(0, rows).Select(row => row < 40 ? 1.0 : row % 3 == 0 ? 1 : 0).ToArray();
        SketchColumn[] columns = [.. plain.FixedEffects.Columns.Select((values, index) => new SketchColumn(plain.FixedEffects.ColumnNames[index], values)), new("late", late), new("always", always)];
        ModelDesign design = new DesignSketch("y", plain.Response.Values).Fixed(columns).Random(plain.RandomTerms[0].Grouping, columns[..2]).Build();
        CrossProducts first = CrossProducts.Form(Rows(design, Enumerable.Range(0, 40).ToArray()));
        CrossProducts second = CrossProducts.Form(Rows(design, Enumerable.Range(40, rows - 40).ToArray()));
        Compare(design, first.Add(second));
        Compare(design, second.Add(first));
    }

    [Fact]
    public void A_column_that_is_collinear_in_all_parts_stays_not_estimable()
    {
        ModelDesign plain = RandomDesigns.Build("one factor, intercept", 63, weighted: false);
        SketchColumn[] columns = plain.FixedEffects.Columns.Select((values, index) => new SketchColumn(plain.FixedEffects.ColumnNames[index], values)).ToArray();
        SketchColumn twice = new("twice", Array.ConvertAll(columns[1].Values, static value => 1 + (2 * value)));
        ModelDesign design = new DesignSketch("y", plain.Response.Values).Fixed([columns[0], columns[1], twice, columns[2]]).Random(plain.RandomTerms[0].Grouping, columns[0]).Build();
        CrossProducts sum = CrossProducts.Form(Rows(design, Enumerable.Range(0, 25).ToArray())).Add(CrossProducts.Form(Rows(design, Enumerable.Range(25, 35).ToArray())));
        Compare(design, sum);
        Assert.Equal(3, sum.FixedEffects.Rank);
    }

    // Each part has one batch, whose indicator is constant in it; a third part knows both.
    [Fact]
    public void A_column_that_is_constant_in_every_part_is_estimable_in_the_sum()
    {
        ModelDesign plain = RandomDesigns.Build("one factor, intercept", 64, weighted: false);
        SketchColumn[] columns = plain.FixedEffects.Columns.Select((values, index) => new SketchColumn(plain.FixedEffects.ColumnNames[index], values)).ToArray();
        SketchColumn batch = new("batch", Enumerable.Range(0, 60).Select(static row => row < 20 ? 0.0 : row < 40 ? 1 : row % 2).ToArray());
        ModelDesign design = new DesignSketch("y", plain.Response.Values).Fixed([columns[0], batch, columns[1]]).Random(plain.RandomTerms[0].Grouping, columns[0]).Build();
        CrossProducts[] parts = [.. new[] { 0, 20, 40 }.Select(first => CrossProducts.Form(Rows(design, Enumerable.Range(first, 20).ToArray())))];
        Compare(design, parts[0].Add(parts[1]).Add(parts[2]));
        Compare(design, parts[2].Add(parts[1].Add(parts[0])));
    }

    // The parts choose units of their own: weights, response and a slope's column are far from one in the second part, or in both.
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1e-30, 1e-70, 1e80)]
    [InlineData(1e12, 1e70, 1e-80)]
    public void Parts_in_different_units_can_be_added(double weightUnit, double responseUnit, double columnUnit)
    {
        ModelDesign plain = RandomDesigns.Build("one factor, two effects", 65, weighted: true);
        int rows = plain.Rows.RowCount;
        int half = rows / 2;
        ModelDesign design = Changed(_ => true);
        CrossProducts first = CrossProducts.Form(Rows(design, Enumerable.Range(0, half).ToArray()));
        CrossProducts second = CrossProducts.Form(Rows(design, Enumerable.Range(half, rows - half).ToArray()));
        CompareInStandardErrors(design, first.Add(second));
        CompareInStandardErrors(design, second.Add(first));

        // Only the later rows are so: the weights of the first are large beside theirs, or small.
        ModelDesign mixed = Changed(row => row >= half);
        CrossProducts sum = CrossProducts.Form(Rows(mixed, Enumerable.Range(0, half).ToArray())).Add(CrossProducts.Form(Rows(mixed, Enumerable.Range(half, rows - half).ToArray())));
        Assert.Equal(CrossProducts.Form(mixed).RowCount, sum.RowCount);
        double expected = mixed.Weights!.Sum(Math.Log);
        Assert.Equal(expected, sum.LogWeightSum + (2 * rows * sum.Units.RootWeight * Math.Log(2)), 1e-9 * Math.Abs(expected));
        Assert.Equal(1, Math.ScaleB(sum.TotalWeight, 2 * sum.Units.RootWeight) / mixed.Weights!.Sum(), 1e-12);

        ModelDesign Changed(Predicate<int> isChanged)
        {
            double[] Times(double[] values, double unit) => values.Select((value, row) => isChanged(row) ? value * unit : value).ToArray();
            ModelMatrix In(ModelMatrix matrix) => matrix with { Columns = matrix.Columns.Select((column, index) => index == 1 ? Times(column, columnUnit) : column).ToArray() };
            return new ModelDesign(
                plain.Rows,
                new NumericColumn("y", Times(plain.Response.Values, responseUnit)),
                Times(plain.Weights!, weightUnit),
                plain.Offset is null ? null : Times(plain.Offset, responseUnit),
                In(plain.FixedEffects),
                [plain.RandomTerms[0] with { Matrix = In(plain.RandomTerms[0].Matrix) }]);
        }
    }

    [Fact]
    public void Cross_products_of_different_models_are_refused()
    {
        CrossProducts first = CrossProducts.Form(RandomDesigns.Build("one factor, intercept", 1, weighted: false));
        CrossProducts second = CrossProducts.Form(RandomDesigns.Build("one factor, two effects", 1, weighted: false));
        Assert.Throws<ModelException>(() => first.Add(second));
    }

    private static void CompareInStandardErrors(ModelDesign design, CrossProducts sum)
    {
        MixedModelSolution whole = DesignSolver.Solve(design, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);
        MixedModelSolution added = DesignSolver.Solve(sum, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);
        Assert.Equal(whole.Objective, added.Objective, 1e-12 * (Math.Abs(whole.Objective) + 1e4));
        Assert.Equal(1, added.Sigma / whole.Sigma, 1e-8);
        for (int column = 0; column < whole.Beta.Length; column++)
        {
            double error = whole.CoefficientCovariance.StandardDeviation(column);
            Assert.Equal(whole.Beta[column] / error, added.Beta[column] / error, 1e-7);
            Assert.Equal(1, added.CoefficientCovariance.StandardDeviation(column) / error, 1e-7);
        }
    }

    private static void Compare(ModelDesign design, CrossProducts sum)
    {
        MixedModelSolution whole = DesignSolver.Solve(design, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);
        MixedModelSolution added = DesignSolver.Solve(sum, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);
        Assert.Equal(whole.Objective, added.Objective, 1e-9);
        Assert.Equal(whole.Sigma, added.Sigma, 1e-9);
        for (int row = 0; row < whole.Beta.Length; row++)
        {
            Assert.Equal(double.IsNaN(whole.Beta[row]), double.IsNaN(added.Beta[row]));
            if (!double.IsNaN(whole.Beta[row]))
            {
                Assert.Equal(whole.Beta[row], added.Beta[row], 1e-8);
                Assert.Equal(whole.BetaCovariance[row, row], added.BetaCovariance[row, row], 1e-8 * Math.Max(1, whole.BetaCovariance[row, row]));
            }
        }

        // Levels stand in another order in the sum.
        for (int term = 0; term < whole.RandomTerms.Length; term++)
        {
            FactorColumn factor = design.RandomTerms[term].Grouping;
            string[] levels = sum.Factors[sum.Terms[term].Factor].Levels;
            int k = design.RandomTerms[term].Matrix.ColumnCount;
            for (int level = 0; level < levels.Length; level++)
            {
                int place = Array.IndexOf(factor.Levels, levels[level]);
                for (int effect = 0; effect < k; effect++)
                {
                    Assert.Equal(whole.RandomTerms[term].Modes[(place * k) + effect], added.RandomTerms[term].Modes[(level * k) + effect], 1e-6);
                }
            }
        }
    }

    // A part knows only the levels that occur in it.
    private static ModelDesign Rows(ModelDesign design, int[] rows)
    {
        T[] Take<T>(T[] values) => Array.ConvertAll(rows, row => values[row]);
        ModelMatrix TakeAll(ModelMatrix matrix) => matrix with { Columns = Array.ConvertAll(matrix.Columns, Take) };
        FactorColumn TakeFactor(FactorColumn factor)
        {
            int[] codes = Take(factor.Codes);
            int[] used = codes.Distinct().Order().ToArray();
            return new FactorColumn(factor.Name, Array.ConvertAll(codes, code => Array.IndexOf(used, code)), Array.ConvertAll(used, code => factor.Levels[code]));
        }

        return new ModelDesign(
            new CompleteCases { ModelName = design.Rows.ModelName, Formula = design.Rows.Formula, RowCount = rows.Length },
            new NumericColumn(design.Response.Name, Take(design.Response.Values)),
            design.Weights is null ? null : Take(design.Weights),
            design.Offset is null ? null : Take(design.Offset),
            TakeAll(design.FixedEffects),
            Array.ConvertAll(design.RandomTerms, term => new RandomEffectsDesign(TakeFactor(term.Grouping), TakeAll(term.Matrix), term.Covariance)));
    }
}
