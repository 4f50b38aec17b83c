namespace Lmm.Tests.Results;

/// <summary>What a summary says besides the numbers.</summary>
public class SummaryNoteTests
{
    [Fact]
    public void Columns_that_are_not_estimable_are_named()
    {
        string printed = ReferenceFit.Read("mixed-sleepstudy-collinear-ml").MixedFit().ToString();

        Assert.EndsWith("fit warnings:\nfixed-effect model matrix is rank deficient so dropping 2 columns / coefficients\nnot estimable: Twice, Thrice\n", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropped_rows_are_counted()
    {
        Assert.EndsWith("\n2 rows dropped because of missing values\n", ReferenceFit.Read("mixed-sleepstudy-missing-ml").MixedFit().ToString(), StringComparison.Ordinal);
        Assert.Contains("  (2 observations deleted due to missingness)\n", LinearModel.Fit(ReferenceFit.Read("linear-sleepstudy-missing").ModelDesign()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_that_did_not_converge_says_so_and_what_to_do()
    {
        ReferenceFit reference = ReferenceFit.Read("mixed-sleepstudy-slope-ml");
        LinearMixedModelFit fit = reference.MixedFit(new Convergence(false, 9, reference.Theta, [1, 0, 0], "9 evaluations were not enough; allow more.", []));

        Assert.EndsWith("\nthe optimizer did not converge: 9 evaluations were not enough; allow more.\n", fit.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("converge", reference.MixedFit().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_singular_fit_names_the_directions_that_are_lost()
    {
        ReferenceFit reference = ReferenceFit.Read("mixed-dyestuff2-ml");
        LinearMixedModelFit fit = reference.MixedFit(new Convergence(true, 9, reference.Theta, [0], "", ["Batch: the variance of (Intercept) is zero"]));

        Assert.True(fit.IsSingular);
        Assert.EndsWith("\nboundary (singular) fit\n  Batch: the variance of (Intercept) is zero\n", fit.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_correlation_matrix_left_out_is_pointed_to()
    {
        LinearMixedModelFit fit = ReferenceFit.Read("mixed-wide-ml").MixedFit();

        Assert.Contains("\nCorrelation matrix not shown, as p = 24 > 12; CoefficientCorrelation holds it.\n", fit.ToString(), StringComparison.Ordinal);
        Assert.Equal(24, fit.CoefficientCorrelation.RowCount);
    }

    [Fact]
    public void Model_and_formula_stand_at_the_top()
    {
        string[] lines = ReferenceFit.Read("mixed-sleepstudy-slope-reml").MixedFit().ToString().Split('\n');

        Assert.Equal("Linear mixed model fit by REML ['LinearMixedModelFit']", lines[0]);
        Assert.Equal("Formula: Reaction ~ Days + (Days | Subject)", lines[1]);
        Assert.Equal("   Data: sleepstudy-slope-reml", lines[2]);
    }

    [Fact]
    public void Weights_are_named_at_the_top()
    {
        Assert.Contains("\n   Data: sleepstudy-weights-ml\nWeights: w\n\n", ReferenceFit.Read("mixed-sleepstudy-weights-ml").MixedFit().ToString(), StringComparison.Ordinal);

        NumericColumn y = new("y", [1, 3, 2, 5]);
        DesignBuilder builder = new(new CompleteCases { ModelName = "Model", Formula = "y ~ 1", RowCount = 4 });
        builder.Response(y);
        builder.Weights(new NumericColumn("precision", [1, 2, 1, 1]));
        builder.Intercept();
        Assert.Contains("\nWeights: precision\n\nWeighted Residuals:\n", LinearModel.Fit(builder.Build()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_grouping_factors_are_counted_on_a_line_of_their_own()
    {
        ReferenceFit reference = ReferenceFit.Read("mixed-sleepstudy-intercept-ml");
        ReferenceTerm term = reference.Terms[0];
        ReferenceTerm[] terms = [.. Enumerable.Range(1, 3).Select(i => term with { Grouping = $"a_grouping_factor_of_a_long_name_{i}" })];

        string printed = (reference with { Terms = terms }).MixedFit().ToString();

        Assert.Contains("\nNumber of obs: 180, groups:\na_grouping_factor_of_a_long_name_1, 18; a_grouping_factor_of_a_long_name_2, 18; a_grouping_factor_of_a_long_name_3, 18\n", printed, StringComparison.Ordinal);
    }
}
