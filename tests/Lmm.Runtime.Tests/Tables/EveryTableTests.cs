using Lmm.Tests.HardData;

namespace Lmm.Tests.Tables;

/// <summary>Every table that results give, in every format.</summary>
public class EveryTableTests
{
    private static readonly ModelFrame Data = CsvText.ReadShared("sleepstudy").Frame();

    private static readonly LinearMixedModelFit Mixed = Fitted("Reaction ~ Days + (Days | Subject)");

    private static readonly LinearModelFit Line = (LinearModelFit)Model.Parse("Reaction ~ Days").Fit(Data);

    private static readonly Dictionary<string, ResultTable> Tables = new()
    {
        ["coefficients of a mixed model"] = Mixed.Coefficients.ToTable(),
        ["tests of coefficients"] = Mixed.Tests.ToTable(),
        ["tests of coefficients without variances' uncertainty"] = Mixed.Tests.With(DegreesOfFreedomMethod.Normal).ToTable(),
        ["hypotheses"] = Mixed.Tests.Hypotheses("Days = 10", "(Intercept) = 250").ToTable(),
        ["coefficients of a linear model"] = Line.Coefficients.ToTable(),
        ["coefficients that are not estimable"] = Fitted("Reaction ~ Days + I(2 * Days) + (1 | Subject)").Coefficients.ToTable(),
        ["criteria"] = Mixed.Tables.Criteria,
        ["correlations"] = Mixed.Tables.Correlations,
        ["variance components"] = Mixed.Tables.VarianceComponents,
        ["variance components apart"] = Fitted("Reaction ~ Days + (Days || Subject)").Tables.VarianceComponents,
        ["random effects"] = Mixed.GroupingFactors[0].ToTable(),
        ["conditional modes"] = Mixed.Tables.ConditionalModes("Subject"),
        ["conditional modes of a level"] = Mixed.RandomEffects("Subject").ModesAt(3).ToTable(),
        ["likelihood ratio"] = LikelihoodRatioTest.Compare(Line, Mixed).ToTable(),
        ["F"] = FTest.Compare((LinearModelFit)Model.Parse("Reaction ~ 1").Fit(Data), Line).ToTable(),
        ["many fits"] = Many().ToTable(),
        ["analysis of variance of a mixed model"] = Fitted("Reaction ~ Days + I(2 * Days) + (1 | Subject)").Tests.Anova().ToTable(),
        ["analysis of variance of a linear model"] = Line.Tests.Anova(AnovaType.I).ToTable(),
        ["a coefficient of many fits"] = Many().Coefficient("Days").ToTable(),
        ["profile intervals"] = Mixed.Intervals.Profile().ToTable(),
        ["Wald intervals"] = Mixed.Intervals.Wald().ToTable(),
        ["intervals of a linear model"] = Line.Intervals.Profile().ToTable(),
        ["bootstrap intervals"] = Mixed.Intervals.Bootstrap(draws: 20).ToTable(),
        ["marginal means"] = Mixed.MarginalMeans.At("Days", 1, 5).Of("Days").ToTable(),
        ["contrasts"] = Mixed.MarginalMeans.At("Days", 1, 5, 7).Of("Days").Pairs().ToTable(),
        ["limits of contrasts"] = Line.MarginalMeans.At("Days", 1, 5, 7).Of("Days").Pairs().ToIntervals(),
        ["slopes"] = Mixed.Slopes.Of("Days").ToTable(),
        ["bootstrap draws"] = Mixed.Intervals.Resample(draws: 5).ToTable(),
        ["influence of rows"] = Mixed.Influence.ToTable(),
        ["influence of levels"] = Mixed.Influence.By("Subject").ToTable(),
        ["influence of levels by refits"] = Mixed.Influence.By("Subject", InfluenceMethod.Refitted, ["308", "309"]).ToTable(),
        ["conditional modes with intervals"] = Mixed.Diagnostics.ConditionalModes("Subject").ToTable(),
        ["explained variance"] = Mixed.Diagnostics.ExplainedVariance().ToTable(),
        ["principal components"] = Mixed.Diagnostics.PrincipalComponents("Subject").ToTable(),
        ["variance inflation"] = Mixed.Diagnostics.VarianceInflation().ToTable(),
        ["standardized effects"] = Mixed.Diagnostics.StandardizedEffects().ToTable(),
        ["scaled residuals"] = Mixed.Diagnostics.ScaledResiduals().ToTable(),
        ["simulated residuals"] = Mixed.Diagnostics.SimulateResiduals(draws: 20).ToTable(),
        ["contents of a saved fit"] = Mixed.Save(Stream.Null).ToTable(),
        ["review"] = Fitted("Reaction ~ Days + (1 | Subject)").Review().ToTable(),
        ["predictions"] = Mixed.Predictions().ToTable(),
        ["simulated responses"] = Mixed.Simulations(new SimulationSettings { Draws = 2 }).ToTable(),
        ["power"] = Mixed.Power(PowerTest.Coefficient("Days"), new PowerOptions { Draws = 3, Along = "Subject", Levels = [6, 20] }).ToTable(),
    };

