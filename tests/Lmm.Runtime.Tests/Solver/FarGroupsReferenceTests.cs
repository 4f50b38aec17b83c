using System.Text.Json;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Blocks;
using Lmm.Solver.Criteria;
using Lmm.Solver.Orthogonal;
using Xunit.Abstractions;

namespace Lmm.Tests.Solver;

/// <summary>
/// Small unbalanced designs with far groups against the textbook's criterion in arithmetic of 80 digits (tests/reference/far-groups.py): weights, covariates, slopes and nested
/// slopes, by maximum likelihood and REML.
/// </summary>
/// <remarks>The data have ε times the ratio; the tolerance is twenty times as much, and 2e-9 at the least.</remarks>
public class FarGroupsReferenceTests(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    private static readonly FarCase[] All = JsonSerializer.Deserialize<FarCase[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Solver", "Reference", "far-groups.json")), Options)!;

    public static TheoryData<string> Fits => new(All.Where(static one => one.At is null).Select(static one => one.Name));

    public static TheoryData<string> Criteria => new(All.Where(static one => one.At is not null).Select(static one => one.Name));

    [Theory]
    [MemberData(nameof(Fits))]
    public void Estimates_are_those_of_exact_arithmetic(string name)
    {
        FarCase one = All.Single(one => one.Name == name);
        double ratio = double.Parse(name[(name.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        double tolerance = Math.Max(2e-9, 20 * 2.2e-16 * ratio);
        foreach (Estimation estimation in new[] { Estimation.MaximumLikelihood, Estimation.RestrictedMaximumLikelihood })
        {
            FarEstimates expected = estimation == Estimation.MaximumLikelihood ? one.Ml : one.Reml;
            MixedModelSolution solution = DesignSolver.Solve(one.Design(), estimation, FitOptions.Default, CancellationToken.None);
            double[] lambda = [.. solution.RandomTerms.SelectMany(static term => Triangle(term.Lambda))];
            output.WriteLine($"{name} {estimation}: {solution.Convergence.Message} sigma {(solution.Sigma / expected.Sigma) - 1:E1} objective {solution.Objective - expected.Objective:E1}");
            Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
            Assert.Equal(expected.Objective, solution.Objective, 1e-9 + (one.Rows.Length * tolerance));
            Assert.Equal(expected.Sigma, solution.Sigma, tolerance * expected.Sigma);
            double size = expected.Theta.Max(Math.Abs);
            for (int index = 0; index < lambda.Length; index++)
            {
                Assert.Equal(Math.Abs(expected.Theta[index]), Math.Abs(lambda[index]), 10 * tolerance * size);
            }

            for (int index = 0; index < expected.Beta.Length; index++)
            {
                Assert.Equal(expected.Beta[index], solution.Beta[index], tolerance * (Math.Abs(expected.Beta[index]) + expected.StandardErrors[index]));
                Assert.Equal(expected.StandardErrors[index], Math.Sqrt(solution.BetaCovariance[index, index]), 10 * tolerance * expected.StandardErrors[index]);
            }
        }
    }

    // Working columns are centred about a mean that the outlier has moved far away from the other values: ε times its size is what θ can be told to.
    [Theory]
    [MemberData(nameof(Criteria))]
    public void The_criterion_beside_an_enormous_covariate_is_that_of_exact_arithmetic(string name)
    {
        FarCase one = All.Single(one => one.Name == name);
        ModelDesign design = one.Design();
        double[,] lambda = { { one.At![0], 0 }, { one.At[1], one.At[2] } };
        CrossProducts products = CrossProducts.Form(design);
        OrthogonalPlan plan = OrthogonalPlan.IfAffordable(products, new LevelRows(design), BlockOrder.Choose(products))!;
        foreach (Estimation estimation in new[] { Estimation.MaximumLikelihood, Estimation.RestrictedMaximumLikelihood })
        {
            FarEstimates expected = estimation == Estimation.MaximumLikelihood ? one.Ml : one.Reml;
            var criterion = new ProfiledCriterion(products, estimation, new Workers(1, CancellationToken.None), plan);
            double value = criterion.Value(WorkingTheta.Of(products, [lambda]));
            output.WriteLine($"{name} {estimation}: {value:R} exact {expected.Objective:R} difference {value - expected.Objective:E1}");
            Assert.Equal(expected.Objective, value, 1e-6 * Math.Abs(expected.Objective));
        }
    }

    private static IEnumerable<double> Triangle(double[,] lambda)
    {
        for (int column = 0; column < lambda.GetLength(0); column++)
        {
            for (int row = column; row < lambda.GetLength(0); row++)
            {
                yield return lambda[row, column];
            }
        }
    }

    /// <param name="Name">The name, which ends with the ratio.</param>
    /// <param name="Rows">By row y, x, weight, inner group and outer group.</param>
    /// <param name="Effects">The number of effects of the inner factor, and of the outer one if there is one: an intercept, a slope.</param>
    /// <param name="Fixed">The number of fixed effects.</param>
    /// <param name="At">θ, where only the criterion is asked for.</param>
    /// <param name="Ml">By maximum likelihood.</param>
    /// <param name="Reml">By REML.</param>
    internal sealed record FarCase(string Name, double[][] Rows, int[] Effects, int Fixed, double[]? At, FarEstimates Ml, FarEstimates Reml)
    {
        public ModelDesign Design()
        {
            SketchColumn[] columns = [DesignSketch.One(Rows.Length), new("x", Column(1))];
            var sketch = new DesignSketch("y", Column(0)).Fixed(columns[..Fixed]);
            double[] weights = Column(2);
            sketch.Weights(Array.TrueForAll(weights, static weight => weight == 1) ? null : weights);
            for (int factor = 0; factor < Effects.Length; factor++)
            {
                int[] codes = Array.ConvertAll(Column(3 + factor), static code => (int)code);
                sketch.Random(new FactorColumn("f" + factor, codes, [.. Enumerable.Range(0, codes.Max() + 1).Select(static level => "g" + level)]), columns[..Effects[factor]]);
            }

            return sketch.Build();
        }

        private double[] Column(int index) => Array.ConvertAll(Rows, row => row[index]);
    }

    internal sealed record FarEstimates(double[] Theta, double Sigma, double[] Beta, double[] StandardErrors, double Objective);
}
