using Lmm.Tests.Inference;
using Lmm.Tests.Solver;

namespace Lmm.Tests.Storage;

/// <summary>
/// Files that were written before they had the sums of clusters (version 2 of the format, sleepstudy, <c>Reaction ~ Days + (Days | Subject)</c>) load as they did, and say what they lack.
/// </summary>
public sealed class OlderFileTests
{
    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Storage", "Before", name);

    [Fact]
    public void An_older_fit_loads_and_refuses_clusters()
    {
        LinearMixedModelFit older = LinearMixedModelFit.Load(PathOf("fit-2.lmm"));
        ModelFit now = InferenceModel.Find("inference-dense.json", "sleepstudy").Fit();

        Assert.Equal(2, SavedContents.Of(PathOf("fit-2.lmm")).FormatVersion);
        Assert.Equal(now.Coefficients.Select(static own => own.Estimate), older.Coefficients.Select(static own => own.Estimate));
        Assert.Equal(17, older.Tests.With(DegreesOfFreedomMethod.KenwardRoger).Coefficients[1].DegreesOfFreedom!.Value, 1e-9);
        ModelException fault = Assert.Throws<ModelException>(() => older.Tests.WithRobustCovariance("Subject", RobustCovariance.CR1));
        Assert.Equal(LmmErrorCode.NotAvailable, fault.Code);
        Assert.Contains("form or save them again with this version", fault.Message, StringComparison.Ordinal);

        // Saved again, they still lack them.
        Assert.Throws<ModelException>(() => SavedFits.Again(older).Tests.WithRobustCovariance("Subject", RobustCovariance.CR1));
    }

    [Fact]
    public void Older_sums_load_and_are_added()
    {
        CrossProducts older = CrossProducts.Load(PathOf("sums-2.lmm"));
        CrossProducts now = CrossProducts.Form(((LinearMixedModelFit)InferenceModel.Find("inference-dense.json", "sleepstudy").Fit()).Design);

        Assert.Empty(older.Totals);
        Assert.Single(now.Totals);
        Assert.Equal(LinearMixedModel.Fit(now).Objective, LinearMixedModel.Fit(older).Objective);
        Assert.Equal(360, older.Add(now).RowCount);
        Assert.Empty(older.Add(now).Totals);
    }

    [Fact]
    public void The_sums_of_clusters_are_a_part_that_is_told()
    {
        ModelFit fit = InferenceModel.Find("inference-dense.json", "sleepstudy").Fit();
        using MemoryStream stream = new();

        SavedPart part = Assert.Single(fit.Save(stream).Parts, static own => own.Name == "clusters");

        Assert.Contains("by each of the 18 levels of Subject", part.Holds, StringComparison.Ordinal);
        Assert.DoesNotContain(fit.Save(stream).Parts, static own => own.Name == "clusters" && own.Size > 18 * 6 * sizeof(double) + 64);
        LinearMixedModelFit crossed = LinearMixedModel.Fit(RandomDesigns.Build("crossed intercepts", 185, weighted: false));
        Assert.DoesNotContain(crossed.Save(stream).Parts, static own => own.Name == "clusters");
    }
}
