using Lmm.Crossing;
using Lmm.Influence;

namespace Lmm.Results;

/// <summary>Where the variance of a response comes from.</summary>
internal static class VarianceShares
{
    /// <summary>The variances of a fit.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="factors">Λ of each random term on the data's scale; none for a linear model.</param>
    public static ExplainedVariance Of(ModelFit fit, double[][,] factors)
    {
        EstimationDesign estimation = EstimationDesign.Of(fit.Design);
        ModelDesign design = estimation.Design;
        int count = design.Rows.RowCount;

        // All in squares of the unit of the response; σ² and 1/w have the unit of the weights between them.
        double sigma = Math.ScaleB(fit.Sigma, -estimation.ResponseUnit - estimation.Units.RootWeight);
        double variance = sigma * sigma;
        double residual = variance * (design.Weights is { } weights ? weights.Average(static weight => 1 / weight) : 1);
        List<(string Grouping, double Variance)> random = [];
        for (int term = 0; term < factors.Length; term++)
        {
            var forms = new double[count];
            MarginalVariances.AddRandom(design.RandomTerms[term], factors[term], estimation.Units.RandomTerms[term], estimation.Units.RootWeight, forms);
            string grouping = design.RandomTerms[term].Grouping.Name;
            int known = random.FindIndex(factor => factor.Grouping == grouping);
            double own = variance * forms.Average();
            if (known >= 0)
            {
                random[known] = (grouping, random[known].Variance + own);
            }
            else
            {
                random.Add((grouping, own));
            }
        }

        double[] linear = new double[count];
        for (int column = 0; column < design.FixedEffects.ColumnCount; column++)
        {
            double beta = fit.Coefficients[column].Estimate;
            if (!double.IsNaN(beta))
            {
                Kernels.VectorProducts.Add(Math.ScaleB(beta, estimation.Units.FixedEffects[column] - estimation.ResponseUnit), design.FixedEffects.Columns[column], linear);
            }
        }

        return new ExplainedVariance(estimation.ResponseUnit, SampleVariance.Of(linear), [.. random], residual);
    }
}
