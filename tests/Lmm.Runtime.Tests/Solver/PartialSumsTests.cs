using Lmm.Formula.Binding;

namespace Lmm.Tests.Solver;

/// <summary>Parts that differ in all that parts of one data set may differ in: the fit of their sum is that of all rows.</summary>
public class PartialSumsTests
{
    private static readonly string[] SeveralFactors =
        ["crossed intercepts", "crossed, vectors in both", "three crossed", "nested", "nested, vectors in both", "nested and crossed", "same levels in two factors"];

    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    public static TheoryData<string> ShapesOfSeveralFactors => new(SeveralFactors);

    // The first part lacks the last levels of the first factor, the second the first ones; the middle ones are in both.
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Levels_that_only_one_part_has_are_taken_over(string shape)
    {
        ModelDesign design = RandomDesigns.Build(shape, 101, weighted: false);
        FactorColumn factor = design.RandomTerms[0].Grouping;
        int third = Math.Max(1, factor.Levels.Length / 3);
        SumAgreement.CheckParts(design, row => factor.Codes[row] < third ? 0 : factor.Codes[row] >= 2 * third ? 1 : row % 2);
    }

    // The levels come in another order, so that a place in one part is another level's in the other.
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Levels_in_another_order_are_matched_by_name(string shape)
    {
        ModelDesign design = RandomDesigns.Build(shape, 102, weighted: true);
        int[] even = [.. Enumerable.Range(0, design.Rows.RowCount).Where(static row => row % 2 == 0)];
        int[] odd = [.. Enumerable.Range(0, design.Rows.RowCount).Where(static row => row % 2 == 1)];
        ModelDesign second = SumAgreement.Rows(design, odd);
        ModelDesign turned = new(second.Rows, second.Response, second.Weights, second.Offset, second.FixedEffects, Array.ConvertAll(second.RandomTerms, static term => term with { Grouping = Turned(term.Grouping) }));
        SumAgreement.Check(design, CrossProducts.Form(SumAgreement.Rows(design, even)).Add(CrossProducts.Form(turned)));
        SumAgreement.Check(design, CrossProducts.Form(turned).Add(CrossProducts.Form(SumAgreement.Rows(design, even))));
    }

    // The factor with more levels in one part has fewer in the other, so that the blocks between them lie the other way.
    [Theory]
    [MemberData(nameof(ShapesOfSeveralFactors))]
    public void Blocks_between_factors_are_added_whichever_factor_has_more_levels_in_a_part(string shape)
    {
        ModelDesign design = RandomDesigns.Build(shape, 103, weighted: false);
        int[] codes = design.RandomTerms[0].Grouping.Codes;
        SumAgreement.CheckParts(design, row => codes[row] < 2 ? 0 : 1);
        SumAgreement.CheckParts(design, row => design.RandomTerms[1].Grouping.Codes[row] < 2 ? 0 : 1);
    }

    // Mean, spread and correlation of the columns differ between the parts, and with them their working coordinates.
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Parts_whose_columns_lie_elsewhere_can_be_added(string shape)
    {
        ModelDesign plain = RandomDesigns.Build(shape, 104, weighted: true);
        int rows = plain.Rows.RowCount;
        int half = rows / 2;
        var random = new Random(104);
        double[] y = [.. plain.Response.Values.Select((value, row) => row < half ? value : (2 * value) + 40)];
        ModelDesign design = WithColumns(plain, y, (column, row, value) => column == 0 || row < half ? value : (3 * value) + column + RandomDesigns.Normal(random));
        SumAgreement.CheckParts(design, row => row < half ? 0 : 1);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Parts_can_be_added_in_any_order(string shape)
    {
        ModelDesign design = RandomDesigns.Build(shape, 105, weighted: true);
        CrossProducts[] parts = [.. Enumerable.Range(0, 4).Select(part => CrossProducts.Form(SumAgreement.Part(design, row => row % 4 == part)))];
        SumAgreement.Check(design, parts[3].Add(parts[1]).Add(parts[0].Add(parts[2])));
        SumAgreement.Check(design, parts[0].Add(parts[1].Add(parts[2].Add(parts[3]))));
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e3)]
    public void Parts_of_other_weights_can_be_added(double ratio)
    {
        ModelDesign plain = RandomDesigns.Build("nested and crossed", 106, weighted: true);
        double[] weights = [.. plain.Weights!.Select((weight, row) => row % 3 == 0 ? weight : ratio * weight)];
        var design = new ModelDesign(plain.Rows, plain.Response, weights, plain.Offset, plain.FixedEffects, plain.RandomTerms);
        SumAgreement.CheckParts(design, static row => row % 3 == 0 ? 0 : 1);
        CrossProducts sum = CrossProducts.Form(SumAgreement.Part(design, static row => row % 3 == 0)).Add(CrossProducts.Form(SumAgreement.Part(design, static row => row % 3 != 0)));
        Assert.Equal(weights.Sum(), Math.ScaleB(sum.TotalWeight, 2 * sum.Units.RootWeight), 1e-9 * weights.Sum());
        Assert.Equal(design.Rows.RowCount, sum.RowCount);
    }

