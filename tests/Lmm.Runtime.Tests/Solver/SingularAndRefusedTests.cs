using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>Fits at the boundary, and data that no fit can be had from.</summary>
public class SingularAndRefusedTests
{
    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void Dyestuff2_has_a_batch_variance_of_exactly_zero(Estimation estimation)
    {
        MixedModelSolution solution = DesignSolver.Solve(ReferenceDesigns.Build(2), estimation, FitOptions.Default, CancellationToken.None);
        Assert.Equal(0.0, Assert.Single(solution.Theta));
        Assert.True(solution.Convergence.Converged);
        Assert.Equal("Batch: the variance of (Intercept) is zero", Assert.Single(solution.Convergence.SingularDirections));
        Assert.All(solution.RandomTerms[0].Modes, static mode => Assert.Equal(0.0, mode));
    }

    // 28628.7543389 is the lowest value that lme4 1.1-31 finds over its optimizers, at full precision 28628.754338873.
    [Fact]
    public void Naming_reaches_the_least_deviance_known_and_names_the_missing_directions()
    {
        MixedModelSolution solution = DesignSolver.Solve(ReferenceDesigns.Naming(), Estimation.MaximumLikelihood, FitOptions.Default, CancellationToken.None);
        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        Assert.InRange(solution.Objective, 28628.7543388, 28628.7543389);
        Assert.Equal(20, solution.Theta.Length);
        Assert.True(solution.Convergence.IsSingular);
        Assert.Collection(
            solution.Convergence.SingularDirections,
            static subject => Assert.Matches(@"^the covariance of subj has rank 3 of 4; in standardised effects the direction ", subject),
            static item => Assert.Matches(@"^the covariance of item has rank 2 of 4; in standardised effects the directions ", item));
    }

    // Within groups the residuals have neither mean nor slope, so the groups' own lines are exactly collinear.
    [Fact]
    public void A_perfect_correlation_is_reported_as_such()
    {
        var random = new Random(9);
        const int Groups = 12;
        int rows = Groups * 4;
        int[] codes = Enumerable.Range(0, rows).Select(static row => row / 4).ToArray();
        double[] x = Enumerable.Range(0, rows).Select(static row => (double)(row % 4)).ToArray();
        double[] effects = Enumerable.Range(0, Groups).Select(_ => 3 * RandomDesigns.Normal(random)).ToArray();
        double[] y = Enumerable.Range(0, rows).Select(row => (effects[codes[row]] * (1 - (0.5 * x[row]))) + (row % 4 is 0 or 3 ? 0.5 : -0.5)).ToArray();
        SketchColumn[] columns = [DesignSketch.One(rows), new("x", x)];
        ModelDesign design = new DesignSketch("y", y).Fixed(columns).Random(new FactorColumn("g", codes, Levels(Groups)), columns).Build();
        MixedModelSolution solution = DesignSolver.Solve(design, Estimation.MaximumLikelihood, FitOptions.Default, CancellationToken.None);
        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        Assert.Equal(0.0, solution.RandomTerms[0].Lambda[1, 1]);
        Assert.Equal("g: the correlation of x with (Intercept) is -1", Assert.Single(solution.Convergence.SingularDirections));
    }

