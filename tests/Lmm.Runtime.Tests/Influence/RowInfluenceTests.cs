using System.Text.Json;
using Lmm.Tests.HardData;
using Lmm.Tests.ReferenceModels;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Tests.Influence;

/// <summary>Leverage, Cook's distances, DFBETAS and covariance ratios of rows.</summary>
public class RowInfluenceTests
{
    public static TheoryData<int> Models => [.. Enumerable.Range(0, InfluenceReference.Models.Count)];

    /// <summary>Models that meet every way through the algebra: heads with and without a tail, weights, rows of weight zero, aliased columns, singular fits, columns by themselves.</summary>
    public static TheoryData<string, string, string, string?> Kinds => new()
    {
        { "sleepstudy", "Reaction ~ Days + (Days | Subject)", "Subject", null },
        { "sleepstudy", "Reaction ~ Days + (Days || Subject)", "Subject", null },
        { "sleepstudy", "Reaction ~ Days + I(2 * Days) + (1 | Subject) + (0 + Days | Subject)", "Subject", null },
        { "sleepstudy-weights", "Reaction ~ Days + (1 | Subject)", "Subject", "w" },
        { "sleepstudy-zero-weights", "Reaction ~ Days + (Days | Subject)", "Subject", "w" },
        { "Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", "plate,sample", null },
        { "Pastes", "strength ~ 1 + (1 | batch/cask)", "batch,cask", null },
        { "cake", "angle ~ recipe * temperature + (1 | recipe:replicate)", "recipe,replicate", null },
        { "Dyestuff2", "Yield ~ 1 + (1 | Batch)", "Batch", null },
        { "cake", "angle ~ recipe + (factor(temp) || replicate) + (1 | recipe)", "recipe,replicate", null },
        { "Oxide", "Thickness ~ offset(0.5 * Wafer) + Source + (1 | Lot)", "Lot", null },
    };