    // Rows without weights have weight one.
    [Fact]
    public void A_part_without_weights_can_be_added_to_one_with_weights()
    {
        ModelDesign plain = RandomDesigns.Build("crossed, vectors in both", 107, weighted: true);
        double[] weights = [.. plain.Weights!.Select(static (weight, row) => row < 50 ? 1 : weight)];
        var design = new ModelDesign(plain.Rows, plain.Response, weights, plain.Offset, plain.FixedEffects, plain.RandomTerms);
        ModelDesign first = SumAgreement.Part(design, static row => row < 50);
        CrossProducts one = CrossProducts.Form(new ModelDesign(first.Rows, first.Response, null, first.Offset, first.FixedEffects, first.RandomTerms));
        CrossProducts two = CrossProducts.Form(SumAgreement.Part(design, static row => row >= 50));
        SumAgreement.Check(design, one.Add(two));
        SumAgreement.Check(design, two.Add(one));
    }

    [Fact]
    public void A_part_without_an_offset_can_be_added_to_one_with_an_offset()
    {
        ModelDesign plain = RandomDesigns.Build("one factor, two effects", 108, weighted: true);
        double[] offset = [.. plain.Offset!.Select(static (value, row) => row < 40 ? 0 : 100 + value)];
        var design = new ModelDesign(plain.Rows, plain.Response, plain.Weights, offset, plain.FixedEffects, plain.RandomTerms);
        ModelDesign first = SumAgreement.Part(design, static row => row < 40);
        CrossProducts one = CrossProducts.Form(new ModelDesign(first.Rows, first.Response, first.Weights, null, first.FixedEffects, first.RandomTerms));
        CrossProducts two = CrossProducts.Form(SumAgreement.Part(design, static row => row >= 40));
        SumAgreement.Check(design, one.Add(two));
        SumAgreement.Check(design, two.Add(one));
    }

    // A column that is twice another in the first part, zero in the second, and free in the third.
    [Theory]
    [InlineData("one factor, diagonal")]
    [InlineData("nested, vectors in both")]
    [InlineData("three crossed")]
    public void A_column_that_is_aliased_in_some_parts_is_estimated_from_all(string shape)
    {
        ModelDesign plain = RandomDesigns.Build(shape, 109, weighted: true);
        var random = new Random(109);
        double[] partly = [.. plain.FixedEffects.Columns[1].Select((value, row) => (row % 3) switch { 0 => 2 * value, 1 => 0, _ => RandomDesigns.Normal(random) })];
        ModelDesign design = DesignSketch.WithFixed(plain, [.. plain.FixedEffects.Columns, partly]);
        CrossProducts[] parts = [.. Enumerable.Range(0, 3).Select(part => CrossProducts.Form(SumAgreement.Part(design, row => row % 3 == part)))];
        Assert.Equal([4, 4, 5], parts.Select(static part => part.FixedEffects.Rank));
        foreach (int[] order in new int[][] { [0, 1, 2], [2, 0, 1], [1, 2, 0] })
        {
            CrossProducts sum = parts[order[0]].Add(parts[order[1]]).Add(parts[order[2]]);
            Assert.Equal(5, sum.FixedEffects.Rank);
            SumAgreement.Check(design, sum);
        }
    }

