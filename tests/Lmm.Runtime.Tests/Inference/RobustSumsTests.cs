using Lmm.Formula.Binding;
using Lmm.Tests.Solver;
using Lmm.Tests.Storage;

namespace Lmm.Tests.Inference;

/// <summary>Covariances that are robust to clusters by a grouping factor, from cross-products alone and of fits that were loaded: those of the fit of the rows.</summary>
public sealed class RobustSumsTests
{
    private const string Truth = "inference-dense.json";
    private const string Peers = "inference.json";

    public static TheoryData<string, bool, Estimation> Cases => ModelSumsTests.Cases;

    public static IEnumerable<object[]> Models(string file) => RobustCovarianceTests.Having(InferenceModel.Of(file)).Where(static row => !row[1].Equals(RobustCovariance.CR2));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sums_that_were_formed_saved_or_given_are_enough(string shape, bool weighted, Estimation estimation)
    {
        ModelDesign design = RandomDesigns.Build(shape, 171, weighted);
        LinearMixedModelFit rows = LinearMixedModel.Fit(design, estimation);
        CrossProducts formed = CrossProducts.Form(design);
        LinearMixedModelFit loaded = SavedFits.Again(rows);

        int clusters = RobustAgreement.Check(rows, LinearMixedModel.Fit(formed, estimation));
        Assert.Equal(clusters, RobustAgreement.Check(rows, LinearMixedModel.Fit(SavedFits.Again(formed), estimation)));
        Assert.Equal(clusters, RobustAgreement.Check(rows, loaded));
        Assert.Equal(clusters, RobustAgreement.Check(rows, SavedFits.Again(loaded)));
        Assert.Equal(clusters, RobustAgreement.Check(rows, LinearMixedModel.Fit(CrossProducts.FromSums(NaiveSums.Of(design)), estimation), 1e-6));
        Assert.Equal(shape.Contains("cross", StringComparison.Ordinal) || shape.StartsWith("same", StringComparison.Ordinal) ? 0 : 1, clusters);

        // Fits in memory do without.
        Assert.Empty(rows.Solution.Optimum.Products.Totals);
        Assert.Equal(clusters, formed.Totals.Length);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parts_with_levels_in_both_add_up(string shape, bool weighted, Estimation estimation)
    {
        ModelDesign design = RandomDesigns.Build(shape, 172, weighted);
        LinearMixedModelFit rows = LinearMixedModel.Fit(design, estimation);
        CrossProducts first = CrossProducts.Form(SumAgreement.Part(design, static row => row % 3 == 0));
        CrossProducts second = CrossProducts.Form(SumAgreement.Part(design, static row => row % 3 == 1));
        CrossProducts third = SavedFits.Again(CrossProducts.Form(SumAgreement.Part(design, static row => row % 3 == 2)));

        RobustAgreement.Check(rows, LinearMixedModel.Fit(first.Add(second).Add(third), estimation), 1e-7);
        RobustAgreement.Check(rows, LinearMixedModel.Fit(SavedFits.Again(third.Add(first)).Add(second), estimation), 1e-7);
    }

    [Theory]
    [MemberData(nameof(Models), Truth)]
    public void A_loaded_fit_has_those_of_dense_matrices(string name, RobustCovariance type)
    {
        InferenceModel model = InferenceModel.Find(Truth, name);

        RobustCovarianceTests.Check(model, SavedFits.Again(model.Fit()).Tests.WithRobustCovariance(model.Reference.GetProperty("cluster").GetString()!, type), type, name == "random-wild-weights" ? 1e-8 : 1e-9);
    }

    [Theory]
    [MemberData(nameof(Models), Peers)]
    public void A_loaded_fit_has_those_of_clubSandwich(string name, RobustCovariance type)
    {
        InferenceModel model = InferenceModel.Find(Peers, name);

        RobustCovarianceTests.Check(model, SavedFits.Again(model.Fit()).Tests.WithRobustCovariance(model.Reference.GetProperty("cluster").GetString()!, type), type, 1e-6);
    }

    [Theory]
    [InlineData(1e-18, 1e9)]
    [InlineData(1e-18, 1e-9)]
    [InlineData(1, 1e150)]
    public void Units_do_not_matter(double weight, double response)
    {
        foreach (string shape in new[] { "one factor, three effects", "nested in three levels" })
        {
            ModelDesign design = RandomDesigns.Build(shape, 173, weighted: true);
            ModelDesign scaled = new(
                design.Rows,
                new NumericColumn("y", Array.ConvertAll(design.Response.Values, value => value * response)),
                Array.ConvertAll(design.Weights!, value => value * weight),
                Array.ConvertAll(design.Offset!, value => value * response),
                design.FixedEffects,
                design.RandomTerms);
            LinearMixedModelFit rows = LinearMixedModel.Fit(scaled);

            Assert.Equal(1, RobustAgreement.Check(rows, LinearMixedModel.Fit(CrossProducts.Form(scaled))));
            Assert.Equal(1, RobustAgreement.Check(rows, SavedFits.Again(rows)));
            CrossProducts[] parts = [.. new[] { 0, 1 }.Select(part => CrossProducts.Form(SumAgreement.Part(scaled, row => row % 2 == part)))];
            Assert.Equal(1, RobustAgreement.Check(rows, LinearMixedModel.Fit(parts[0].Add(parts[1])), 1e-7));
        }
    }

    [Fact]
    public void Parts_in_other_units_add_up()
    {
        ModelDesign design = RandomDesigns.Build("nested, vectors in both", 174, weighted: true);
        ModelDesign wild = new(
            design.Rows,
            design.Response,
            [.. design.Weights!.Select(static (weight, row) => row % 2 == 0 ? weight : weight * 1e9)],
            design.Offset,
            design.FixedEffects,
            design.RandomTerms);
        LinearMixedModelFit rows = LinearMixedModel.Fit(wild);
        CrossProducts[] parts = [.. new[] { 0, 1 }.Select(part => CrossProducts.Form(SumAgreement.Part(wild, row => row % 2 == part)))];

        Assert.NotEqual(parts[0].Units.RootWeight, parts[1].Units.RootWeight);
        Assert.Equal(1, RobustAgreement.Check(rows, LinearMixedModel.Fit(parts[0].Add(parts[1])), 1e-6));
    }

    [Fact]
    public void Columns_that_are_combinations_of_others_stay_unknown()
    {
        ModelDesign plain = RandomDesigns.Build("one factor, two effects", 175, weighted: true);
        double[][] x = plain.FixedEffects.Columns;
        SketchColumn[] columns = [.. x.Select((values, index) => new SketchColumn(plain.FixedEffects.ColumnNames[index], values)), new("sum", [.. x[1].Zip(x[3], static (one, two) => one + (2 * two))])];
        ModelDesign design = new DesignSketch("y", plain.Response.Values).Fixed(columns).Weights(plain.Weights).Random(plain.RandomTerms[0].Grouping, columns[..2]).Build();
        LinearMixedModelFit rows = LinearMixedModel.Fit(design);

        // In the first part w does not vary, so that it is a combination of others there alone.
        CrossProducts[] parts = [.. new[] { 0.0, 1.0 }.Select(part => CrossProducts.Form(SumAgreement.Part(design, row => x[3][row] == part)))];

        Assert.False(rows.Tests.Coefficients[^1].IsEstimable);
        Assert.Equal(1, RobustAgreement.Check(rows, LinearMixedModel.Fit(CrossProducts.Form(design))));
        Assert.Equal(1, RobustAgreement.Check(rows, SavedFits.Again(rows)));
        Assert.Equal(1, RobustAgreement.Check(rows, LinearMixedModel.Fit(parts[0].Add(parts[1])), 1e-7));
    }

    [Fact]
    public void Indicators_that_are_terms_of_their_own_to_the_solver_are_taken_together()
    {
        ModelDesign plain = RandomDesigns.Build("nested", 176, weighted: true);
        int rows = plain.Rows.RowCount;
        var kind = new FactorColumn("f", [.. Enumerable.Range(0, rows).Select(static row => row * 7 % 6)], ["a", "b", "c", "d", "e", "f"]);
        SketchColumn[] columns = [.. plain.FixedEffects.Columns.Select((values, index) => new SketchColumn(plain.FixedEffects.ColumnNames[index], values))];
        FactorColumn outer = Array.Find(plain.RandomTerms, static term => term.Grouping.Name == "outer")!.Grouping;
        FactorColumn inner = Array.Find(plain.RandomTerms, static term => term.Grouping.Name == "inner")!.Grouping;
        ModelMatrix indicators = ModelMatrixOf(DesignSketch.Indicators(kind));
        ModelDesign design = new(
            plain.Rows,
            plain.Response,
            plain.Weights,
            plain.Offset,
            plain.FixedEffects,
            [new RandomEffectsDesign(outer, indicators, CovarianceStructure.Diagonal), new RandomEffectsDesign(inner, ModelMatrixOf(columns[0]), CovarianceStructure.Unstructured)]);
        LinearMixedModelFit fit = LinearMixedModel.Fit(design);

        Assert.Equal(7, CrossProducts.Form(design).Factors.Length);
        Assert.Equal(1, RobustAgreement.Check(fit, LinearMixedModel.Fit(CrossProducts.Form(design))));
        Assert.Equal(1, RobustAgreement.Check(fit, SavedFits.Again(fit)));
    }

    [Fact]
    public void Levels_whose_rows_have_no_weight_are_no_clusters()
    {
        ModelDesign plain = RandomDesigns.Build("one factor, two effects", 177, weighted: true);
        ModelDesign design = new(
            plain.Rows,
            plain.Response,
            [.. plain.Weights!.Select((weight, row) => plain.RandomTerms[0].Grouping.Codes[row] is 2 or 7 ? 0 : weight)],
            plain.Offset,
            plain.FixedEffects,
            plain.RandomTerms);
        LinearMixedModelFit rows = LinearMixedModel.Fit(design);
        LinearMixedModelFit sums = LinearMixedModel.Fit(CrossProducts.Form(design));

        Assert.Contains("(17 clusters", Assert.Single(sums.Tests.WithRobustCovariance(RobustCovariance.CR1).Notes), StringComparison.Ordinal);
        Assert.Equal(1, RobustAgreement.Check(rows, sums));
    }

    [Fact]
    public void Clusters_are_those_of_the_coarsest_factor_where_none_are_named()
    {
        ModelDesign design = RandomDesigns.Build("nested in three levels", 178, weighted: false);
        FixedEffectsTests tests = SavedFits.Again(LinearMixedModel.Fit(design)).Tests;
        FixedEffectsTests crossed = LinearMixedModel.Fit(CrossProducts.Form(RandomDesigns.Build("crossed intercepts", 178, weighted: false))).Tests;

        RobustAgreement.Check(tests.WithRobustCovariance("top", RobustCovariance.CR1), tests.WithRobustCovariance(RobustCovariance.CR1), 0);
        Assert.Contains("a, b cross", Refused(() => crossed.WithRobustCovariance(RobustCovariance.CR1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Factors_of_the_same_levels_are_clusters_both()
    {
        ModelDesign plain = RandomDesigns.Build("one factor, two effects", 179, weighted: true);
        FactorColumn g = plain.RandomTerms[0].Grouping;
        SketchColumn[] columns = [.. plain.FixedEffects.Columns.Select((values, index) => new SketchColumn(plain.FixedEffects.ColumnNames[index], values))];
        ModelDesign design = new DesignSketch("y", plain.Response.Values).Fixed(columns).Weights(plain.Weights)
            .Random(g, columns[0]).Random(new FactorColumn("same", [.. g.Codes.Select(code => g.Levels.Length - 1 - code)], [.. g.Levels.Select(static level => "of " + level)]), columns[1]).Build();
        LinearMixedModelFit rows = LinearMixedModel.Fit(design);

        Assert.Equal(2, RobustAgreement.Check(rows, SavedFits.Again(rows)));
    }

    [Fact]
    public void A_cluster_of_many_effects_takes_those_of_the_finest_factor_one_by_one()
    {
        const int Rows = 9000;
        var random = new Random(183);
        string rows = string.Concat(Enumerable.Range(0, Rows).Select(row => FormattableString.Invariant($"{random.NextDouble() + (row % 3) + (row % 2000 * 0.001)},{random.NextDouble()},c{row % 2000},s{row % 2000 % 3}\n")));
        ModelFrame frame = ModelFrame.FromCsv(new MemoryStream(System.Text.Encoding.UTF8.GetBytes("y,x,class,school\n" + rows)));
        var fit = (LinearMixedModelFit)Model.Parse("y ~ x + (1 | school) + (x | class)").Fit(frame);
        FixedEffectsTests tests = SavedFits.Again(fit).Tests.WithRobustCovariance("school", RobustCovariance.CR1);

        Assert.Contains("(3 clusters", Assert.Single(tests.Notes), StringComparison.Ordinal);
        Assert.All(tests.Coefficients, static test => Assert.True(test.StandardError > 0));
    }

    [Fact]
    public void Work_stops_with_its_token()
    {
        FixedEffectsTests tests = LinearMixedModel.Fit(CrossProducts.Form(RandomDesigns.Build("nested", 184, weighted: false))).Tests;

        Assert.Throws<OperationCanceledException>(() => tests.WithRobustCovariance("outer", RobustCovariance.CR1, new CancellationToken(canceled: true)));
    }

    private static ModelMatrix ModelMatrixOf(params SketchColumn[] columns) => new(
        [.. columns.Select(static column => column.Values)],
        [.. columns.Select(static column => column.Name)],
        new int[columns.Length],
        [.. columns.Select(static column => column.Name).Take(1)]);

    private static string Refused(Func<object> call)
    {
        ModelException exception = Assert.Throws<ModelException>(call);
        Assert.Equal(LmmErrorCode.NotAvailable, exception.Code);
        return exception.Message;
    }
}
