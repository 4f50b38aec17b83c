namespace Lmm.Tests.RandomModels;

/// <summary>Whole fits, from formula and table, against lme4 1.1-31 (<c>tests/reference/random-models.R</c>).</summary>
public class RandomModelTests
{
    /// <summary>How far the objective may be above lme4's.</summary>
    private const double Above = 1e-6;

    /// <summary>Relative, on the objective.</summary>
    private const double Equal = 1e-8;

    public static TheoryData<string> Models => RandomModel.Labels();

    [Theory]
    [MemberData(nameof(Models))]
    public void The_objective_is_no_worse_than_lme4s(string label)
    {
        RandomModel model = RandomModel.Find(label);
        LinearMixedModelFit fit = Fit(model);

        Assert.Equal(model.Rows, fit.ObservationCount);
        Assert.True(fit.Convergence.Converged, fit.Convergence.Message);

        // Of columns such as year and year² lme4's own figure has rounding errors of 1e-5; the dense criterion has none such.
        double excess = fit.Objective - Math.Max(model.Objective, DenseValueAtLme4s(model, fit));
        Assert.True(excess <= Math.Min(Above, Equal * Math.Abs(model.Objective)), $"{fit.Objective:R} is {excess:E2} above lme4's {model.Objective:R}");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_objective_is_the_dense_criterion_at_the_estimated_covariances(string label)
    {
        RandomModel model = RandomModel.Find(label);
        LinearMixedModelFit fit = Fit(model);
        double dense = new DenseCriterion(fit.Design, fit.Estimation, fit.Coefficients).Value(
            Array.ConvertAll(fit.Solution.RandomTerms, static term => term.Lambda));

        // Relative.
        Assert.True(Math.Abs(fit.Objective - dense) <= 1e-9 * Math.Abs(dense), $"{fit.Objective:R} reported, {dense:R} by the dense criterion");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Estimates_are_lme4s(string label)
    {
        RandomModel model = RandomModel.Find(label);
        LinearMixedModelFit fit = Fit(model);

        // Where cancellation keeps lme4 from a gradient of zero (responses of 1e6, years and their squares, almost no noise), its estimates
        // have fewer digits; that the objective here is no higher is tested above.
        Discrepancies found = new(model.Gradient > 1e-5 ? 20 : 1);
        if (model.Objective - fit.Objective > Equal * Math.Abs(model.Objective))
        {
            // lme4 stopped short: its estimates are not the optimum's, and the gradient tells whether these are.
            Assert.All(fit.Convergence.Gradient, static slope => Assert.InRange(slope, -1e-5, 1e-5));
            return;
        }

        found.Check("sigma", model.Sigma, fit.Sigma, 1e-6 * model.Sigma);
        Assert.Equal(model.Singular, fit.IsSingular);
        Assert.Equal(model.Aliased.Order(StringComparer.Ordinal), fit.Coefficients.Where(static c => !c.IsEstimable).Select(static c => c.Name).Order(StringComparer.Ordinal));
        for (int index = 0; index < model.Coefficients.Length; index++)
        {
            Coefficient coefficient = fit.Coefficients[model.Coefficients[index]];
            found.Check(coefficient.Name, model.Beta[index], coefficient.Estimate, 1e-6 * model.Se[index]);
            found.Check("se " + coefficient.Name, model.Se[index], coefficient.StandardError, 1e-6 * model.Se[index]);
        }

        foreach (EstimatedTerm term in model.Terms)
        {
            Compare(term, fit.RandomEffects(term.Grouping), model.Sigma, found);
        }

        Assert.True(found.None, found.ToString());
    }

    private static double DenseValueAtLme4s(RandomModel model, LinearMixedModelFit fit)
    {
        List<double[,]> lambda = [];
        foreach (RandomEffectsDesign design in fit.Design.RandomTerms)
        {
            int k = design.Matrix.ColumnCount;
            double[,] covariance = new double[k, k];
            foreach (EstimatedTerm term in model.Terms.Where(term => term.Grouping == design.Grouping.Name))
            {
                int[] places = Array.ConvertAll(term.Effects, effect => Array.IndexOf(design.Matrix.ColumnNames, effect));
                for (int entry = 0; entry < places.Length * places.Length && places.Min() >= 0; entry++)
                {
                    (int row, int column) = (entry / places.Length, entry % places.Length);
                    covariance[places[row], places[column]] = term.Covariance[row][column] / (model.Sigma * model.Sigma);
                }
            }

            lambda.Add(DenseCriterion.RootOf(covariance));
        }

        return new DenseCriterion(fit.Design, fit.Estimation, fit.Coefficients).Value(lambda);
    }

    private static void Compare(EstimatedTerm expected, RandomEffects actual, double sigma, Discrepancies found)
    {
        for (int row = 0; row < expected.Effects.Length; row++)
        {
            VarianceComponent component = actual.VarianceComponent(expected.Effects[row]);
            double deviation = Math.Sqrt(expected.Covariance[row][row]);
            for (int column = 0; column <= row; column++)
            {
                double scale = Math.Max(deviation * Math.Sqrt(expected.Covariance[column][column]), 1e-9 * sigma * sigma);
                found.Check(
                    $"{expected.Grouping}: {expected.Effects[row]}, {expected.Effects[column]}",
                    expected.Covariance[row][column],
                    component.Covariance(actual.VarianceComponent(expected.Effects[column])),
                    1e-5 * scale);
            }

            for (int level = 0; level < expected.Levels.Length; level++)
            {
                found.Check(
                    $"{expected.Grouping} {expected.Levels[level]}: {expected.Effects[row]}",
                    expected.Modes[level][row],
                    actual.Modes(expected.Levels[level])[expected.Effects[row]].Value,
                    1e-5 * Math.Max(deviation, 1e-6 * sigma));
            }
        }
    }

    private static LinearMixedModelFit Fit(RandomModel model) => LinearMixedModel.Fit(model.Design(model.Data()), model.Estimation);
}