    [Theory]
    [MemberData(nameof(ReferenceFit.Names), MemberType = typeof(ReferenceFit))]
    public void First_hat_values_and_Cooks_distances_are_those_of_lme4(string name)
    {
        // lme4's own θ has five to eight digits, which these measures share.
        const double Tolerance = 2e-6;
        JsonElement reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", name + ".json"))).RootElement;
        double[] hat = InfluenceReference.Numbers(reference, "hat_head");
        if (hat.Length == 0)
        {
            return;
        }

        LinearMixedModelFit fit = ReferenceModel.Fits[name[..name.LastIndexOf('-')]](name.EndsWith("REML", StringComparison.Ordinal) ? Estimation.RestrictedMaximumLikelihood : Estimation.MaximumLikelihood);
        InfluenceReference.AssertClose(hat, [.. fit.Influence.Leverage.Take(hat.Length)], Tolerance);
        InfluenceReference.AssertClose(InfluenceReference.Numbers(reference, "cooks_head"), [.. fit.Influence.CooksDistances.Take(hat.Length)], Tolerance);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Hat_values_and_Cooks_distances_of_all_rows_are_those_of_lme4_at_a_polished_theta(int index)
    {
        JsonElement model = InfluenceReference.Models[index];
        LinearMixedModelFit fit = InfluenceReference.Fit(model);

        InfluenceReference.AssertClose(InfluenceReference.Numbers(model, "hat"), fit.Influence.Leverage, 1e-7);
        InfluenceReference.AssertClose(InfluenceReference.Numbers(model, "cooks"), fit.Influence.CooksDistances, 1e-7);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Deletions_of_rows_are_exact_at_the_fitted_theta(string data, string formula, string factors, string? weights)
    {
        var fit = (LinearMixedModelFit)Model.Parse(formula).Fit(InfluenceReference.Read(data, factors.Split(',')), weights: weights);
        var dense = new DenseFit(fit);
        double[] observed = fit.OfObservedRows(fit.Influence.Leverage);
        InfluenceReference.AssertClose(dense.Leverages(), observed, 1e-9);

        (double[] beta, Matrix<double> covariance, double variance) = dense.Without();
        string[] names = [.. fit.Coefficients.Where(static coefficient => coefficient.IsEstimable).Select(static coefficient => coefficient.Name)];
        double[][] dfbetas = [.. names.Select(name => fit.OfObservedRows(fit.Influence.Dfbetas(name)))];
        double[] ratios = fit.OfObservedRows(fit.Influence.CovarianceRatios);
        for (int row = 0; row < dense.Count; row += 7)
        {
            (double[] without, Matrix<double> covarianceWithout, double varianceWithout) = dense.Without(row);
            double ratio = (covarianceWithout * varianceWithout).Determinant() / (covariance * variance).Determinant();
            Assert.Equal(ratio, ratios[row], 1e-7 * ratio);
            for (int column = 0; column < names.Length; column++)
            {
                Assert.Equal((beta[column] - without[column]) / Math.Sqrt(varianceWithout * covariance[column, column]), dfbetas[column][row], 1e-7);
            }
        }
    }

    [Fact]
    public void A_linear_model_has_the_measures_of_R()
    {
        JsonElement reference = InfluenceReference.Part("linear");
        ModelFrame rows = ModelFrame.From(DataSet.Read("sleepstudy", static row => new WeightedDay(row.Parse<double>("Reaction"), row.Parse<double>("Days"), 1 + (row.Parse<double>("Days") % 3))));
        ModelFit fit = Model.Parse("Reaction ~ Days").Fit(rows, weights: "Weight");

        InfluenceReference.AssertClose(InfluenceReference.Numbers(reference, "hat"), fit.Influence.Leverage, 1e-12);
        InfluenceReference.AssertClose(InfluenceReference.Numbers(reference, "cooks"), fit.Influence.CooksDistances, 1e-11);
        InfluenceReference.AssertClose(InfluenceReference.Numbers(reference, "covratio"), fit.Influence.CovarianceRatios, 1e-11);
        double[][] dfbetas = [.. reference.GetProperty("dfbetas").EnumerateArray().Select(InfluenceReference.Numbers)];
        InfluenceReference.AssertClose([.. dfbetas.Select(static row => row[1])], fit.Influence.Dfbetas("Days"), 1e-11);
        InfluenceReference.AssertClose(InfluenceReference.Numbers(reference, "rstandard"), fit.Diagnostics.Residuals(ResidualKind.Standardized), 1e-11);
        InfluenceReference.AssertClose(InfluenceReference.Numbers(reference, "rstudent"), fit.Diagnostics.Residuals(ResidualKind.Studentized), 1e-11);
    }

    [Theory]
    [InlineData("Reaction ~ Days + (Days | Subject)")]
    [InlineData("Reaction ~ Days")]
    public void Units_of_the_data_change_nothing(string formula)
    {
        CsvText text = CsvText.ReadShared("sleepstudy");
        ModelFit fit = Model.Parse(formula).Fit(text.Frame());
        ModelFit scaled = Model.Parse(formula).Fit(text.Times("Reaction", 1e160).Times("Days", 1e-120).Frame());

        InfluenceReference.AssertClose(fit.Influence.Leverage, scaled.Influence.Leverage, 1e-8);
        InfluenceReference.AssertClose(fit.Influence.CooksDistances, scaled.Influence.CooksDistances, 1e-7);
        InfluenceReference.AssertClose(fit.Influence.Dfbetas("Days"), scaled.Influence.Dfbetas("Days"), 1e-7);
        InfluenceReference.AssertClose(
            fit.Diagnostics.Residuals(ResidualKind.Standardized, PredictionTarget.Population), scaled.Diagnostics.Residuals(ResidualKind.Standardized, PredictionTarget.Population), 1e-7);
        Assert.Equal(fit.Diagnostics.ExplainedVariance().Conditional, scaled.Diagnostics.ExplainedVariance().Conditional, 1e-8);
        Assert.Equal(fit.Diagnostics.StandardizedEffects()[0].Estimate, scaled.Diagnostics.StandardizedEffects()[0].Estimate, 1e-8);
    }

    [Fact]
    public void A_row_of_weight_zero_does_nothing_and_a_dropped_row_has_a_place()
    {
        ModelFit fit = Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(InfluenceReference.Read("sleepstudy-zero-weights", "Subject"), weights: "w");
        Assert.Equal(0, fit.Influence.Leverage[0]);
        Assert.Equal(0, fit.Influence.CooksDistances[0]);
        Assert.Equal(1, fit.Influence.CovarianceRatios[0]);
        Assert.True(double.IsNaN(fit.Diagnostics.Residuals(ResidualKind.Standardized)[0]));

        ModelFit dropped = Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(CsvText.ReadShared("sleepstudy").WithCell(4, "Days", "").Frame());
        Assert.True(double.IsNaN(dropped.Influence.Leverage.ToInputRows()[4]));
        Assert.Equal(57, dropped.Influence.Largest(1)[0].RowNumber);
    }

    [Fact]
    public void The_largest_distances_come_first_and_say_which_rows()
    {
        LinearMixedModelFit fit = InfluenceReference.Fit(InfluenceReference.Models[0]);
        IReadOnlyList<RowInfluence> largest = fit.Influence.Largest(3);

        Assert.Equal([60, 57, 8], largest.Select(static row => row.RowNumber));
        Assert.Equal(fit.Influence.CooksDistances[59], largest[0].CooksDistance);
        Assert.Contains("theta of all rows", fit.Influence.ToString(), StringComparison.Ordinal);
        Assert.Equal(10, fit.Influence.ToTable().RowCount);
        Assert.Equal(["332", "332", "308"], fit.Influence.ToTable(3)["level1"].Texts);
    }

    [Fact]
    public void Fits_without_rows_and_groups_far_apart_are_refused_by_name()
    {
        ModelDesign design = InfluenceReference.Fit(InfluenceReference.Models[2]).Design;
        LinearMixedModelFit ofSums = LinearMixedModel.Fit(CrossProducts.Form(design));
        Assert.Contains("cross-products", Assert.Throws<InvalidOperationException>(() => ofSums.Influence).Message, StringComparison.Ordinal);
        ModelFit far = Model.Parse("y ~ 1 + (1 | g)").Fit(InfluenceReference.Read("far-1e6", "g"));
        Assert.Contains("so far apart", Assert.Throws<ModelException>(() => far.Influence.Leverage).Message, StringComparison.Ordinal);
        Assert.All(far.Influence.By("g", InfluenceMethod.Refitted), static level => Assert.Equal(FitOutcome.Converged, level.Outcome));
        Assert.Contains("coefficient", Assert.Throws<ModelException>(() => InfluenceReference.Fit(InfluenceReference.Models[0]).Influence.Dfbetas("Day")).Message, StringComparison.Ordinal);
    }

    private sealed record WeightedDay(double Reaction, double Days, double Weight);
}
