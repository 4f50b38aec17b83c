using Lmm.Tests.Results;

namespace Lmm.Tests.Means;

/// <summary>Pairs of a factor of many levels are measured many at once, and are those that are tested one by one.</summary>
public class ManyPairsTests
{
    private const int Levels = 24;

    private static readonly ModelFrame Rows = Draw();

    [Theory]
    [InlineData("y ~ f + (1 | g)", DegreesOfFreedomMethod.Satterthwaite, 1)]
    [InlineData("y ~ f + (1 | g)", DegreesOfFreedomMethod.Satterthwaite, 4)]
    [InlineData("y ~ f + (1 | g)", DegreesOfFreedomMethod.KenwardRoger, 4)]
    [InlineData("y ~ f + x + (x | g)", DegreesOfFreedomMethod.Satterthwaite, 4)]
    [InlineData("y ~ f", DegreesOfFreedomMethod.Satterthwaite, 4)]
    public void Each_pair_is_the_hypothesis_of_its_own(string formula, DegreesOfFreedomMethod method, int threads)
    {
        ModelFit fit = Model.Parse(formula).Fit(Rows, options: new FitOptions { MaximumThreads = threads, DegreesOfFreedom = method });
        IReadOnlyList<ContrastEstimate> pairs = fit.MarginalMeans.With(method).Of("f").Pairs(MultiplicityAdjustment.None).Rows;
        Assert.Equal(Levels * (Levels - 1) / 2, pairs.Count);
        FixedEffectsTests tests = fit.Tests.With(method);
        int pair = 0;
        for (int first = 0; first < Levels; first++)
        {
            for (int second = first + 1; second < Levels; second++, pair++)
            {
                var hypothesis = new double[1, fit.Coefficients.Count];
                hypothesis[0, second] = -1;
                if (first > 0)
                {
                    hypothesis[0, first] = 1;
                }

                CoefficientTest alone = tests.Hypotheses(new Matrix(hypothesis)).Rows[0];
                NumericAssert.Close(alone.Estimate, pairs[pair].Estimate, 1e-12);
                NumericAssert.Close(alone.StandardError, pairs[pair].StandardError, 1e-12);
                NumericAssert.Close(alone.DegreesOfFreedom!.Value, pairs[pair].DegreesOfFreedom!.Value, 1e-10);
                NumericAssert.Close(alone.PValue!.Value, pairs[pair].PValue!.Value, 1e-10);
            }
        }
    }

    [Fact]
    public void Adjusted_p_values_and_limits_do_not_depend_on_the_number_of_threads()
    {
        ContrastEstimate[][] runs = [.. new[] { 1, 4 }.Select(static threads => Model.Parse("y ~ f + (1 | g)").Fit(Rows, options: new FitOptions { MaximumThreads = threads }).MarginalMeans.Of("f").Pairs().Rows.ToArray())];
        Assert.All(runs[0].Zip(runs[1]), static pair => Assert.Equal((pair.First.PValue, pair.First.Lower, pair.First.Upper), (pair.Second.PValue, pair.Second.Lower, pair.Second.Upper)));
        Assert.Contains(runs[0], static pair => pair.PValue is > 1e-6 and < 0.5);
    }

    private static ModelFrame Draw()
    {
        var random = new Random(7);
        int[] group = [.. Enumerable.Range(0, 600).Select(_ => random.Next(15))];
        int[] level = [.. group.Select(_ => random.Next(Levels))];
        return new ModelFrame(
            FrameColumn.Numeric("y", group.Select((own, row) => (own % 4) + (0.06 * level[row]) + random.NextDouble())),
            FrameColumn.Numeric("x", group.Select(_ => random.NextDouble())),
            FrameColumn.Text("f", level.Select(static own => $"f{own:D2}")),
            FrameColumn.Text("g", group.Select(static own => $"g{own:D2}")));
    }
}
