namespace Lmm.Tests.Findings;

/// <summary>Few groups, groups of one row, and groups that stand out.</summary>
public class GroupTests
{
    [Theory]
    [InlineData(3, FindingSeverity.Warning)]
    [InlineData(6, FindingSeverity.Remark)]
    public void Few_levels_are_told_with_how_roughly_their_variance_is_known(int levels, FindingSeverity severity)
    {
        var study = new FaultyStudy(13);
        string[] site = [.. Enumerable.Range(0, study.Y.Length).Select(row => $"s{row % levels}")];
        Finding finding = FaultyStudy.Only(Model.Parse("y ~ x + (1 | site)").Fit(study.Frame().With(FrameColumn.Text("site", site))), FindingKind.FewLevels);
        Assert.Equal((severity, "site"), (finding.Severity, finding.Grouping));

        // The coefficient of variation of a standard deviation of normal numbers, to its first order.
        Assert.Equal(Math.Sqrt(1 / (2.0 * (levels - 1))), finding.Numbers["relativeError"], 1e-12);
    }

    [Fact]
    public void Groups_of_one_row_are_counted()
    {
        var study = new FaultyStudy(14);
        string[] groups = [.. study.G.Select(static (group, row) => row % 12 == 0 ? $"single{row}" : row % 12 < 4 ? group : "g00")];
        Finding finding = FaultyStudy.Only(Model.Parse("y ~ x + (1 | h)").Fit(study.Frame().With(FrameColumn.Text("h", groups))), FindingKind.SingleRowGroups);
        Assert.Equal((30, 60), ((int)finding.Numbers["singleRowLevels"], (int)finding.Numbers["levels"]));
        Assert.Equal(30, finding.Levels.Count);
    }

    [Fact]
    public void A_group_far_from_the_others_is_named()
    {
        var study = new FaultyStudy(15);
        for (int row = 0; row < FaultyStudy.RowsOfGroup; row++)
        {
            study.Y[row] += 25;
        }

        Finding finding = FaultyStudy.Only(study.Fit(), FindingKind.OutlyingGroups);
        Assert.Equal(["g00"], finding.Levels);
        var fit = (LinearMixedModelFit)study.Fit();
        VarianceComponent component = fit.RandomEffects("g").VarianceComponents[0];
        ConditionalMode mode = fit.RandomEffects("g").Modes("g00")[0];
        Assert.Equal(mode.Value / Math.Sqrt(component.Variance - Math.Pow(mode.StandardDeviation, 2)), finding.Numbers["largest"], 1e-8);
    }

    [Fact]
    public void A_group_that_decides_a_coefficient_is_named_with_the_estimate_without_it()
    {
        var study = new FaultyStudy(16);
        for (int row = 0; row < FaultyStudy.RowsOfGroup; row++)
        {
            study.Z[row] *= 8;
            study.Y[row] += 2 * study.Z[row];
        }

        ModelFit fit = study.Fit();
        Finding finding = fit.Review().Of(FindingKind.DecisiveGroup).First();
        Assert.Equal((FindingSeverity.Serious, "g00", "z"), (finding.Severity, Assert.Single(finding.Levels), Assert.Single(finding.Terms)));
        Assert.Equal(fit.Influence.By("g")["g00"].Coefficients[2], finding.Numbers["estimateWithout"], 1e-10);
        Assert.True(finding.Numbers["p"] < 0.05 && finding.Numbers["pWithout"] > 0.05);
    }
}
