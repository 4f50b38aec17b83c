namespace Lmm.Tests.HardData;

/// <summary>The optimum is found where searches ended at a second minimum, or beside a boundary, or found that they had not converged.</summary>
public class OptimumTests
{
    public static TheoryData<string> Names => HardModels.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Criterion_and_estimates_are_those_known(string name)
    {
        HardModel model = HardModels.Named(name);
        LinearMixedModelFit fit = model.Fit();

        Assert.True(fit.Convergence.Converged, fit.Convergence.Message);
        Assert.Equal(model.IsSingular, fit.IsSingular);
        Assert.Empty(fit.Convergence.FlatDirections);
        Digits.Agree(model.Criterion, fit.Objective);
        Assert.All(model.Estimates, estimate => Digits.Agree(estimate.Value, estimate.Quantity(fit)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Workspaces_have_the_bits_of_the_fit(string name)
    {
        HardModel model = HardModels.Named(name);
        ModelDesign design = Model.Parse(model.Formula).Bind(model.Text().Frame(), model.Weights).BuildDesign();
        foreach (Estimation estimation in Enum.GetValues<Estimation>())
        {
            LinearMixedModelFit fit = LinearMixedModel.Fit(design, estimation);
            var workspace = new FitWorkspace(design, estimation);

            Assert.Equal(FitOutcome.Converged, workspace.Refit(design.Response.Values));
            Assert.Equal(fit.Objective, workspace.Objective);
            Assert.Equal(fit.Sigma, workspace.Sigma);
            Assert.Equal(fit.Theta, workspace.Theta.ToArray());
            Assert.Equal(fit.Coefficients.Select(static coefficient => coefficient.Estimate), workspace.Beta.ToArray());
            Assert.Equal(fit.IsSingular, workspace.IsSingular);
            Assert.Equal(fit.Convergence.Evaluations, workspace.Evaluations);
        }
    }
}
