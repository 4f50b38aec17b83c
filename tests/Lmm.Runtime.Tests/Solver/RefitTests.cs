using Lmm.Solver;
using Lmm.Tests.Kernels;

namespace Lmm.Tests.Solver;

/// <summary>One workspace, many responses: the bits of fits made anew, and no allocation.</summary>
public class RefitTests
{
    public static TheoryData<string, Estimation, bool> Models
    {
        get
        {
            var data = new TheoryData<string, Estimation, bool>();
            foreach (string shape in RandomDesigns.ShapeNames)
            {
                foreach (Estimation estimation in new[] { Estimation.MaximumLikelihood, Estimation.RestrictedMaximumLikelihood })
                {
                    data.Add(shape, estimation, false);
                    data.Add(shape, estimation, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Refits_are_new_fits_to_the_last_bit(string shape, Estimation estimation, bool weighted)
    {
        ModelDesign design = RandomDesigns.Build(shape, 61, weighted);
        var workspace = new FitWorkspace(design, estimation);
        for (int seed = 0; seed < 4; seed++)
        {
            double[] response = Response(design, seed);
            workspace.Refit(response);
            AssertSameBits(Solve(design, response, estimation), workspace, design);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(20)]
    public void Refits_of_reference_models_are_new_fits_to_the_last_bit(int number)
    {
        ModelDesign design = ReferenceDesigns.Build(number);
        var workspace = new FitWorkspace(design);
        workspace.Refit(Response(design, 1));
        workspace.Refit(design.Response.Values);
        AssertSameBits(Solve(design, design.Response.Values, Estimation.RestrictedMaximumLikelihood), workspace, design);
    }

    // Far groups are fitted from the rows; an ordinary response before or after them is not touched by that.
    [Theory]
    [InlineData("one factor, two effects", false)]
    [InlineData("one factor, diagonal", true)]
    [InlineData("nested in three levels", true)]
    [InlineData("crossed intercepts", false)]
    public void Refits_of_groups_far_apart_are_new_fits_to_the_last_bit(string shape, bool weighted)
    {
        ModelDesign design = RandomDesigns.Build(shape, 63, weighted);
        foreach (Estimation estimation in new[] { Estimation.MaximumLikelihood, Estimation.RestrictedMaximumLikelihood })
        {
            var workspace = new FitWorkspace(design, estimation);
            foreach (FitWorkspace each in new[] { workspace, workspace.Clone() })
            {
                for (int seed = 0; seed < 6; seed++)
                {
                    double[] response = Response(design, seed);
                    int[] codes = design.RandomTerms[0].Grouping.Codes;
                    for (int row = 0; row < response.Length && seed % 2 == 1; row++)
                    {
                        response[row] += Math.Pow(10, seed + 3) * Math.Sin(7 * codes[row]);
                    }

                    each.Refit(response);
                    AssertSameBits(Solve(design, response, estimation), each, design);
                }
            }
        }
    }

    [Fact]
    public void A_refit_of_groups_too_far_apart_is_an_outcome_with_its_reason()
    {
        ModelDesign design = RandomDesigns.Build("one factor, intercept", 64, weighted: false);
        double[] near = Response(design, 1);
        double[] far = [.. near.Zip(design.RandomTerms[0].Grouping.Codes, static (value, code) => value + (1e11 * Math.Sin(7 * code)))];
        var workspace = new FitWorkspace(design);
        Assert.Equal(FitOutcome.GroupsTooFarApart, workspace.Refit(far));
        Assert.False(workspace.HasEstimates);
        Assert.Contains("the groups of g lie", workspace.Message, StringComparison.Ordinal);
        ManyFits fits = LinearMixedModel.FitMany(design, new ResponseTable([near, far, [double.NaN, .. far[1..]]]));
        Assert.Equal(FitOutcome.Converged, fits[0].Outcome);
        Assert.Equal(FitOutcome.GroupsTooFarApart, fits[1].Outcome);
        Assert.Equal(FitOutcome.GroupsTooFarApart, fits[2].Outcome);
        Assert.Contains("the groups of g lie", fits[1].Message, StringComparison.Ordinal);
        Assert.Contains("the groups of g lie", fits[2].Message, StringComparison.Ordinal);
        Assert.Equal(FitOutcome.Converged, workspace.Refit(near));
    }

    [Fact]
    public void Refits_with_many_pieces_of_rows_and_levels_are_new_fits_to_the_last_bit()
    {
        ModelDesign design = InvarianceTests.ManyGroups(6_000);
        var workspace = new FitWorkspace(design, Estimation.MaximumLikelihood);
        workspace.Refit(design.Response.Values);
        AssertSameBits(Solve(design, design.Response.Values, Estimation.MaximumLikelihood), workspace, design);
    }

    [Fact]
    public void Refits_where_X_is_collinear_are_new_fits_to_the_last_bit()
    {
        ModelDesign design = RandomDesigns.Build("one factor, two effects", 62, weighted: true);
        double[][] columns = design.FixedEffects.Columns;
        double[] near = columns[1].Zip(columns[2], static (x, z) => x + (1e-5 * z)).ToArray();
        double[] sum = columns[1].Zip(columns[2], static (x, z) => x + z).ToArray();
        foreach (double[] added in new[] { near, sum })
        {
            var matrix = design.FixedEffects with
            {
                Columns = [.. columns[..3], added],
            };
            var wider = new ModelDesign(design.Rows, design.Response, design.Weights, design.Offset, matrix, design.RandomTerms);
            var workspace = new FitWorkspace(wider);
            workspace.Refit(Response(wider, 3));
            AssertSameBits(Solve(wider, Response(wider, 3), Estimation.RestrictedMaximumLikelihood), workspace, wider);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Refits_allocate_nothing(string shape, Estimation estimation, bool weighted)
    {
        ModelDesign design = RandomDesigns.Build(shape, 63, weighted);
        var workspace = new FitWorkspace(design, estimation);
        double[][] responses = [.. Enumerable.Range(0, 3).Select(seed => Response(design, seed))];
        double[][] modes = Array.ConvertAll(design.RandomTerms, static term => new double[term.Grouping.Levels.Length * term.Matrix.ColumnCount]);
        Assert.Equal(0, Allocation.Of(() =>
        {
            foreach (double[] response in responses)
            {
                workspace.Refit(response);
                workspace.Refit(response, workspace.Theta);
                for (int term = 0; term < modes.Length; term++)
                {
                    workspace.CopyConditionalModes(term, modes[term]);
                }
            }
        }));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(18)]
    [InlineData(20)]
    public void Refits_of_reference_models_allocate_nothing(int number)
    {
        ModelDesign design = ReferenceDesigns.Build(number);
        var workspace = new FitWorkspace(design);
        Assert.Equal(0, Allocation.Of(() => workspace.Refit(design.Response.Values)));
    }

    [Fact]
    public void Responses_that_no_fit_can_be_had_from_are_outcomes_and_leave_the_workspace_usable()
    {
        ModelDesign design = RandomDesigns.Build("one factor, intercept", 64, weighted: false);
        double[] good = Response(design, 1);
        var workspace = new FitWorkspace(design);
        (FitOutcome Outcome, double[] Response)[] bad =
        [
            (FitOutcome.ConstantResponse, new double[good.Length]),
            (FitOutcome.PerfectFixedEffects, Array.ConvertAll(design.FixedEffects.Columns[1], static value => 1e6 + (3 * value))),
            (FitOutcome.MissingValue, [double.NaN, .. good[1..]]),
            (FitOutcome.InfiniteValue, [double.PositiveInfinity, .. good[1..]]),
        ];
        foreach ((FitOutcome outcome, double[] response) in bad)
        {
            Assert.Equal(outcome, workspace.Refit(response));
            Assert.True(double.IsNaN(workspace.Objective) && double.IsNaN(workspace.Sigma) && double.IsNaN(workspace.Beta[0]) && double.IsNaN(workspace.Theta[0]));
            Assert.NotEmpty(workspace.Message);
            Assert.Throws<InvalidOperationException>(() => workspace.CopyConditionalModes(0, new double[9]));
            Assert.Equal(FitOutcome.Converged, workspace.Refit(good));
            AssertSameBits(Solve(design, good, Estimation.RestrictedMaximumLikelihood), workspace, design);
        }
    }

    [Fact]
    public void A_response_that_is_constant_within_every_group_is_a_perfect_fit()
    {
        ModelDesign design = RandomDesigns.Build("one factor, intercept", 65, weighted: false);
        SketchColumn one = DesignSketch.One(design.Rows.RowCount);
        ModelDesign plain = new DesignSketch("y", design.Response.Values).Fixed(one).Random(design.RandomTerms[0].Grouping, one).Build();
        Assert.Equal(FitOutcome.PerfectFit, new FitWorkspace(plain).Refit(Array.ConvertAll(design.RandomTerms[0].Grouping.Codes, static code => Math.Sin(code))));
    }

    // The search starts elsewhere, so it ends elsewhere within the accuracy of convergence: 1e-5 standard errors, and the square of it in the objective.
    [Theory]
    [MemberData(nameof(Models))]
    public void A_start_at_the_optimum_finds_the_optimum_in_no_more_evaluations(string shape, Estimation estimation, bool weighted)
    {
        ModelDesign design = RandomDesigns.Build(shape, 66, weighted);
        double[] response = Response(design, 2);
        var workspace = new FitWorkspace(design, estimation);
        Assert.Equal(FitOutcome.Converged, workspace.Refit(response));
        double objective = workspace.Objective;
        double[] theta = workspace.Theta.ToArray();
        int evaluations = workspace.Evaluations;
        Assert.Equal(FitOutcome.Converged, workspace.Refit(response, theta));
        Assert.Equal(objective, workspace.Objective, 1e-8);
        Assert.InRange(workspace.Evaluations, 1, evaluations + theta.Length);
    }

    [Fact]
    public void Clones_on_several_threads_give_the_bits_of_one()
    {
        ModelDesign design = RandomDesigns.Build("nested and crossed", 67, weighted: true);
        var workspace = new FitWorkspace(design);
        double[][] responses = [.. Enumerable.Range(0, 24).Select(seed => Response(design, seed))];
        double[] objectives = Array.ConvertAll(responses, response =>
        {
            workspace.Refit(response);
            return workspace.Objective;
        });
        var parallel = new double[responses.Length];
        Parallel.For(0, responses.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, workspace.Clone, (index, _, own) =>
        {
            own.Refit(responses[index]);
            parallel[index] = own.Objective;
            return own;
        }, static _ => { });
        Assert.Equal(objectives, parallel);
    }

    [Fact]
    public void A_response_or_start_of_another_length_is_refused()
    {
        ModelDesign design = RandomDesigns.Build("one factor, intercept", 68, weighted: false);
        var workspace = new FitWorkspace(design);
        Assert.Contains("59 values", Assert.Throws<ArgumentException>(() => workspace.Refit(new double[59])).Message, StringComparison.Ordinal);
        Assert.Contains("2 values", Assert.Throws<ArgumentException>(() => workspace.Refit(design.Response.Values, new double[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_workspace_stops()
    {
        using var source = new CancellationTokenSource();
        ModelDesign design = ReferenceDesigns.Build(6);
        var workspace = new FitWorkspace(design, cancellationToken: source.Token);
        workspace.Refit(design.Response.Values);
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => workspace.Refit(design.Response.Values));
    }

    [Fact]
    public void A_fits_own_workspace_repeats_the_fit()
    {
        ModelDesign design = ReferenceDesigns.Build(6);
        LinearMixedModelFit fit = LinearMixedModel.Fit(design, Estimation.MaximumLikelihood);
        FitWorkspace workspace = fit.RefitWorkspace();
        Assert.Equal(FitOutcome.Converged, workspace.Refit(design.Response.Values));
        Assert.Equal(fit.Objective, workspace.Objective);
        Assert.Equal(fit.Theta, workspace.Theta.ToArray());
        Assert.Equal(fit.Convergence.Message, workspace.Message);
    }

    // Level means of its own size for every factor, so that no two seeds have the same variances.
    internal static double[] Response(ModelDesign design, int seed)
    {
        var random = new Random(1000 + seed);
        var response = new double[design.Rows.RowCount];
        foreach (RandomEffectsDesign term in design.RandomTerms)
        {
            double size = 2 * random.NextDouble();
            double[] means = Array.ConvertAll(term.Grouping.Levels, _ => size * RandomDesigns.Normal(random));
            for (int row = 0; row < response.Length; row++)
            {
                response[row] += means[term.Grouping.Codes[row]] * term.Matrix.Columns[^1][row];
            }
        }

        for (int row = 0; row < response.Length; row++)
        {
            response[row] += (seed * 100) + RandomDesigns.Normal(random);
        }

        return response;
    }

    private static MixedModelSolution Solve(ModelDesign design, double[] response, Estimation estimation) => DesignSolver.Solve(
        new ModelDesign(design.Rows, new NumericColumn("y", response), design.Weights, design.Offset, design.FixedEffects, design.RandomTerms),
        estimation,
        FitOptions.Default,
        CancellationToken.None);

    private static void AssertSameBits(MixedModelSolution expected, FitWorkspace workspace, ModelDesign design)
    {
        Assert.Equal(expected.Convergence.Converged, workspace.Outcome == FitOutcome.Converged);
        Assert.Equal(expected.Convergence.Evaluations, workspace.Evaluations);
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected.Objective), BitConverter.DoubleToInt64Bits(workspace.Objective));
        Assert.Equal(expected.Sigma, workspace.Sigma);
        Assert.Equal(expected.Theta, workspace.Theta.ToArray());
        Assert.Equal(expected.Beta, workspace.Beta.ToArray());
        Assert.Equal(expected.BetaCovariance.Cast<double>(), workspace.CoefficientCovariance.ToArray());
        Assert.Equal(expected.Convergence.IsSingular, workspace.IsSingular);
        for (int column = 0; column < expected.Beta.Length; column++)
        {
            Assert.Equal(Math.Sqrt(expected.BetaCovariance[column, column]), workspace.StandardErrors[column]);
        }

        for (int term = 0; term < design.RandomTerms.Length; term++)
        {
            var modes = new double[expected.RandomTerms[term].Modes.Length];
            workspace.CopyConditionalModes(term, modes);
            Assert.Equal(expected.RandomTerms[term].Modes, modes);
        }
    }
}
