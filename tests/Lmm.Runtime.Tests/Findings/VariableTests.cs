namespace Lmm.Tests.Findings;

/// <summary>Codes for missing values, ids used anew, and columns that say the same.</summary>
public class VariableTests
{
    [Theory]
    [InlineData(-999)]
    [InlineData(-9)]
    [InlineData(9999)]
    public void Codes_for_missing_values_are_found_in_covariates(double code)
    {
        var study = new FaultyStudy(6);
        for (int row = 0; row < study.X.Length; row++)
        {
            study.X[row] = Math.Abs(study.X[row]);
        }

        (study.X[3], study.X[40]) = (code, code);
        Finding finding = FaultyStudy.Only(study.Fit(), FindingKind.MissingCode);
        Assert.Equal("x", finding.Variable);
        Assert.Equal([4, 41], finding.RowNumbers);
        Assert.Equal(code, finding.Numbers["code"]);
        Assert.Equal(FindingSeverity.Serious, finding.Severity);
    }

    [Fact]
    public void Codes_are_found_in_responses_and_on_scales_of_whole_numbers()
    {
        var study = new FaultyStudy(7);
        study.Y[10] = 999;
        Assert.Equal("y", FaultyStudy.Only(study.Fit(), FindingKind.MissingCode).Variable);
        double[] scale = [.. Enumerable.Range(0, study.Y.Length).Select(static row => row % 50 == 0 ? 9.0 : (row % 5) + 1)];
        ModelFit fit = Model.Parse("y ~ s + (1 | g)").Fit(new FaultyStudy(8).Frame().With(FrameColumn.Numeric("s", scale)));
        Assert.Equal("s", FaultyStudy.Only(fit, FindingKind.MissingCode).Variable);
    }

    [Fact]
    public void Numbers_that_belong_to_a_scale_are_no_codes()
    {
        double[] days = [.. Enumerable.Range(0, FaultyStudy.Groups * FaultyStudy.RowsOfGroup).Select(static row => (double)(row % 10))];
        double[] ages = [.. Enumerable.Range(0, days.Length).Select(static row => 20.0 + (row % 80))];
        double[] doses = [.. Enumerable.Range(0, days.Length).Select(static row => Math.Pow(3, row % 3))];
        ModelFrame frame = new FaultyStudy(9).Frame().With(FrameColumn.Numeric("day", days)).With(FrameColumn.Numeric("age", ages)).With(FrameColumn.Numeric("dose", doses));
        Assert.Empty(Model.Parse("y ~ day + age + dose + (1 | g)").Fit(frame).Review().Of(FindingKind.MissingCode));
    }

    [Theory]
    [InlineData("y ~ x + (1 | school) + (1 | room)", "school/room")]
    [InlineData("y ~ x + school + (1 | room)", "school:room")]
    public void Ids_that_are_used_anew_in_each_school_are_found(string formula, string written)
    {
        ModelFrame frame = Rooms(areSame: false);
        Finding finding = FaultyStudy.Only(Model.Parse(formula).Fit(frame), FindingKind.RepeatedId);
        Assert.Equal(("room", "school"), (finding.Grouping, finding.Variable));
        Assert.Contains($"(1 | {written})", finding.Advice, StringComparison.Ordinal);
        double within = ((LinearMixedModelFit)Model.Parse(formula.Replace("| room", "| school:room", StringComparison.Ordinal)).Fit(frame)).Objective;
        Assert.Equal(((LinearMixedModelFit)Model.Parse(formula).Fit(frame)).Objective - within, finding.Numbers["criterionFall"], 1e-6);
    }

    [Fact]
    public void Factors_that_cross_are_no_ids_used_anew()
        => Assert.Empty(Model.Parse("y ~ x + (1 | school) + (1 | room)").Fit(Rooms(areSame: true)).Review().Of(FindingKind.RepeatedId));

    [Fact]
    public void An_id_for_each_row_is_found()
    {
        var study = new FaultyStudy(10);
        string[] ids = [.. Enumerable.Range(0, study.Y.Length).Select(static row => $"id{row - (row % 15 == 1 ? 1 : 0)}")];
        Finding finding = FaultyStudy.Only(Model.Parse("y ~ x + (1 | id)").Fit(study.Frame().With(FrameColumn.Text("id", ids))), FindingKind.RepeatedId);
        Assert.Equal("id", finding.Grouping);
    }

    [Fact]
    public void Columns_that_say_nearly_the_same_are_found_and_interactions_are_not()
    {
        var study = new FaultyStudy(11);
        double[] twin = [.. study.X.Select(value => value + (0.1 * study.Normal()))];
        ModelFit fit = Model.Parse("y ~ x + twin + z + (1 | g)").Fit(study.Frame().With(FrameColumn.Numeric("twin", twin)));
        Finding finding = FaultyStudy.Only(fit, FindingKind.Collinear);
        Assert.Equal(["twin", "x"], finding.Terms.Order());
        double[] x = [.. study.X];
        double[] far = [.. study.Z.Select(static value => value + 50)];
        ModelFit product = Model.Parse("y ~ x * far + (1 | g)").Fit(study.Frame().With(FrameColumn.Numeric("far", far)));
        Assert.Empty(product.Review().Of(FindingKind.Collinear));
        Finding lost = FaultyStudy.Only(Model.Parse("y ~ x + copy + (1 | g)").Fit(study.Frame().With(FrameColumn.Numeric("copy", x))), FindingKind.Collinear);
        Assert.Equal(["copy"], lost.Terms);
    }

    // Eight schools of eight rooms, six rows each; the effect of a room is that of its number, or of the pair.
    private static ModelFrame Rooms(bool areSame)
    {
        var study = new FaultyStudy(12);
        double[] effects = [.. Enumerable.Range(0, 64).Select(_ => 2 * study.Normal())];
        (int School, int Room)[] rows = [.. Enumerable.Range(0, 384).Select(static row => (row / 48, row / 6 % 8))];
        double[] x = [.. rows.Select(_ => study.Normal())];
        return new ModelFrame(
            FrameColumn.Numeric("y", rows.Select((row, index) => x[index] + effects[row.Room + (areSame ? 0 : 8 * row.School)] + (0.5 * effects[^(row.School + 1)]) + study.Normal())),
            FrameColumn.Numeric("x", x),
            FrameColumn.Text("school", rows.Select(static row => $"s{row.School}")),
            FrameColumn.Text("room", rows.Select(static row => $"{row.Room + 1}")));
    }
}
