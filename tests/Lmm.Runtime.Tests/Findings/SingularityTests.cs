namespace Lmm.Tests.Findings;

/// <summary>Singular fits and searches that did not end.</summary>
public class SingularityTests
{
    [Fact]
    public void The_effect_to_drop_is_the_one_whose_loss_costs_nothing()
    {
        for (int seed = 1; ; seed++)
        {
            var study = new FaultyStudy(seed);
            var fit = (LinearMixedModelFit)study.Fit("y ~ x + z + (x | g)");
            if (!fit.IsSingular)
            {
                continue;
            }

            Finding finding = FaultyStudy.Only(fit, FindingKind.Singular);
            var without = (LinearMixedModelFit)study.Fit();
            Assert.Equal(["x in (x | g)"], finding.Terms);
            Assert.Equal(without.Objective - fit.Objective, finding.Numbers["criterionRise"], 1e-6);
            Assert.Contains("Drop x in (x | g)", finding.Advice, StringComparison.Ordinal);
            return;
        }
    }

    [Fact]
    public void A_search_that_did_not_end_is_the_first_to_say()
    {
        Finding first = Model.Parse("y ~ x + z + (x | g)").Bind(new FaultyStudy(2, slope: 1).Frame()).Fit(options: new FitOptions { MaximumEvaluations = 2 }).Review()[0];
        Assert.Equal((FindingKind.NotConverged, FindingSeverity.Serious), (first.Kind, first.Severity));
    }
}
