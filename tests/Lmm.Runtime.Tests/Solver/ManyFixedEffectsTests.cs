using Lmm.Coordinates;
using Lmm.Kernels;
using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>Fixed factors of so many levels that products are formed of what rows have, and levels are worked off as a dense matrix.</summary>
public class ManyFixedEffectsTests
{
    private const int Levels = 110;
    private const int Rows = 500;

    [Theory]
    [InlineData("y ~ x + f + (1 | g)", Estimation.RestrictedMaximumLikelihood, false)]
    [InlineData("y ~ x + f + (x | g)", Estimation.MaximumLikelihood, true)]
    [InlineData("y ~ 0 + f + x + (x | g)", Estimation.RestrictedMaximumLikelihood, true)]
    [InlineData("y ~ f + f:z + (1 | g) + (1 | h)", Estimation.RestrictedMaximumLikelihood, true)]
    [InlineData("y ~ z * x + f + (1 | g/h)", Estimation.MaximumLikelihood, false)]
    public void Estimates_are_those_of_the_dense_model(string formula, Estimation estimation, bool weighted)
    {
        ModelDesign design = Model.Parse(formula).Bind(Frame(), weights: weighted ? "w" : null).BuildDesign();
        MixedModelSolution solution = DesignSolver.Solve(design, estimation, FitOptions.Default, CancellationToken.None);
        var dense = new DenseModel(design, estimation, Array.ConvertAll(solution.RandomTerms, static term => term.Lambda));

        Assert.True(solution.Convergence.Converged, solution.Convergence.Message);
        Assert.Equal(dense.Objective, solution.Objective, 1e-8);
        Assert.Equal(Math.Sqrt(dense.Variance), solution.Sigma, 1e-9);
        for (int row = 0; row < dense.Beta.Count; row++)
        {
            Assert.Equal(dense.Beta[row], solution.Beta[row], 1e-8);
            for (int column = 0; column < dense.Beta.Count; column++)
            {
                Assert.Equal(dense.BetaCovariance[row, column], solution.BetaCovariance[row, column], 1e-8);
            }
        }

        for (int index = 0; index < dense.Modes[0].Count; index++)
        {
            Assert.Equal(dense.Modes[0][index], solution.RandomTerms[0].Modes[index], 1e-7);
        }
    }

    // Helmert's columns are mostly filled, so that their products are formed row by row.
    [Fact]
    public void Contrasts_do_not_matter_to_the_criterion_nor_to_fitted_values()
    {
        ModelFit treatment = Model.Parse("y ~ x + f + (1 | g)").Fit(Frame(), Estimation.MaximumLikelihood, weights: "w");
        ModelFit helmert = Model.Parse("y ~ x + C(f, helmert) + (1 | g)").Fit(Frame(), Estimation.MaximumLikelihood, weights: "w");

        Assert.Equal(treatment.LogLikelihood, helmert.LogLikelihood, 1e-8);
        Assert.Equal(treatment.Coefficients["x"].Estimate, helmert.Coefficients["x"].Estimate, 1e-9);
        Assert.Equal(treatment.Coefficients["x"].StandardError, helmert.Coefficients["x"].StandardError, 1e-9);
        Assert.All(treatment.FittedValues.Zip(helmert.FittedValues), static pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }

    [Fact]
    public void Of_two_factors_with_one_partition_the_later_is_not_estimable()
    {
        ModelFrame frame = Frame();
        FrameColumn same = FrameColumn.Text("same", frame["f"].Levels.Count == 0 ? [] : Enumerable.Range(0, Rows).Select(static row => $"t{Level(row)}"));
        ModelFit both = Model.Parse("y ~ x + f + same + (1 | g)").Fit(frame.With(same));
        ModelFit one = Model.Parse("y ~ x + f + (1 | g)").Fit(frame);

        Assert.Equal(Levels - 1, both.Coefficients.Count(static coefficient => !coefficient.IsEstimable));
        Assert.Equal(one.LogLikelihood, both.LogLikelihood, 1e-8);
        Assert.All(one.Coefficients, coefficient => Assert.Equal(coefficient.Estimate, both.Coefficients[coefficient.Name].Estimate, 1e-8));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void Products_of_what_rows_have_are_those_of_whole_columns(bool weighted, bool centred)
    {
        ModelFrame frame = Frame();
        ModelDesign design = Model.Parse("y ~ x + f + f:z").Bind(frame, weights: weighted ? "w" : null).BuildDesign();
        double[][] columns = design.FixedEffects.Columns;
        ColumnMoments[] moments = Array.ConvertAll(columns, column => ColumnMoments.Of(column, design.Weights));
        bool[] isCentred = new bool[columns.Length];
        Array.Fill(isCentred, centred);
        var block = new ColumnBlock(columns, new ColumnBasis([.. Enumerable.Range(0, columns.Length)], moments, centred ? 0 : -1, isCentred, null));
        var workers = new Workers(2, CancellationToken.None);
        var response = new WorkingResponse(design.Response.Values, null, 0.3, 0.8);

        Assert.NotNull(SparseColumns.Find(block, design.Weights, Rows, workers));
        double[] whole = GramMatrix.FormDense(block, response, design.Weights, Rows, workers);
        double[] sparse = GramMatrix.Form(block, response.Response, response.Offset, response.Shift, response.Scale, design.Weights, Rows, workers);
        int width = block.Count + 1;
        for (int row = 0; row < width; row++)
        {
            for (int column = 0; column < width; column++)
            {
                double size = Math.Sqrt(whole[(row * width) + row] * whole[(column * width) + column]);
                Assert.Equal(whole[(row * width) + column], sparse[(row * width) + column], 1e-13 * size);
            }
        }
    }

    [Fact]
    public void Few_columns_and_full_ones_are_not_taken_for_sparse()
    {
        ModelFrame frame = Frame();
        Assert.Null(Sparse(Model.Parse("y ~ x + h").Bind(frame).BuildDesign()));
        Assert.Null(Sparse(Model.Parse("y ~ C(f, poly)").Bind(frame).BuildDesign()));

        static SparseColumns? Sparse(ModelDesign design)
            => SparseColumns.Find(new ColumnBlock(design.FixedEffects.Columns, ColumnBasis.Identity(design.FixedEffects.ColumnCount)), null, Rows, new Workers(1, CancellationToken.None));
    }

    private static int Level(int row) => row * 37 % Levels;

    private static ModelFrame Frame()
    {
        var random = new Random(11);
        double[] Normal(double size) => [.. Enumerable.Range(0, Rows).Select(_ => size * RandomDesigns.Normal(random))];
        double[] x = Normal(1);
        double[] noise = Normal(0.5);
        double[] groups = [.. Enumerable.Range(0, 30).Select(_ => RandomDesigns.Normal(random))];
        return new ModelFrame(
            FrameColumn.Numeric("y", Enumerable.Range(0, Rows).Select(row => (0.4 * x[row]) + Math.Sin(Level(row)) + groups[row % 30] + noise[row])),
            FrameColumn.Numeric("x", x),
            FrameColumn.Numeric("z", Normal(1).Select(static value => 5 + value)),
            FrameColumn.Numeric("w", Enumerable.Range(0, Rows).Select(_ => 0.5 + random.NextDouble())),
            FrameColumn.Text("f", Enumerable.Range(0, Rows).Select(static row => $"f{Level(row)}")),
            FrameColumn.Text("g", Enumerable.Range(0, Rows).Select(static row => $"g{row % 30}")),
            FrameColumn.Text("h", Enumerable.Range(0, Rows).Select(static row => $"h{row / 3 % 8}")));
    }
}