    public static TheoryData<string, string> All
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string table in Tables.Keys)
            {
                foreach (ITableFormat format in TableFormats.All)
                {
                    data.Add(table, format.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_table_has_all_its_rows_and_columns_in_every_format(string name, string formatName)
    {
        ResultTable table = Tables[name];
        string text = table.ToString(TableFormats.All.Single(format => format.Name == formatName));

        Assert.Equal((table.RowCount, table.Columns.Count), WrittenTable.Size(formatName, text) ?? (table.RowCount, table.Columns.Count));
        Assert.All(table.Columns.Where(static column => column.Kind == ColumnKind.Level), column => Assert.Contains(column.Texts![^1], text, StringComparison.Ordinal));
    }

    [Fact]
    public void Printed_forms_are_the_text_of_the_tables()
    {
        Assert.Contains(Mixed.Tables.Coefficients.WithTitle(null).ToText(), Mixed.ToString(), StringComparison.Ordinal);
        Assert.Contains(Mixed.Coefficients.ToTable().ToText(), Mixed.ToString(DegreesOfFreedomMethod.None), StringComparison.Ordinal);
        Assert.Contains(Mixed.Tables.VarianceComponents.WithTitle(null).ToText(), Mixed.ToString(), StringComparison.Ordinal);
        Assert.Equal(Mixed.GroupingFactors[0].ToString(), Mixed.GroupingFactors[0].ToTable().ToText());
        Assert.Equal(LikelihoodRatioTest.Compare(Line, Mixed).ToString(), Tables["likelihood ratio"].ToText());
    }

    [Fact]
    public void Csv_has_the_bits_of_the_estimates()
        => Assert.Equal(
            Mixed.Coefficients.Select(static coefficient => $"{coefficient.Name},{coefficient.Estimate:R},{coefficient.StandardError:R},{coefficient.Statistic:R}"),
            Tables["coefficients of a mixed model"].ToCsv().TrimEnd('\n').Split('\n')[1..]);

    [Fact]
    public void A_group_is_printed_once_and_written_to_every_row_for_programs()
    {
        ResultTable table = Mixed.Tables.VarianceComponents;

        Assert.Equal(["Subject", "Subject", "Residual"], table["group"].Texts!);
        Assert.Equal(["Subject", "Subject", "Residual"], table.ToCsv().TrimEnd('\n').Split('\n')[1..].Select(static line => line.Split(',')[0]));
        Assert.Contains("|  | Days | ", table.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_are_written_to_a_writer_and_in_a_format_of_ones_own()
    {
        using StringWriter writer = new();
        Tables["criteria"].Write(writer, new Names());

        Assert.Equal("nobs df logLik aic bic sigma residualDf\n", writer.ToString());
    }

    [Fact]
    public void Tables_of_unequal_columns_are_refused()
    {
        TableColumn one = TableColumn.OfTexts("a", "a", ["x"]);
        Assert.Throws<ArgumentException>(() => new ResultTable(one, TableColumn.OfTexts("b", "b", ["x", "y"])));
        Assert.Throws<ArgumentException>(() => new ResultTable(one, one));
        Assert.Throws<ArgumentException>(() => new ResultTable());
        Assert.Contains("'estimate'", Assert.Throws<ArgumentException>(() => new ResultTable(one)["estimate"]).Message, StringComparison.Ordinal);
    }

    private static LinearMixedModelFit Fitted(string formula) => (LinearMixedModelFit)Model.Parse(formula).Fit(Data);

    private static ManyFits Many()
    {
        double[] response = Mixed.Design.Response.ToArray();
        return LinearMixedModel.FitMany(Mixed.Design, new ResponseTable([response, [.. response.Select(static value => value / 2)], new double[response.Length]], ["own", "halved", "constant"]));
    }

    private sealed class Names : ITableFormat
    {
        public string Name => "names";

        public bool HoldsOneTable => true;

        public void Write(ResultTable table, TextWriter writer) => writer.Write(string.Join(' ', table.Columns.Select(static column => column.Name)) + "\n");
    }
}
