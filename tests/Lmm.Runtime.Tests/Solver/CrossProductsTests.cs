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
        CrossProducts sum = parts.Select(part => CrossProducts.Form(SumAgreement.Rows(design, part))).Aggregate(static (left, right) => left.Add(right));
        SumAgreement.Check(design, sum);
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
        CrossProducts first = CrossProducts.Form(SumAgreement.Rows(design, Enumerable.Range(0, 40).ToArray()));
        CrossProducts second = CrossProducts.Form(SumAgreement.Rows(design, Enumerable.Range(40, rows - 40).ToArray()));
        SumAgreement.Check(design, first.Add(second));
        SumAgreement.Check(design, second.Add(first));
    }

    [Fact]
    public void A_column_that_is_collinear_in_all_parts_stays_not_estimable()
    {
        ModelDesign plain = RandomDesigns.Build("one factor, intercept", 63, weighted: false);
        SketchColumn[] columns = plain.FixedEffects.Columns.Select((values, index) => new SketchColumn(plain.FixedEffects.ColumnNames[index], values)).ToArray();
        SketchColumn twice = new("twice", Array.ConvertAll(columns[1].Values, static value => 1 + (2 * value)));
        ModelDesign design = new DesignSketch("y", plain.Response.Values).Fixed([columns[0], columns[1], twice, columns[2]]).Random(plain.RandomTerms[0].Grouping, columns[0]).Build();
        CrossProducts sum = CrossProducts.Form(SumAgreement.Rows(design, Enumerable.Range(0, 25).ToArray())).Add(CrossProducts.Form(SumAgreement.Rows(design, Enumerable.Range(25, 35).ToArray())));
        SumAgreement.Check(design, sum);
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
        CrossProducts[] parts = [.. new[] { 0, 20, 40 }.Select(first => CrossProducts.Form(SumAgreement.Rows(design, Enumerable.Range(first, 20).ToArray())))];
        SumAgreement.Check(design, parts[0].Add(parts[1]).Add(parts[2]));
        SumAgreement.Check(design, parts[2].Add(parts[1].Add(parts[0])));
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
        CrossProducts first = CrossProducts.Form(SumAgreement.Rows(design, Enumerable.Range(0, half).ToArray()));
        CrossProducts second = CrossProducts.Form(SumAgreement.Rows(design, Enumerable.Range(half, rows - half).ToArray()));
        SumAgreement.CheckInStandardErrors(design, first.Add(second));
        SumAgreement.CheckInStandardErrors(design, second.Add(first));

        // Only the later rows are so: the weights of the first are large beside theirs, or small.
        ModelDesign mixed = Changed(row => row >= half);
        CrossProducts sum = CrossProducts.Form(SumAgreement.Rows(mixed, Enumerable.Range(0, half).ToArray())).Add(CrossProducts.Form(SumAgreement.Rows(mixed, Enumerable.Range(half, rows - half).ToArray())));
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
}
