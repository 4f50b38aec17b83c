namespace Lmm.Tests.HardData;

/// <summary>The likelihood of a model is never less than that of a special case of it.</summary>
public class SubmodelTests
{
    public static TheoryData<string, string> Submodels
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (HardModel model in HardModels.All)
            {
                foreach (string submodel in model.Submodels)
                {
                    data.Add(model.Data, submodel);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Submodels))]
    public void A_model_is_no_worse_than_its_special_case(string name, string submodel)
    {
        HardModel model = HardModels.Named(name);
        LinearMixedModelFit full = model.Fit(estimation: Estimation.MaximumLikelihood);
        LinearMixedModelFit special = model.Fit(estimation: Estimation.MaximumLikelihood, formula: submodel);

        Assert.True(full.Convergence.Converged, full.Convergence.Message);
        Assert.True(special.Convergence.Converged, special.Convergence.Message);
        Assert.True(
            full.Objective <= special.Objective + 1e-6 + (1e-9 * Math.Abs(special.Objective)),
            $"{full.Objective:R} is above the {special.Objective:R} of {submodel}");
    }
}
