using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Criteria;
using Lmm.Solver.Orthogonal;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>Lmm's own criterion at a θ that somebody else found.</summary>
internal static class CriterionAt
{
    /// <summary>Evaluates the criterion, from the rows where cross-products have lost the digits.</summary>
    /// <param name="design">The design.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="theta">θ in the order of <see cref="LinearMixedModelFit.Theta"/>, on the data's scale.</param>
    public static double Evaluate(ModelDesign design, Estimation estimation, double[] theta)
    {
        EstimationDesign estimated = EstimationDesign.Of(design);
        CrossProducts products = CrossProducts.Form(estimated, MixedFit.Options, CancellationToken.None);
        var workers = new Workers(1, CancellationToken.None);
        var criterion = new ProfiledCriterion(products, estimation, workers);
        double[] working = Working(criterion, theta);
        double value = criterion.Value(working);
        return new GroupDistance(products).IsFar(criterion) && OrthogonalPlan.IfAffordable(products, new LevelRows(estimated.Design), criterion.Plan) is OrthogonalPlan byRows
            ? new ProfiledCriterion(products, estimation, workers, byRows).Value(working)
            : value;
    }

    private static double[] Working(ProfiledCriterion criterion, double[] theta)
    {
        var working = new double[theta.Length];
        for (int index = 0; index < criterion.Products.Terms.Length; index++)
        {
            ParameterSlice slice = criterion.Layout[index];
            new TermSolution(criterion, index).ToWorking(slice.Of(theta), slice.Of(working));
        }

        return working;
    }
}
