using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Tests.Solver;

/// <summary>A plan is made once and filled with whatever weights and response there are.</summary>
public class CrossingPlanTests
{
    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Other_weights_and_another_response_give_the_fit_of_a_design_with_them(string shape)
    {
        Random random = new(5);
        ModelDesign design = RandomDesigns.Build(shape, 81, weighted: true);
        ModelDesign other = RandomDesigns.Build(shape, 82, weighted: true);
        double[] weights = [.. design.Weights!.Select(_ => 0.2 + random.NextDouble())];
        ModelDesign changed = new(design.Rows, other.Response, weights, design.Offset, design.FixedEffects, design.RandomTerms);
        Workers workers = new(1, CancellationToken.None);
        CrossProducts filled = CrossingPlan.Of(EstimationDesign.Of(design), workers).Fill(weights, other.Response.Values, workers);
        LinearMixedModelFit expected = LinearMixedModel.Fit(changed);
        LinearMixedModelFit actual = LinearMixedModel.Fit(filled);
        Assert.Equal(expected.Objective, actual.Objective, 1e-9 * Math.Max(1, Math.Abs(expected.Objective)));
        Assert.Equal(expected.Sigma, actual.Sigma, 1e-7 * expected.Sigma);
        for (int index = 0; index < expected.Coefficients.Count; index++)
        {
            Assert.Equal(expected.Coefficients[index].Estimate, actual.Coefficients[index].Estimate, 1e-6 * Math.Max(1, Math.Abs(expected.Coefficients[index].Estimate)));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Filling_with_the_designs_own_numbers_gives_their_bits(string shape)
    {
        ModelDesign design = RandomDesigns.Build(shape, 83, weighted: true);
        Workers workers = new(1, CancellationToken.None);
        CrossingPlan plan = CrossingPlan.Of(EstimationDesign.Of(design), workers);
        LinearMixedModelFit expected = LinearMixedModel.Fit(plan.Fill(workers));
        LinearMixedModelFit actual = LinearMixedModel.Fit(plan.Fill(design.Weights, design.Response.Values, workers));
        Assert.Equal(expected.Objective, actual.Objective);
        Assert.Equal(expected.Theta, actual.Theta);
    }
}
