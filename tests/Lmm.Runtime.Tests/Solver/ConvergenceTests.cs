using Lmm.Solver;
using Lmm.Solver.Criteria;
using Lmm.Solver.Optimization;

namespace Lmm.Tests.Solver;

/// <summary>What a fit says of its convergence, when it had to stop at any place on its way.</summary>
public class ConvergenceTests
{
    /// <summary>The largest decrease of the objective that a fit may have missed and still be called converged: half a Newton decrement of 1e-10.</summary>
    private const double MostMissed = 0.5e-10;

    public static TheoryData<string, Estimation> Models => new()
    {
        { "one factor, two effects", Estimation.MaximumLikelihood },
        { "one factor, three effects", Estimation.RestrictedMaximumLikelihood },
        { "crossed intercepts", Estimation.RestrictedMaximumLikelihood },
        { "nested", Estimation.MaximumLikelihood },
    };

    // The search is stopped after 1, 2, 3, … evaluations until it converges. What it missed of the optimum is half its decrement there.
    [Theory]
    [MemberData(nameof(Models))]
    public void A_search_that_stops_short_of_the_optimum_is_not_converged(string shape, Estimation estimation)
    {
        ModelDesign design = Drawn(shape, 81);
        MixedModelSolution whole = Solve(design, estimation, FitOptions.Default.MaximumEvaluations);
        Assert.True(whole.Convergence.Converged, whole.Convergence.Message);
        double rounding = 1e-13 * Math.Abs(whole.Objective);
        int almost = 0;
        bool hasConverged = false;
        for (int evaluations = 1; !hasConverged; evaluations++)
        {
            MixedModelSolution stopped = Solve(design, estimation, evaluations);
            double missed = stopped.Objective - whole.Objective;
            Assert.True(missed > -MostMissed - rounding, $"{evaluations} evaluations reached {missed:E2} less than the optimum.");
            Assert.False(stopped.Convergence.Converged && missed > MostMissed + rounding, $"Called converged {missed:E2} above the optimum after {evaluations} evaluations.");
            Assert.Equal(stopped.Convergence.Converged, stopped.Convergence.Message.StartsWith("Converged", StringComparison.Ordinal));
            hasConverged = stopped.Convergence.Converged;
            almost += missed > 1e-9 && missed < 0.5e-4 ? 1 : 0;
        }

        Assert.True(almost > 0, "No search stopped between 1e-9 and 1e-4 above the optimum.");
    }

    // Newton's steps on a function of known Hessian H: the decrement is gᵀH⁻¹g = dᵀHd at a distance d.
    [Theory]
    [InlineData(3e-6, 9e-12)]
    [InlineData(3e-5, 9e-10)]
    [InlineData(3e-3, 9e-6)]
    [InlineData(0.1, 1e-2)]
    public void The_decrement_is_the_squared_distance_in_standard_errors(double distance, double decrement)
    {
        var bowl = new Bowl();
        var polish = new NewtonPolish(bowl, maximumEvaluations: 3);
        double[] start = [1 + distance, 2];
        var gradient = new double[2];
        double value = bowl.Value(start);
        bowl.Gradient(gradient);
        polish.Run(start, value, gradient, Expected(), maximumSteps: 5);
        Assert.Equal(decrement, polish.Decrement, 1e-6 * decrement);
        Assert.Equal(start, polish.Point.ToArray());
    }

    // A Hessian takes as many evaluations as there are parameters; where they are not allowed none is spent, and nothing is known.
    [Fact]
    public void Without_evaluations_for_a_Hessian_there_is_no_decrement()
    {
        var bowl = new Bowl();
        var polish = new NewtonPolish(bowl, maximumEvaluations: 2);
        double value = bowl.Value([1, 2]);
        polish.Run([1, 2], value, [0, 0], Expected(), maximumSteps: 5);
        Assert.Equal(double.PositiveInfinity, polish.Decrement);
        Assert.Equal(1, bowl.Evaluations);
        Assert.False(polish.TryDescent(new double[2]));
    }