    [Fact]
    public void A_response_that_the_fixed_effects_explain_is_refused()
    {
        ModelDesign design = RandomDesigns.Build("one factor, intercept", 51, weighted: false);
        double[] y = Array.ConvertAll(design.FixedEffects.Columns[1], static value => 1e6 + (3 * value));
        ModelException refused = Assert.Throws<ModelException>(() => Fit(Replace(design, y)));
        Assert.Contains("explain the response perfectly", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_that_is_constant_within_every_group_is_refused()
    {
        ModelDesign design = RandomDesigns.Build("one factor, intercept", 52, weighted: false);
        SketchColumn one = DesignSketch.One(design.Rows.RowCount);
        double[] y = Array.ConvertAll(design.RandomTerms[0].Grouping.Codes, static code => Math.Sin(code));
        ModelDesign constant = new DesignSketch("y", y).Fixed(one).Random(design.RandomTerms[0].Grouping, one).Build();
        ModelException refused = Assert.Throws<ModelException>(() => Fit(constant));
        Assert.Contains("random effects together explain the response perfectly", refused.Message, StringComparison.Ordinal);
    }

    // In cross-products Λ'AΛ + I has lost its I, so that X is a combination of Z; the search goes on from the rows.
    [Theory]
    [InlineData(1e8)]
    [InlineData(1e20)]
    public void A_start_at_which_cross_products_have_lost_the_digits_leads_to_the_optimum_all_the_same(double theta)
    {
        ModelDesign design = RandomDesigns.Build("crossed intercepts", 53, weighted: false);
        foreach (Estimation estimation in Enum.GetValues<Estimation>())
        {
            var workspace = new FitWorkspace(design, estimation);
            Assert.Equal(FitOutcome.Converged, workspace.Refit(design.Response.Values));
            double objective = workspace.Objective;
            Assert.Equal(FitOutcome.Converged, workspace.Refit(design.Response.Values, [theta, theta]));
            Assert.Equal(objective, workspace.Objective, 1e-8);
        }
    }

    // A hundred and five parameters, none of which the gradient moves in the directions that the start leaves out.
    [Fact]
    public void A_start_of_lower_rank_than_the_optimum_leads_to_it()
    {
        ModelDesign design = ManyEffects();
        var fresh = new FitWorkspace(design, Estimation.MaximumLikelihood);
        Assert.Equal(FitOutcome.Converged, fresh.Refit(design.Response.Values));
        var workspace = new FitWorkspace(design, Estimation.MaximumLikelihood);
        Assert.Equal(FitOutcome.Converged, workspace.Refit(design.Response.Values, OfRank(Many - 3)));
        Assert.Equal(fresh.Objective, workspace.Objective, 1e-6);
    }

    // Four of the variances are zero at the start, and put back one after the other.
    [Fact]
    public void However_few_evaluations_are_allowed_only_the_optimum_is_said_to_be_one()
    {
        var sketch = new FactorSketch(14, 12, 3, 55);
        ModelDesign design = sketch.Design(Lmm.Formula.Binding.CovarianceStructure.Diagonal, DesignSketch.Indicators(sketch.F));
        double[] start = [.. Enumerable.Range(0, 14).Select(static level => level % 4 == 1 ? 0.0 : 1)];
        var workspace = new FitWorkspace(design, Estimation.MaximumLikelihood);
        Assert.Equal(FitOutcome.Converged, workspace.Refit(sketch.Response));
        double optimum = workspace.Objective;
        Assert.Equal(FitOutcome.Converged, workspace.Refit(sketch.Response, start));
        Assert.Equal(optimum, workspace.Objective, 1e-6);
        for (int evaluations = Math.Min(workspace.Evaluations, 400); evaluations > 0; evaluations--)
        {
            var limited = new FitWorkspace(design, Estimation.MaximumLikelihood, FitOptions.Default with { MaximumEvaluations = evaluations });
            FitOutcome outcome = limited.Refit(sketch.Response, start);
            Assert.True(outcome != FitOutcome.Converged || limited.Objective < optimum + 1e-6, $"{evaluations} evaluations: {limited.Objective:R}, not {optimum:R}");
        }
    }

    private const int Many = 14;

    private static ModelDesign ManyEffects()
    {
        const int Groups = 40;
        const int Rows = 30;
        var random = new Random(54);
        int[] codes = [.. Enumerable.Range(0, Groups * Rows).Select(static row => row / Rows)];
        SketchColumn[] columns = [DesignSketch.One(codes.Length), .. Enumerable.Range(1, Many - 1).Select(effect => new SketchColumn("x" + effect, [.. codes.Select(_ => RandomDesigns.Normal(random))]))];
        double[] effects = [.. Enumerable.Range(0, Groups * Many).Select(_ => RandomDesigns.Normal(random))];
        double[] y = [.. codes.Select((group, row) => RandomDesigns.Normal(random) + columns.Select((column, effect) => column.Values[row] * effects[(group * Many) + effect]).Sum())];
        return new DesignSketch("y", y).Fixed(columns[..2]).Random(new FactorColumn("g", codes, Levels(Groups)), columns).Build();
    }

    // θ column by column of a Λ whose last columns are zero.
    private static double[] OfRank(int rank) => [.. Enumerable.Range(0, Many).SelectMany(column => Enumerable.Range(column, Many - column).Select(row => column >= rank ? 0 : row == column ? 1 : 0.1))];

    [Fact]
    public void A_cancelled_fit_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            DesignSolver.Solve(ReferenceDesigns.Build(6), Estimation.MaximumLikelihood, FitOptions.Default, source.Token));
    }

    [Fact]
    public void A_fit_that_may_not_evaluate_often_enough_says_that_it_did_not_converge()
    {
        MixedModelSolution solution = DesignSolver.Solve(
            ReferenceDesigns.Naming(), Estimation.MaximumLikelihood, FitOptions.Default with { MaximumEvaluations = 3 }, CancellationToken.None);
        Assert.False(solution.Convergence.Converged);
        Assert.Contains("MaximumEvaluations", solution.Convergence.Message, StringComparison.Ordinal);
    }

    private static string[] Levels(int count) => Enumerable.Range(0, count).Select(static level => "g" + level).ToArray();

    private static ModelDesign Replace(ModelDesign design, double[] y)
        => new(design.Rows, new NumericColumn("y", y), null, null, design.FixedEffects, design.RandomTerms);

    private static MixedModelSolution Fit(ModelDesign design)
        => DesignSolver.Solve(design, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);
}
