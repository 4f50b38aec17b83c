using Lmm.Crossing;
using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>Many responses on one design: each fit is that of the response alone, whatever the threads and the other responses.</summary>
public class ManyResponsesTests
{
    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_fit_has_the_bits_of_a_fit_of_its_own_on_one_thread_and_on_two(string shape)
    {
        ModelDesign design = RandomDesigns.Build(shape, 71, weighted: true);
        double[][] responses = [.. Enumerable.Range(0, 12).Select(seed => RefitTests.Response(design, seed))];
        responses[7] = Missing(responses[7], 3, 8);
        ManyFits single = FitMany(design, responses, threads: 1);
        ManyFits twofold = FitMany(design, responses, threads: 2);
        for (int response = 0; response < responses.Length; response++)
        {
            MixedModelSolution alone = Solve(CompleteResponse.Of(design, responses[response]));
            foreach (ResponseFit fit in new[] { single[response], twofold[response] })
            {
                Assert.Equal(alone.Convergence.Converged, fit.Converged);
                Assert.Equal(BitConverter.DoubleToInt64Bits(alone.Objective), BitConverter.DoubleToInt64Bits(fit.Objective));
                Assert.Equal(alone.Sigma, fit.Sigma);
                Assert.Equal(alone.Theta, fit.Theta.ToArray());
                Assert.Equal(alone.Beta, fit.Beta.ToArray());
                Assert.Equal(Math.Sqrt(alone.BetaCovariance[1, 1]), fit.StandardErrors[1]);
                Assert.Equal(alone.Convergence.Evaluations, fit.Evaluations);
                Assert.Equal(alone.Convergence.IsSingular, fit.IsSingular);
            }
        }
    }

    [Fact]
    public void A_response_that_cannot_be_fitted_says_so_and_leaves_the_others_alone()
    {
        ModelDesign design = RandomDesigns.Build("one factor, intercept", 72, weighted: false);
        int rows = design.Rows.RowCount;
        double[] good = RefitTests.Response(design, 1);
        double[] line = Array.ConvertAll(design.FixedEffects.Columns[1], static value => 2 - value);
        int[] codes = design.RandomTerms[0].Grouping.Codes;
        double[][] responses =
        [
            good,
            new double[rows],
            line,
            Array.ConvertAll(good, static _ => double.NaN),
            [double.NegativeInfinity, .. good[1..]],
            [double.NaN, double.PositiveInfinity, .. good[2..]],
            [.. good.Select((value, row) => codes[row] == 0 ? value : double.NaN)],
            Missing(line, 0),
            [.. good.Select(static (value, row) => row % 2 == 0 ? 1 : double.NaN)],
            good,
        ];
        ManyFits fits = FitMany(design, responses, threads: 2);
        FitOutcome[] expected =
        [
            FitOutcome.Converged, FitOutcome.ConstantResponse, FitOutcome.PerfectFixedEffects, FitOutcome.MissingValue, FitOutcome.InfiniteValue,
            FitOutcome.InfiniteValue, FitOutcome.Refused, FitOutcome.PerfectFixedEffects, FitOutcome.ConstantResponse, FitOutcome.Converged,
        ];
        Assert.Equal(expected, Enumerable.Range(0, fits.Count).Select(response => fits[response].Outcome));
        for (int response = 1; response < 9; response++)
        {
            Assert.NotNull(fits[response].Message);
            Assert.True(double.IsNaN(fits[response].Objective) && double.IsNaN(fits[response].Beta[0]) && double.IsNaN(fits[response].Theta[0]));
        }

        Assert.Null(fits[0].Message);
        Assert.Equal(fits[0].Objective, fits[9].Objective);
        Assert.Contains("one level", fits[6].Message, StringComparison.Ordinal);
        Assert.Equal(2, fits.CountOf(FitOutcome.Converged));
    }

    [Fact]
    public void Missing_values_that_the_options_refuse_are_an_outcome()
    {
        ModelDesign design = RandomDesigns.Build("one factor, intercept", 73, weighted: false);
        double[] good = RefitTests.Response(design, 1);
        ManyFits fits = LinearMixedModel.FitMany(
            design, new ResponseTable([good, Missing(good, 5)]), options: FitOptions.Default with { MissingValues = MissingValues.Refuse });
        Assert.Equal(FitOutcome.Converged, fits[0].Outcome);
        Assert.Equal(FitOutcome.MissingValue, fits[1].Outcome);
    }

    [Fact]
    public void Progress_rises_to_the_number_of_responses()
    {
        ModelDesign design = RandomDesigns.Build("one factor, intercept", 74, weighted: false);
        var progress = new Reports();
        FitMany(design, [.. Enumerable.Range(0, 250).Select(seed => RefitTests.Response(design, seed))], threads: 2, progress);
        Assert.Equal(progress.Seen.Order(), progress.Seen);
        Assert.Equal(250, progress.Seen[^1]);
        Assert.InRange(progress.Seen.Count, 100, 250);
    }

    [Fact]
    public void Cancellation_stops_the_work_between_responses()
    {
        ModelDesign design = RandomDesigns.Build("one factor, intercept", 75, weighted: false);
        using var source = new CancellationTokenSource();
        var progress = new Reports { Then = source.Cancel };
        double[][] responses = [.. Enumerable.Range(0, 500).Select(seed => RefitTests.Response(design, seed))];
        Assert.ThrowsAny<OperationCanceledException>(() =>
            LinearMixedModel.FitMany(design, new ResponseTable(responses), options: null, progress: progress, cancellationToken: source.Token));
        Assert.InRange(progress.Seen.Count, 1, 50);
    }

    [Fact]
    public void Responses_of_another_length_are_refused_before_any_fit()
    {
        ModelDesign design = RandomDesigns.Build("one factor, intercept", 76, weighted: false);
        Assert.Contains("59 values", Assert.Throws<ArgumentException>(() => FitMany(design, [new double[59]], threads: 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ResponseTable([new double[60], new double[59]]));
        Assert.Throws<ArgumentException>(() => new ResponseTable([new double[60]], ["a", "b"]));
        Assert.Equal(0, FitMany(design, [], threads: 2).Count);
    }

    [Fact]
    public void A_matrix_is_its_rows()
    {
        ResponseTable table = ResponseTable.FromMatrix(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, ["first", "second"]);
        Assert.Equal(3, table.RowCount);
        Assert.Equal([4.0, 5, 6], table[1].ToArray());
        Assert.Equal(["first", "second"], table.Names);
    }

    private static double[] Missing(double[] response, params int[] rows)
    {
        double[] copy = [.. response];
        foreach (int row in rows)
        {
            copy[row] = double.NaN;
        }

        return copy;
    }

    private static ManyFits FitMany(ModelDesign design, double[][] responses, int threads, IProgress<FitProgress>? progress = null)
        => LinearMixedModel.FitMany(design, new ResponseTable(responses), options: FitOptions.Default with { MaximumThreads = threads }, progress: progress);

    private static MixedModelSolution Solve(ModelDesign design)
        => DesignSolver.Solve(design, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);

    /// <summary>Keeps reports in the order in which they come.</summary>
    private sealed class Reports : IProgress<FitProgress>
    {
        public List<long> Seen { get; } = [];

        public Action? Then { get; init; }

        public void Report(FitProgress value)
        {
            Seen.Add(value.Done);
            Then?.Invoke();
        }
    }
}