    [Fact]
    public void A_Hessian_in_closed_form_takes_no_evaluation()
    {
        var bowl = new Bowl { IsKnown = true };
        var polish = new NewtonPolish(bowl, maximumEvaluations: 2);
        double[] start = [1.1, 2];
        var gradient = new double[2];
        double value = bowl.Value(start);
        bowl.Gradient(gradient);
        polish.Run(start, value, gradient, Expected(), maximumSteps: 5);
        Assert.Equal(2, bowl.Evaluations);
        Assert.Equal(1, polish.Point[0], 1e-15);
        Assert.InRange(polish.Decrement, 0, 1e-28);
    }

    // A bowl has no way down, however flat; a saddle has one along its axis.
    [Theory]
    [InlineData(1, false)]
    [InlineData(1e-6, false)]
    [InlineData(-1, true)]
    public void A_way_down_is_found_at_saddles_alone(double curvature, bool isSaddle)
    {
        var bowl = new Bowl { First = curvature + 0.81 };
        var polish = new NewtonPolish(bowl, maximumEvaluations: 100);
        double value = bowl.Value([1, 2]);
        polish.Run([1, 2], value, [0, 0], Expected(), maximumSteps: 5);
        var direction = new double[2];
        Assert.Equal(isSaddle, polish.TryDescent(direction));
        Assert.True(!isSaddle || bowl.Value([1 + direction[0], 2 + direction[1]]) < value);
    }

    [Fact]
    public void The_evaluations_allowed_are_named()
        => Assert.Contains("the 2 evaluations allowed were spent", Solve(Drawn("one factor, three effects", 81), Estimation.MaximumLikelihood, 2).Convergence.Message, StringComparison.Ordinal);

    // A response with variances that are not zero.
    private static ModelDesign Drawn(string shape, int seed)
    {
        ModelDesign design = RandomDesigns.Build(shape, seed, weighted: false);
        var random = new Random(seed + 1);
        double[] y = Array.ConvertAll(design.Response.Values, _ => RandomDesigns.Normal(random));
        foreach (RandomEffectsDesign term in design.RandomTerms)
        {
            foreach (double[] column in term.Matrix.Columns)
            {
                double size = 1 / Math.Sqrt(column.Average(static value => value * value));
                double[] effects = Array.ConvertAll(term.Grouping.Levels, _ => 1.5 * size * RandomDesigns.Normal(random));
                for (int row = 0; row < y.Length; row++)
                {
                    y[row] += effects[term.Grouping.Codes[row]] * column[row];
                }
            }
        }

        return new ModelDesign(design.Rows, new NumericColumn("y", y), null, null, design.FixedEffects, design.RandomTerms);
    }

    private static MixedModelSolution Solve(ModelDesign design, Estimation estimation, int evaluations)
        => DesignSolver.Solve(design, estimation, FitOptions.Default with { MaximumEvaluations = evaluations }, CancellationToken.None);

    // The expected Hessian, of the bowl itself.
    private static ApproximateHessian Expected()
    {
        var hessian = new ApproximateHessian([[0, 1]]);
        new double[] { 1, 9, 9, 100 }.CopyTo(hessian.Block(0));
        return hessian;
    }

    private sealed class Bowl : IObjective
    {
        private readonly double[] _at = new double[2];

        public int ParameterCount => 2;

        public int Evaluations { get; private set; }

        public bool IsCostly => false;

        public bool HasManyParameters => false;

        public double First { get; init; } = 1;

        /// <summary>Whether its Hessian is told in closed form.</summary>
        public bool IsKnown { get; init; }

        public double Value(ReadOnlySpan<double> point)
        {
            Evaluations++;
            point.CopyTo(_at);
            (double x, double y) = (_at[0] - 1, _at[1] - 2);
            return ((First * x * x) + (18 * x * y) + (100 * y * y)) / 2;
        }

        public void Gradient(Span<double> gradient)
            => (gradient[0], gradient[1]) = ((First * (_at[0] - 1)) + (9 * (_at[1] - 2)), (9 * (_at[0] - 1)) + (100 * (_at[1] - 2)));

        public int[][] HessianBlocks => [[0, 1]];

        public void Curvature(ApproximateHessian hessian) => new double[] { First, 9, 9, 100 }.CopyTo(hessian.Block(0));

        public bool TryHessian(ReadOnlySpan<double> point, Span<double> hessian)
        {
            new double[] { First, 9, 9, 100 }.AsSpan(0, IsKnown ? 4 : 0).CopyTo(hessian);
            return IsKnown;
        }
    }
}
