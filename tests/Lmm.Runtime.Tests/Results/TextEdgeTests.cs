using System.Text;
using Lmm.Printing;

namespace Lmm.Tests.Results;

/// <summary>What R prints at the edges of widths and digits.</summary>
public class TextEdgeTests
{
    // format(c(1e100, 1)), format(c(1e99, 1)), format(c(1e-100, 1)) of R 4.2.2.
    [Theory]
    [InlineData(1e100, "1e+100", " 1e+00")]
    [InlineData(1e99, "1e+99", "1e+00")]
    [InlineData(1e-100, "1e-100", " 1e+00")]
    [InlineData(1e-99, "1e-99", "1e+00")]
    public void Exponents_of_three_digits_widen_their_column(double value, string first, string second)
        => Assert.Equal([first, second], RealFormat.FormatAll([value, 1], 7));

    // A page is eighty characters wide: ten for the labels, seven columns of nine with a blank before each.
    [Theory]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    public void Columns_that_just_fit_the_page_are_not_folded(int labelWidth, int folds)
    {
        var output = new StringBuilder();
        TextColumn[] columns = [.. Enumerable.Range(0, 7).Select(static column => new TextColumn("header__" + column, ["1"]))];
        TextTable.Write(output, [new string('x', labelWidth)], columns, rightAligned: true);
        string[] lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(2 * folds, lines.Length);
        Assert.Equal(folds == 1 ? 80 : 71, lines[0].Length);
    }

    [Fact]
    public void A_model_has_nothing_to_test_against_itself()
    {
        LinearModelFit fit = LinearModel.Fit(Designs.Linear([1, 3, 2, 5], ("(Intercept)", Designs.Ones(4)), ("x", [1, 2, 3, 4])));
        Assert.Contains("pass first the reduced model", Assert.Throws<ModelException>(() => FTest.Compare(fit, fit)).Message, StringComparison.Ordinal);
    }

    // make.unique: a number that is taken is passed over.
    [Fact]
    public void Names_that_are_there_twice_get_numbers_that_are_free()
        => Assert.Equal(["g", "g.1", "g.2"], UniqueNames.Of(["g", "g.1", "g"]));

    // summary.lm shows the residuals themselves up to five degrees of freedom, and calls them weighted where weights differ.
    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void Few_residuals_are_shown_one_by_one(int rows, bool areSummarised)
    {
        double[] x = [.. Enumerable.Range(0, rows).Select(static row => (double)row)];
        double[] y = [.. x.Select(static value => value + (value % 3))];
        double[] equal = [.. x.Select(static _ => 2.0)];
        ModelDesign design = Designs.Linear(y, ("(Intercept)", Designs.Ones(rows)), ("x", x));
        string printed = LinearModel.Fit(design).ToString();
        Assert.Equal(areSummarised, printed.Contains("Median", StringComparison.Ordinal));
        Assert.DoesNotContain("Weighted", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Weighted", LinearModel.Fit(new ModelDesign(design.Rows, design.Response, equal, null, design.FixedEffects, [])).ToString(), StringComparison.Ordinal);
        equal[0] = 3;
        Assert.Contains("Weighted Residuals", LinearModel.Fit(new ModelDesign(design.Rows, design.Response, equal, null, design.FixedEffects, [])).ToString(), StringComparison.Ordinal);
    }

    // The count and the groups stand on one line as long as it has eighty characters at most.
    [Theory]
    [InlineData(80, true)]
    [InlineData(81, false)]
    public void The_line_of_groups_is_broken_beyond_the_page(int length, bool isOneLine)
    {
        string name = new('g', length - "Number of obs: 30, groups:  , 6".Length);
        double[] y = [.. Enumerable.Range(0, 30).Select(static row => Math.Sin(row) + (row % 6))];
        FactorColumn grouping = new(name, [.. Enumerable.Range(0, 30).Select(static row => row % 6)], ["a", "b", "c", "d", "e", "f"]);
        RandomEffectsDesign random = new(grouping, Designs.Matrix(("(Intercept)", Designs.Ones(30))), Lmm.Formula.Binding.CovarianceStructure.Unstructured);
        string printed = LinearMixedModel.Fit(Designs.Of("M", "y ~ 1", y, [("(Intercept)", Designs.Ones(30))], [random])).ToString();
        Assert.Equal(isOneLine, printed.Contains($"Number of obs: 30, groups:  {name}, 6\n", StringComparison.Ordinal));
    }
}
