using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>A column of constants need not be one of ones: what is centred about it is counted in its value.</summary>
public class ConstantColumnTests
{
    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Its_value_goes_into_its_own_coefficient_alone(string shape)
    {
        ModelDesign ones = RandomDesigns.Build(shape, 121, weighted: true);
        MixedModelSolution expected = Solve(ones);
        foreach (double value in new[] { 2.5, -4 })
        {
            MixedModelSolution solution = Solve(WithConstant(ones, value));
            Assert.Equal(expected.Objective, solution.Objective, 1e-8);
            Assert.Equal(expected.Sigma, solution.Sigma, 1e-8);
            for (int column = 0; column < expected.Beta.Length; column++)
            {
                double factor = column == 0 ? value : 1;
                Assert.Equal(expected.Beta[column], solution.Beta[column] * factor, 1e-7);
                Assert.Equal(expected.BetaCovariance[0, column], solution.BetaCovariance[0, column] * value * factor, 1e-7);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Parts_with_it_can_be_added(string shape)
    {
        ModelDesign design = WithConstant(RandomDesigns.Build(shape, 122, weighted: true), 2.5);
        int[][] parts = [.. Enumerable.Range(0, 2).Select(part => Enumerable.Range(0, design.Rows.RowCount).Where(row => (row % 3 == 0) == (part == 0)).ToArray())];
        SumAgreement.Check(design, CrossProducts.Form(SumAgreement.Rows(design, parts[0])).Add(CrossProducts.Form(SumAgreement.Rows(design, parts[1]))));
    }

    // One part lacks the varying columns, so that both are brought to plain coordinates about the constant.
    [Fact]
    public void A_part_in_which_other_columns_are_constant_too_can_be_added()
    {
        ModelDesign plain = WithConstant(RandomDesigns.Build("one factor, intercept", 123, weighted: false), 2.5);
        double[] late = [.. Enumerable.Range(0, plain.Rows.RowCount).Select(static row => row < 25 ? 7.0 : row % 4)];
        string[] names = [.. plain.FixedEffects.ColumnNames, "late"];
        var design = new ModelDesign(plain.Rows, plain.Response, null, null, new ModelMatrix([.. plain.FixedEffects.Columns, late], names, [.. Enumerable.Range(0, names.Length)], names), plain.RandomTerms);
        CrossProducts early = CrossProducts.Form(SumAgreement.Rows(design, [.. Enumerable.Range(0, 25)]));
        CrossProducts rest = CrossProducts.Form(SumAgreement.Rows(design, [.. Enumerable.Range(25, plain.Rows.RowCount - 25)]));
        SumAgreement.Check(design, early.Add(rest));
        SumAgreement.Check(design, rest.Add(early));
    }

    // Maximum likelihood does not depend on the size of X's columns.
    private static MixedModelSolution Solve(ModelDesign design) => DesignSolver.Solve(design, Estimation.MaximumLikelihood, FitOptions.Default, CancellationToken.None);

    private static ModelDesign WithConstant(ModelDesign design, double value)
    {
        ModelMatrix In(ModelMatrix matrix) => matrix with
        {
            Columns = Array.ConvertAll(matrix.Columns, column => Array.TrueForAll(column, static entry => entry == 1) ? Array.ConvertAll(column, _ => value) : column),
        };
        return new ModelDesign(design.Rows, design.Response, design.Weights, design.Offset, In(design.FixedEffects), Array.ConvertAll(design.RandomTerms, term => term with { Matrix = In(term.Matrix) }));
    }
}
