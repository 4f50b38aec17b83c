using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Criteria;
using Lmm.Tests.ReferenceModels;
using Xunit.Abstractions;

namespace Lmm.Tests.Solver;

/// <summary>Every reference model against lme4 1.1-31. lme4's optimizers use no derivatives and stop a little short where the objective is flat.</summary>
public class ReferenceModelTests(ITestOutputHelper output)
{
    /// <summary>Its covariances of intercept and source are not identified, see <see cref="Oxide_sources_reproduce_the_variances_that_the_data_identify"/>.</summary>
    private const string OxideSources = "15-Oxide";

    public static TheoryData<string> Names => ReferenceFit.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void Reference_models_reproduce_lme4(string name)
    {
        ReferenceFit expected = ReferenceFit.Load(name);
        ModelDesign design = ReferenceDesigns.Build(name);
        MixedModelSolution actual = DesignSolver.Solve(design, expected.Estimation, FitOptions.Default, CancellationToken.None);
        output.WriteLine($"{name}: {actual.Convergence.Message} objective − lme4 = {actual.Objective - expected.Objective:E2}; "
            + $"max |gradient| {actual.Convergence.Gradient.Max(Math.Abs):E1}; theta [{string.Join(", ", actual.Theta)}]");

        Assert.True(actual.Convergence.Converged, actual.Convergence.Message);
        Assert.InRange(actual.Objective - expected.Objective, -1e-8 * Math.Abs(expected.Objective), 1e-6);
        Tolerance tolerance = Tolerance.For(name);
        AssertClose(expected.Sigma, actual.Sigma, tolerance.Sigma, "sigma");
        for (int column = 0; column < expected.Fixed.Beta.Length; column++)
        {
            AssertClose(expected.Fixed.Beta[column], actual.Beta[column], tolerance.FixedEffects, $"beta {column}", expected.Fixed.Se[column]);
            AssertClose(expected.Fixed.Se[column], Math.Sqrt(actual.BetaCovariance[column, column]), tolerance.StandardErrors, $"standard error {column}");
        }

        if (!name.StartsWith(OxideSources, StringComparison.Ordinal))
        {
            CheckVarianceComponents(expected, design, actual, tolerance.Variances);
            CheckModes(expected, design, actual, tolerance.Modes);
        }
    }