    [Theory]
    [InlineData("one factor, diagonal")]
    [InlineData("crossed, vectors in both")]
    public void Models_without_a_column_of_constants_can_be_added(string shape)
    {
        ModelDesign plain = RandomDesigns.Build(shape, 110, weighted: true);
        SumAgreement.CheckParts(DesignSketch.WithFixed(plain, plain.FixedEffects.Columns[1..]), static row => row % 3 == 0 ? 0 : 1);
        SumAgreement.CheckParts(DesignSketch.WithFixed(plain, []), static row => row % 3 == 0 ? 0 : 1);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Neither_operand_changes(string shape)
    {
        ModelDesign design = RandomDesigns.Build(shape, 111, weighted: true);
        ModelDesign first = SumAgreement.Part(design, static row => row % 2 == 0);
        ModelDesign second = SumAgreement.Part(design, static row => row % 2 == 1);
        CrossProducts one = CrossProducts.Form(first);
        CrossProducts two = CrossProducts.Form(second);
        one.Add(two);
        Assert.Equal(Values(CrossProducts.Form(first)), Values(one));
        Assert.Equal(Values(CrossProducts.Form(second)), Values(two));

        static double[] Values(CrossProducts products)
            => [.. products.Factors.SelectMany(static factor => factor.Values), .. products.Pairs.SelectMany(static pair => pair.Values), .. products.ResponseProducts, .. products.FixedEffects.Gram];
    }

    [Fact]
    public void Parts_that_differ_in_a_name_or_a_covariance_are_refused()
    {
        ModelDesign design = RandomDesigns.Build("one factor, two effects", 112, weighted: false);
        RandomEffectsDesign term = design.RandomTerms[0];
        CrossProducts products = CrossProducts.Form(design);
        ModelMatrix other = design.FixedEffects with { ColumnNames = [.. design.FixedEffects.ColumnNames[..^1], "v"] };
        ModelDesign[] strangers =
        [
            new(design.Rows, design.Response, null, null, other, design.RandomTerms),
            new(design.Rows, design.Response, null, null, design.FixedEffects, [term with { Covariance = CovarianceStructure.Diagonal }]),
            new(design.Rows, design.Response, null, null, design.FixedEffects, [term with { Grouping = new FactorColumn("h", term.Grouping.Codes, term.Grouping.Levels) }]),
            new(design.Rows, design.Response, null, null, design.FixedEffects, [term with { Matrix = term.Matrix with { ColumnNames = [term.Matrix.ColumnNames[0], "v"] } }]),
            new(design.Rows, design.Response, null, null, design.FixedEffects, [term, term with { Grouping = new FactorColumn("h", term.Grouping.Codes, term.Grouping.Levels) }]),
        ];
        Assert.All(strangers, stranger => Assert.Throws<ModelException>(() => products.Add(CrossProducts.Form(stranger))));
        Assert.All(strangers, stranger => Assert.Throws<ModelException>(() => CrossProducts.Form(stranger).Add(products)));
    }

    private static FactorColumn Turned(FactorColumn factor)
        => new(factor.Name, Array.ConvertAll(factor.Codes, code => factor.Levels.Length - 1 - code), [.. factor.Levels.Reverse()]);

    // Random terms have the same columns as the fixed effects, and change with them.
    private static ModelDesign WithColumns(ModelDesign design, double[] y, Func<int, int, double, double> change)
    {
        double[][] changed = [.. design.FixedEffects.Columns.Select((column, index) => column.Select((value, row) => change(index, row, value)).ToArray())];
        double[][] Replaced(double[][] columns) => Array.ConvertAll(columns, column => changed[Array.FindIndex(design.FixedEffects.Columns, other => other.AsSpan().SequenceEqual(column))]);
        return new ModelDesign(
            design.Rows,
            new NumericColumn("y", y),
            design.Weights,
            design.Offset,
            design.FixedEffects with { Columns = changed },
            Array.ConvertAll(design.RandomTerms, term => term with { Matrix = term.Matrix with { Columns = Replaced(term.Matrix.Columns) } }));
    }
}
