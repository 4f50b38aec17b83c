using Lmm.Formula.Binding;
using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Criteria;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Tests.Solver;

/// <summary>Random terms with many effects to a level: uncorrelated ones that never meet in a row, and correlated ones.</summary>
public class ManyEffectsTests
{
    public static TheoryData<int, Estimation> Uncorrelated => new()
    {
        { 8, Estimation.MaximumLikelihood },
        { 8, Estimation.RestrictedMaximumLikelihood },
        { 30, Estimation.MaximumLikelihood },
        { 30, Estimation.RestrictedMaximumLikelihood },
        { 100, Estimation.MaximumLikelihood },
        { 100, Estimation.RestrictedMaximumLikelihood },
        { 500, Estimation.MaximumLikelihood },
        { 500, Estimation.RestrictedMaximumLikelihood },
    };

    [Theory]
    [MemberData(nameof(Uncorrelated))]
    public void Uncorrelated_effects_have_the_optimum_of_the_formula_for_cells(int levels, Estimation estimation)
    {
        var sketch = new FactorSketch(levels, 12, 3, levels);
        MixedModelSolution solution = Solve(sketch.Design(CovarianceStructure.Diagonal, DesignSketch.Indicators(sketch.F)), estimation);

        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        double[][] cells = [.. sketch.Cells()];
        double value = Deviance(cells, solution.Theta, estimation);
        Assert.Equal(value, solution.Objective, 1e-9 * Math.Abs(value));
        var random = new Random(1);
        for (int trial = 0; trial < 50; trial++)
        {
            double size = Math.Pow(10, -1 - (3 * random.NextDouble()));
            double[] near = Array.ConvertAll(solution.Theta, theta => theta + (size * RandomDesigns.Normal(random)));
            Assert.True(Deviance(cells, near, estimation) >= value - 1e-7);
        }

        for (int parameter = 0; parameter < levels; parameter++)
        {
            double slope = Slope(cells, solution.Theta, parameter, estimation);
            Assert.True(solution.Theta[parameter] == 0 ? slope > -1e-4 : Math.Abs(slope) < 1e-3, $"slope {slope} at θ[{parameter}] = {solution.Theta[parameter]}");
        }
    }

    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void Columns_by_themselves_give_what_they_give_together(Estimation estimation)
    {
        var sketch = new FactorSketch(8, 9, 3, 4, missing: 0.2);
        SketchColumn[] columns = DesignSketch.Indicators(sketch.F);
        MixedModelSolution apart = Solve(sketch.Design(CovarianceStructure.Diagonal, columns), estimation);
        MixedModelSolution together = Solve(sketch.Sketch().Random(sketch.G, CovarianceStructure.Diagonal, columns).Build(), estimation);
        MixedModelSolution terms = Solve(columns.Aggregate(sketch.Sketch(), (design, column) => design.Random(sketch.G, column)).Build(), estimation);

        AssertSame(together, apart);
        Assert.Equal(terms.Objective, apart.Objective, 1e-8);
        for (int level = 0; level < 9; level++)
        {
            for (int effect = 0; effect < 8; effect++)
            {
                Assert.Equal(together.RandomTerms[0].ModeVariance(level, effect), apart.RandomTerms[0].ModeVariance(level, effect), 1e-5);
            }
        }
    }

    [Fact]
    public void The_dense_model_has_the_same_criterion_modes_and_variances()
    {
        var sketch = new FactorSketch(8, 6, 2, 5);
        ModelDesign design = sketch.Design(CovarianceStructure.Diagonal, DesignSketch.Indicators(sketch.F));
        foreach (Estimation estimation in new[] { Estimation.MaximumLikelihood, Estimation.RestrictedMaximumLikelihood })
        {
            MixedModelSolution solution = Solve(design, estimation);
            var dense = new DenseModel(design, estimation, [solution.RandomTerms[0].Lambda]);
            Assert.Equal(dense.Objective, solution.Objective, 1e-9);
            Assert.Equal(Math.Sqrt(dense.Variance), solution.Sigma, 1e-10);
            for (int index = 0; index < dense.Modes[0].Count; index++)
            {
                Assert.Equal(dense.Modes[0][index], solution.RandomTerms[0].Modes[index], 1e-8);
                Assert.Equal(dense.ModeCovariances[0][index, index], solution.RandomTerms[0].ModeVariance(index / 8, index % 8), 1e-8);
            }
        }
    }

