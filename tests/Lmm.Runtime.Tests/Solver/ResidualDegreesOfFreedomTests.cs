namespace Lmm.Tests.Solver;

/// <summary>As many coefficients as observations, or more, are refused as such by every way to fit.</summary>
public class ResidualDegreesOfFreedomTests
{
    private const string Days = "Reaction,Days,Subject\n249.56,0,a\n258.7047,1,a\n250.8006,2,b\n321.4398,3,b\n";

    private const string Three = "y,x,x2,x3,g\n1,1,2,0,a\n3,2,1,1,a\n2,3,5,1,b\n";

    // Rows of users' scripts; the last formula has more coefficients than rows.
    [Theory]
    [InlineData(Days, "Reaction ~ Days + I(Days^2) + I(Days^3)", " + (1 | Subject)", 4)]
    [InlineData(Three + "5,4,3,0,b\n", "y ~ x * x2", " + (1 | g)", 4)]
    [InlineData(Three + "5,4,3,0,b\n", "y ~ x + x2 + x3", " + (1 | g)", 4)]
    [InlineData(Three, "y ~ x + x2 + x3", " + (1 | g)", 3)]
    [InlineData(Three + "5,4,3,0,b\n4,5,3,2,b\n", "y ~ x * x2 * x3", " + (1 | g)", 5)]
    public void A_formula_with_as_many_coefficients_as_rows_is_refused(string csv, string formula, string random, int rows)
    {
        ModelFrame frame = ModelFrame.FromCsv(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv)));
        foreach (Estimation estimation in Enum.GetValues<Estimation>())
        {
            Assert.EndsWith(Sentence(rows, rows), Assert.Throws<ModelException>(() => Model.Parse(formula).Fit(frame, estimation)).Message, StringComparison.Ordinal);
            Assert.EndsWith(Sentence(rows, rows), Assert.Throws<ModelException>(() => Model.Parse(formula + random).Fit(frame, estimation)).Message, StringComparison.Ordinal);
        }
    }

    // More columns than rows: the rank is that of the rows.
    [Theory]
    [InlineData(20, 20)]
    [InlineData(20, 21)]
    [InlineData(20, 30)]
    [InlineData(6, 40)]
    public void The_rank_of_random_columns_is_at_most_the_number_of_rows(int rows, int columns)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            ModelDesign mixed = Random(rows, columns, seed, isMixed: true);
            foreach (Estimation estimation in Enum.GetValues<Estimation>())
            {
                Assert.EndsWith(Sentence(rows, rows), Assert.Throws<ModelException>(() => LinearMixedModel.Fit(mixed, estimation)).Message, StringComparison.Ordinal);
            }

            Assert.EndsWith(Sentence(rows, rows), Assert.Throws<ModelException>(() => LinearModel.Fit(Random(rows, columns, seed, isMixed: false))).Message, StringComparison.Ordinal);
        }
    }

    // With one degree of freedom the REML criterion does not depend on theta; the likelihood grows for ever with it.
    [Fact]
    public void One_observation_more_than_coefficients_is_fitted_by_REML_and_has_no_maximum_of_the_likelihood()
    {
        ModelDesign design = Random(20, 19, 3, isMixed: true);
        LinearMixedModelFit fit = LinearMixedModel.Fit(design, Estimation.RestrictedMaximumLikelihood);
        Assert.True(double.IsFinite(fit.Sigma));
        Assert.Contains("the data do not determine the variance of (Intercept) of g", Assert.Single(fit.Convergence.FlatDirections), StringComparison.Ordinal);

        ModelException refused = Assert.Throws<ModelException>(() => LinearMixedModel.Fit(design, Estimation.MaximumLikelihood));
        Assert.Contains("fixed and random effects together can explain every row", refused.Message, StringComparison.Ordinal);
        Assert.Equal(FitOutcome.NoOptimum, new FitWorkspace(design, Estimation.MaximumLikelihood).Refit(design.Response.Values));
    }

    // Collinear columns do not count.
    [Fact]
    public void The_rank_counts_not_the_number_of_columns()
    {
        ModelDesign design = Random(20, 12, 1, isMixed: true);
        SketchColumn[] columns = [.. design.FixedEffects.Columns.Select((column, j) => new SketchColumn($"x{j}", column))];
        SketchColumn[] twice = [.. columns, .. columns.Skip(1).Select(column => new SketchColumn(column.Name + "2", [.. column.Values.Select(value => 2 * value)]))];
        ModelDesign doubled = new DesignSketch("y", design.Response.Values).Fixed(twice).Random(design.RandomTerms[0].Grouping, DesignSketch.One(20)).Build();
        Assert.Equal(12, LinearMixedModel.Fit(doubled).Rank);
    }

    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void A_workspace_has_it_as_an_outcome(Estimation estimation)
    {
        ModelDesign design = Random(20, 30, 5, isMixed: true);
        var workspace = new FitWorkspace(design, estimation);
        Assert.Equal(FitOutcome.NoResidualDegreesOfFreedom, workspace.Refit(design.Response.Values));
        Assert.Equal(Sentence(20, 20), workspace.Message);
        Assert.False(workspace.HasEstimates);
        Assert.True(double.IsNaN(workspace.Sigma) && double.IsNaN(workspace.Beta[0]));
        Assert.Equal(FitOutcome.NoResidualDegreesOfFreedom, workspace.Clone().Refit(design.Response.Values));
    }

    // 19 columns for 20 rows; with one value missing nothing is left, and the other responses do not mind.
    [Fact]
    public void Of_many_responses_those_with_too_few_values_have_it_as_an_outcome()
    {
        ModelDesign design = Random(20, 19, 3, isMixed: true);
        double[] missing = (double[])design.Response.Values.Clone();
        missing[7] = double.NaN;
        ManyFits fits = LinearMixedModel.FitMany(design, new ResponseTable([design.Response.Values, missing, design.Response.Values]));
        Assert.Equal(FitOutcome.NoResidualDegreesOfFreedom, fits[1].Outcome);
        Assert.Equal(Sentence(19, 19), fits[1].Message);
        Assert.Equal(19, fits[1].ObservationCount);
        Assert.True(double.IsFinite(fits[0].Sigma));
        Assert.Equal(fits[0].Sigma, fits[2].Sigma);
    }

    private static string Sentence(int observations, int rank)
        => $"{observations} observations leave no residual degrees of freedom for {rank} coefficients; fit fewer terms or more rows.";

    private static ModelDesign Random(int rows, int columns, int seed, bool isMixed)
    {
        var random = new Random(seed);
        SketchColumn[] x = [DesignSketch.One(rows), .. Enumerable.Range(1, columns - 1).Select(j => new SketchColumn($"x{j}", Normal(random, rows)))];
        DesignSketch sketch = new DesignSketch("y", Normal(random, rows)).Fixed(x);
        if (isMixed)
        {
            string[] levels = ["a", "b", "c"];
            sketch.Random(new FactorColumn("g", [.. Enumerable.Range(0, rows).Select(row => row % levels.Length)], levels), x[0]);
        }

        return sketch.Build();
    }

    private static double[] Normal(Random random, int rows) => [.. Enumerable.Range(0, rows).Select(_ => RandomDesigns.Normal(random))];
}
