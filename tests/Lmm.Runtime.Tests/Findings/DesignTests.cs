namespace Lmm.Tests.Findings;

/// <summary>What rows share beside the model, and why an ordinary model says otherwise.</summary>
public class DesignTests
{
    [Fact]
    public void An_effect_of_the_sample_is_found_where_the_formula_leaves_combinations_free()
    {
        ModelFrame frame = Arrays(ofArray: 0.3);
        var fit = (LinearMixedModelFit)Model.Parse("y ~ week + (1 | gene)").Fit(frame);
        Finding finding = FaultyStudy.Only(fit, FindingKind.SharedCovariates);

        // The fit that knows the arrays: 12 of them, one for each week.
        ModelFit known = Model.Parse("y ~ week + (1 | gene) + (1 | array)").Fit(frame);
        double growth = known.Coefficients["week"].StandardError / fit.Coefficients["week"].StandardError;
        Assert.Equal(12, finding.Numbers["combinations"]);
        Assert.InRange(finding.Numbers["standardErrorFactor"] / growth, 0.95, 1.05);
        Assert.Contains("F = ", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_values_of_a_sample_are_told_where_the_data_show_nothing()
    {
        Finding finding = FaultyStudy.Only(Model.Parse("y ~ week + (1 | gene)").Fit(Arrays(ofArray: 0)), FindingKind.SharedCovariates);
        Assert.Equal(("gene", 1200.0), (finding.Grouping, finding.Numbers["rowsPerCombination"]));
        Assert.True(finding.Numbers["p"] > 0.001);
    }

    [Fact]
    public void The_ordinary_model_is_explained_where_groups_are_its_error()
    {
        var study = new FaultyStudy(23);
        for (int row = 0; row < study.Y.Length; row++)
        {
            study.Y[row] += 10 * (study.G[row][2] - '4');
        }

        ModelFit fit = study.Fit();
        Finding finding = FaultyStudy.Only(fit, FindingKind.DiffersFromOrdinary);
        ModelFit ordinary = study.Fit("y ~ x + z");
        Assert.Equal(ordinary.Coefficients["x"].StandardError, finding.Numbers["ordinaryStandardError"], 1e-10);
        Assert.Equal(fit.Tests.Coefficient("x").PValue!.Value, finding.Numbers["p"], 1e-12);
        Assert.Contains("takes the differences between the 30 levels of g for error", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ordinary_model_is_explained_where_its_rows_are_not_independent()
    {
        var study = new FaultyStudy(24);
        double[] ofGroup = [.. study.G.Select(static group => (double)((group[1] * 7) + (group[2] * 3) - 450))];
        double[] shifts = [.. Enumerable.Range(0, FaultyStudy.Groups).Select(_ => 3 * study.Normal())];
        for (int row = 0; row < study.Y.Length; row++)
        {
            study.Y[row] += shifts[row / FaultyStudy.RowsOfGroup];
        }

        Finding finding = FaultyStudy.Only(Model.Parse("y ~ w + (1 | g)").Fit(study.Frame().With(FrameColumn.Numeric("w", ofGroup))), FindingKind.DiffersFromOrdinary);
        Assert.True(finding.Numbers["standardError"] > 2 * finding.Numbers["ordinaryStandardError"]);
        Assert.Contains("takes all 360 rows for independent", finding.Text, StringComparison.Ordinal);
    }

    // 1,200 genes on 12 arrays, one for each week.
    private static ModelFrame Arrays(double ofArray)
    {
        var study = new FaultyStudy(25);
        double[] genes = [.. Enumerable.Range(0, 1200).Select(_ => 2 * study.Normal())];
        double[] arrays = [.. Enumerable.Range(0, 12).Select(_ => ofArray * study.Normal())];
        (int Gene, int Array)[] rows = [.. Enumerable.Range(0, 14_400).Select(static row => (row / 12, row % 12))];
        return new ModelFrame(
            FrameColumn.Numeric("y", rows.Select(row => genes[row.Gene] + (0.01 * row.Array) + arrays[row.Array] + study.Normal())),
            FrameColumn.Numeric("week", rows.Select(static row => (double)row.Array)),
            FrameColumn.Text("array", rows.Select(static row => $"a{row.Array}")),
            FrameColumn.Text("gene", rows.Select(static row => $"g{row.Gene}")));
    }
}