    [Fact]
    public void Columns_by_themselves_stand_beside_an_intercept_and_beside_another_factor()
    {
        var sketch = new FactorSketch(8, 9, 3, 6);
        SketchColumn[] contrasts = DesignSketch.Contrasts(sketch.F);
        ModelDesign withIntercept = sketch.Sketch().Random(sketch.G, CovarianceStructure.Diagonal, [DesignSketch.One(sketch.Response.Length), .. contrasts]).Build();
        RandomEffectsDesign term = withIntercept.RandomTerms[0];
        ModelMatrix matrix = term.Matrix with { TermIndices = [0, .. contrasts.Select(static _ => 1)], TermLabels = ["(Intercept)", "f"] };
        var apart = new ModelDesign(withIntercept.Rows, withIntercept.Response, null, null, withIntercept.FixedEffects, [term with { Matrix = matrix }]);
        ModelDesign crossed = sketch.Sketch().Random(sketch.G, CovarianceStructure.Diagonal, DesignSketch.Indicators(sketch.F)).Random(sketch.H, DesignSketch.One(sketch.Response.Length)).Build();
        foreach (Estimation estimation in new[] { Estimation.MaximumLikelihood, Estimation.RestrictedMaximumLikelihood })
        {
            AssertSame(Solve(withIntercept, estimation), Solve(apart, estimation));
            AssertSame(Solve(crossed, estimation), Solve(FactorSketch.OfOneTerm(crossed), estimation));
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(100)]
    public void Variances_of_zero_are_found_among_many(int levels)
    {
        var sketch = new FactorSketch(levels, 12, 3, 7, deviation: level => level % 2 == 0 ? 0 : 1);
        MixedModelSolution solution = Solve(sketch.Design(CovarianceStructure.Diagonal, DesignSketch.Indicators(sketch.F)), Estimation.MaximumLikelihood);

        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        Assert.True(solution.Convergence.IsSingular);
        double[][] cells = [.. sketch.Cells()];
        for (int parameter = 0; parameter < levels; parameter++)
        {
            double[] near = [.. solution.Theta];
            near[parameter] += 0.05;
            Assert.True(Deviance(cells, near, Estimation.MaximumLikelihood) >= solution.Objective - 1e-7);
        }
    }

    [Theory]
    [InlineData(8, Estimation.MaximumLikelihood)]
    [InlineData(8, Estimation.RestrictedMaximumLikelihood)]
    [InlineData(30, Estimation.MaximumLikelihood)]
    [InlineData(30, Estimation.RestrictedMaximumLikelihood)]
    public void Correlated_effects_have_the_criterion_of_groups_written_out(int levels, Estimation estimation)
    {
        var sketch = new FactorSketch(levels, 4 * levels, 2, 8);
        ModelDesign design = sketch.Design(CovarianceStructure.Unstructured, DesignSketch.Indicators(sketch.F));
        MixedModelSolution solution = Solve(design, estimation);

        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        double value = Deviance(sketch, solution.RandomTerms[0].Lambda, estimation);
        Assert.Equal(value, solution.Objective, 1e-9 * Math.Abs(value));
        var random = new Random(2);
        for (int trial = 0; trial < 10; trial++)
        {
            double[,] near = (double[,])solution.RandomTerms[0].Lambda.Clone();
            double size = Math.Pow(10, -1 - (3 * random.NextDouble()));
            for (int row = 0; row < levels; row++)
            {
                for (int column = 0; column <= row; column++)
                {
                    near[row, column] += size * RandomDesigns.Normal(random);
                }
            }

            Assert.True(Deviance(sketch, near, estimation) >= solution.Objective - 1e-7);
        }
    }

    [Fact]
    public void The_gradient_of_correlated_effects_is_that_of_differences()
    {
        var sketch = new FactorSketch(30, 40, 2, 9);
        CrossProducts products = CrossProducts.Form(sketch.Design(CovarianceStructure.Unstructured, DesignSketch.Indicators(sketch.F)));
        foreach (Estimation estimation in new[] { Estimation.MaximumLikelihood, Estimation.RestrictedMaximumLikelihood })
        {
            var criterion = new ProfiledCriterion(products, estimation, new Workers(1, CancellationToken.None));
            var random = new Random(3);
            double[] theta = [.. Enumerable.Range(0, 465).Select(_ => 0.1 + (0.2 * random.NextDouble()))];
            var gradient = new double[465];
            criterion.Value(theta);
            criterion.Gradient(gradient);
            for (int parameter = 0; parameter < 465; parameter += 31)
            {
                const double Step = 1e-5;
                double[] near = [.. theta];
                near[parameter] += Step;
                double above = criterion.Value(near);
                near[parameter] -= 2 * Step;
                Assert.Equal((above - criterion.Value(near)) / (2 * Step), gradient[parameter], 1e-4 * gradient.Max(Math.Abs));
            }
        }
    }

    [Fact]
    public void A_workspace_fits_columns_by_themselves_to_the_bits_of_a_new_fit()
    {
        var sketch = new FactorSketch(8, 9, 3, 10);
        ModelDesign design = sketch.Design(CovarianceStructure.Diagonal, DesignSketch.Indicators(sketch.F));
        LinearMixedModelFit fit = LinearMixedModel.Fit(design);
        var workspace = new FitWorkspace(design);
        Assert.Equal(FitOutcome.Converged, workspace.Refit(sketch.Response));
        Assert.Equal(fit.Objective, workspace.Objective);
        Assert.Equal(fit.Theta, workspace.Theta.ToArray());
        var modes = new double[9 * 8];
        workspace.CopyConditionalModes(0, modes);
        Assert.Equal(fit.Solution.RandomTerms[0].Modes, modes);
    }

    [Fact]
    public void Cross_products_of_columns_by_themselves_add_up()
    {
        var whole = new FactorSketch(8, 9, 4, 11);
        ModelDesign design = whole.Design(CovarianceStructure.Diagonal, DesignSketch.Indicators(whole.F));
        int half = whole.Response.Length / 2;
        ModelDesign[] halves = [.. new[] { Enumerable.Range(0, half), Enumerable.Range(half, whole.Response.Length - half) }.Select(rows => Lmm.Design.DesignRows.Select(design, [.. rows]))];
        CrossProducts sum = CrossProducts.Form(halves[0]).Add(CrossProducts.Form(halves[1]));
        MixedModelSolution expected = Solve(design, Estimation.MaximumLikelihood);
        MixedModelSolution actual = DesignSolver.Solve(sum, Estimation.MaximumLikelihood, FitOptions.Default, CancellationToken.None);
        Assert.Equal(expected.Objective, actual.Objective, 1e-8);
        Assert.Equal(expected.Sigma, actual.Sigma, 1e-6);
    }

    private static MixedModelSolution Solve(ModelDesign design, Estimation estimation)
        => DesignSolver.Solve(design, estimation, FitOptions.Default, CancellationToken.None);

    private static void AssertSame(MixedModelSolution expected, MixedModelSolution actual)
    {
        Assert.True(expected.Convergence.Converged, expected.Convergence.Message);
        Assert.True(actual.Convergence.Converged, actual.Convergence.Message);
        Assert.Equal(expected.Objective, actual.Objective, 1e-8);
        Assert.Equal(expected.Sigma, actual.Sigma, 1e-6);
        Assert.Equal(expected.Theta.Length, actual.Theta.Length);
        for (int parameter = 0; parameter < expected.Theta.Length; parameter++)
        {
            Assert.Equal(expected.Theta[parameter], actual.Theta[parameter], 1e-5);
        }

        for (int term = 0; term < expected.RandomTerms.Length; term++)
        {
            for (int mode = 0; mode < expected.RandomTerms[term].Modes.Length; mode++)
            {
                Assert.Equal(expected.RandomTerms[term].Modes[mode], actual.RandomTerms[term].Modes[mode], 1e-4);
            }
        }
    }

    // A cell of m rows has V = I + θ²J: its determinant is 1 + mθ², and the mean of the cell has the weight m/(1 + mθ²).
    private static double Deviance(double[][] cells, double[] theta, Estimation estimation)
    {
        double determinant = 0;
        double weights = 0;
        double sum = 0;
        for (int cell = 0; cell < cells.Length; cell++)
        {
            int count = cells[cell].Length;
            double ratio = 1 + (count * theta[cell % theta.Length] * theta[cell % theta.Length]);
            determinant += Math.Log(ratio);
            weights += count / ratio;
            sum += count / ratio * cells[cell].Average();
        }

        double mean = sum / weights;
        double squares = 0;
        for (int cell = 0; cell < cells.Length; cell++)
        {
            double own = cells[cell].Average();
            int count = cells[cell].Length;
            squares += cells[cell].Sum(value => (value - own) * (value - own))
                + (count / (1 + (count * theta[cell % theta.Length] * theta[cell % theta.Length])) * (own - mean) * (own - mean));
        }

        bool isRestricted = estimation == Estimation.RestrictedMaximumLikelihood;
        int degrees = cells.Sum(static cell => cell.Length) - (isRestricted ? 1 : 0);
        return determinant + (isRestricted ? Math.Log(weights) : 0) + (degrees * (1 + Math.Log(2 * Math.PI * squares / degrees)));
    }

    private static double Slope(double[][] cells, double[] theta, int parameter, Estimation estimation)
    {
        const double Step = 1e-5;
        double[] near = [.. theta];
        near[parameter] = theta[parameter] + Step;
        double above = Deviance(cells, near, estimation);
        near[parameter] = theta[parameter] - Step;
        return (above - Deviance(cells, near, estimation)) / (2 * Step);
    }

    // V of every group as a dense matrix.
    private static double Deviance(FactorSketch sketch, double[,] lambda, Estimation estimation)
    {
        Matrix<double> factor = Matrix<double>.Build.DenseOfArray(lambda);
        Matrix<double> covariance = factor * factor.Transpose();
        double determinant = 0;
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int group = 0; group < sketch.G.Levels.Length; group++)
        {
            int[] rows = [.. Enumerable.Range(0, sketch.Response.Length).Where(row => sketch.G.Codes[row] == group)];
            Matrix<double> v = Matrix<double>.Build.Dense(rows.Length, rows.Length, (i, j) => (i == j ? 1 : 0) + covariance[sketch.F.Codes[rows[i]], sketch.F.Codes[rows[j]]]);
            var cholesky = v.Cholesky();
            determinant += cholesky.DeterminantLn;
            Vector<double> y = Vector<double>.Build.Dense(rows.Length, row => sketch.Response[rows[row]]);
            Vector<double> one = Vector<double>.Build.Dense(rows.Length, 1);
            Vector<double> solved = cholesky.Solve(one);
            xx += solved.Sum();
            xy += solved * y;
            yy += y * cholesky.Solve(y);
        }

        bool isRestricted = estimation == Estimation.RestrictedMaximumLikelihood;
        int degrees = sketch.Response.Length - (isRestricted ? 1 : 0);
        return determinant + (isRestricted ? Math.Log(xx) : 0) + (degrees * (1 + Math.Log(2 * Math.PI * (yy - (xy * xy / xx)) / degrees)));
    }
}