    // A lot comes from one source, so the data tell the variance of the intercept (source 1) and of intercept + Source2 (source 2) only.
    [Theory]
    [InlineData("15-Oxide-ML")]
    [InlineData("15-Oxide-REML")]
    public void Oxide_sources_reproduce_the_variances_that_the_data_identify(string name)
    {
        ReferenceFit expected = ReferenceFit.Load(name);
        ModelDesign design = ReferenceDesigns.Build(name);
        MixedModelSolution actual = DesignSolver.Solve(design, expected.Estimation, FitOptions.Default, CancellationToken.None);
        foreach (string group in new[] { "Lot:Wafer", "Lot" })
        {
            double[] values = expected.VarCorr.Where(row => row.Grp == group).Select(static row => row.Vcov).ToArray();
            double[,] covariance = Covariance(actual, TermOf(design, group, null));
            AssertClose(values[0], covariance[0, 0], 1e-5, group + " source 1");
            AssertClose(values[0] + values[1] + (2 * values[2]), covariance[0, 0] + covariance[1, 1] + (2 * covariance[0, 1]), 1e-5, group + " source 2");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void At_lme4s_theta_the_criterion_is_lme4s_and_the_gradient_no_smaller_than_at_the_optimum(string name)
    {
        ReferenceFit expected = ReferenceFit.Load(name);
        ModelDesign design = ReferenceDesigns.Build(name);
        CrossProducts products = CrossProducts.Form(design);
        var criterion = new ProfiledCriterion(products, expected.Estimation, new Workers(2, CancellationToken.None));
        double[] theta = WorkingTheta.Of(products, design, expected.Theta);

        Assert.Equal(expected.Objective, criterion.Value(theta), 1e-12 * Math.Abs(expected.Objective));
        var gradient = new double[theta.Length];
        criterion.Gradient(gradient);
        MixedModelSolution optimum = DesignSolver.Solve(products, expected.Estimation, FitOptions.Default, CancellationToken.None);
        output.WriteLine($"{name}: max |gradient| at lme4's theta {gradient.Max(Math.Abs):E1}, here {optimum.Convergence.Gradient.Max(Math.Abs):E1}");
        Assert.InRange(optimum.Convergence.Gradient.Max(Math.Abs), 0, Math.Max(1e-6, gradient.Max(Math.Abs)));
    }

    private static void CheckVarianceComponents(ReferenceFit expected, ModelDesign design, MixedModelSolution actual, double tolerance)
    {
        int found = 0;
        foreach (ReferenceFit.Component component in expected.RandomEffects)
        {
            (string group, string? first, string? second, double value, _) = component;
            int term = TermOf(design, group, first);
            int row = Array.IndexOf(design.RandomTerms[term].Matrix.ColumnNames, first);
            int column = second is null ? row : Array.IndexOf(design.RandomTerms[term].Matrix.ColumnNames, second);
            double[,] covariance = Covariance(actual, term);
            double size = Math.Sqrt(covariance[row, row] * covariance[column, column]);
            AssertClose(value, covariance[row, column], tolerance, $"{group} {first} {second}", size);
            found++;
        }

        Assert.True(found > 0);
    }

    private static void CheckModes(ReferenceFit expected, ModelDesign design, MixedModelSolution actual, double tolerance)
    {
        foreach (ReferenceFit.ConditionalModesTable table in expected.ConditionalModes)
        {
            string group = table.Group;
            int term = TermOf(design, group, null);
            FactorColumn factor = design.RandomTerms[term].Grouping;
            int k = design.RandomTerms[term].Matrix.ColumnCount;
            for (int row = 0; row < table.Levels.Length; row++)
            {
                int level = Array.IndexOf(factor.Levels, table.Levels[row]);
                for (int effect = 0; effect < k; effect++)
                {
                    double sd = Math.Sqrt(actual.RandomTerms[term].ModeCovariances[(((level * k) + effect) * k) + effect]);
                    AssertClose(table.Modes[row][effect], actual.RandomTerms[term].Modes[(level * k) + effect], tolerance, $"mode {group} {table.Levels[row]} {effect}", sd);
                    if (table.StandardDeviation(row, effect) is { } deviation)
                    {
                        AssertClose(deviation, sd, tolerance, $"sd of mode {group} {table.Levels[row]} {effect}");
                    }
                }
            }
        }
    }

    private static double[,] Covariance(MixedModelSolution solution, int term)
    {
        double[,] lambda = solution.RandomTerms[term].Lambda;
        int k = lambda.GetLength(0);
        var covariance = new double[k, k];
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                for (int inner = 0; inner < k; inner++)
                {
                    covariance[row, column] += solution.Sigma * solution.Sigma * lambda[row, inner] * lambda[column, inner];
                }
            }
        }

        return covariance;
    }

    // lme4 names further terms on one factor Subject.1, and nested factors inner:outer or outer:inner as the formula asks.
    private static int TermOf(ModelDesign design, string group, string? effect)
    {
        string name = group.Split('.')[0];
        string sorted = string.Join(':', name.Split(':').Order(StringComparer.Ordinal));
        int term = Array.FindIndex(design.RandomTerms, candidate =>
            string.Join(':', candidate.Grouping.Name.Split(':').Order(StringComparer.Ordinal)) == sorted
            && (effect is null || candidate.Matrix.ColumnNames.Contains(effect)));
        Assert.True(term >= 0, group);
        return term;
    }

    private static void AssertClose(double expected, double actual, double tolerance, string what, double size = 0)
    {
        double allowed = tolerance * Math.Max(Math.Abs(expected), size);
        Assert.True(Math.Abs(expected - actual) <= allowed, $"{what}: expected {expected:R}, got {actual:R}, difference {Math.Abs(expected - actual):E2}, allowed {allowed:E2}");
    }
}
