using System.Text.Json;
using Lmm.Design;
using Lmm.Formula.Binding;
using Lmm.Runtime.Tests.Design;

namespace Lmm.Runtime.Tests.Language;

/// <summary>Rows to predict that lack the level of a grouping factor, against lme4's <c>predict()</c>: tests/reference/missing-groups.R.</summary>
public class MissingGroupTests
{
    // For a response of about 20. lme4 stops its optimizer sooner than this project does.
    private const double Tolerance = 1e-4;

    // The rows after these have levels that no fitted row had.
    private const int KnownRows = 27;

    private static readonly JsonElement[] Expected = [.. References.Json("missing-groups.json").EnumerateArray()];
    private static readonly PredictionOptions Population = new() { Target = PredictionTarget.Population };
    private static readonly PredictionOptions NewAllowed = new() { NewLevels = NewLevels.UsePopulation };
    private static readonly ModelFrame Fitted = ModelFrame.FromCsv(References.PathOf("predictions-fitted.csv"));
    private static readonly ModelFrame Lacking = ModelFrame.FromCsv(References.PathOf("missing-groups.csv"));
    private static readonly List<GroupedRow> FittedRows = NestedModel.ReadCsv(References.PathOf("predictions-fitted.csv"));
    private static readonly List<GroupedRow> LackingRows = NestedModel.ReadCsv(References.PathOf("missing-groups.csv"));

    public static TheoryData<int, string> Cases()
    {
        TheoryData<int, string> cases = [];
        for (int i = 0; i < Expected.Length; i++)
        {
            cases.Add(i, Expected[i].GetProperty("formula").GetString()!);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rows_without_a_group_are_predicted_as_lme4_does(int number, string formula)
    {
        LinearMixedModelFit fit = Fit(formula);
        AssertClose(Expected[number].GetProperty("population"), fit.Predict(Lacking, Population));
        AssertClose(Expected[number].GetProperty("newLevels"), fit.Predict(Lacking, NewAllowed));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_population_is_predicted_without_the_columns_of_grouping_factors(int number, string formula)
        => AssertClose(Expected[number].GetProperty("population"), Fit(formula).Predict(Without("g", "h"), Population));

    [Fact]
    public void Other_predictions_need_the_columns_of_grouping_factors()
    {
        LinearMixedModelFit fit = Fit("y ~ x + (1 | g)");
        Assert.Contains("no column g", Assert.Throws<ModelException>(() => fit.Predict(Without("g"))).Message, StringComparison.Ordinal);
        Assert.Contains("no column g", Assert.Throws<ModelException>(() => fit.Predict(Without("g"), NewAllowed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_rows_predicts_those_without_a_group_as_lme4_does()
    {
        int number = Array.FindIndex(Expected, item => item.GetProperty("formula").GetString() == NestedModel.Formula);
        NestedFit fit = NestedModel.Fit(FittedRows, Estimation.MaximumLikelihood);
        AssertClose(Expected[number].GetProperty("population"), fit.Predict(LackingRows, Population));
        AssertClose(Expected[number].GetProperty("newLevels"), fit.Predict(LackingRows, NewAllowed));
    }

    [Fact]
    public void A_missing_group_makes_a_prediction_NaN_unless_new_levels_are_allowed()
    {
        NestedFit fit = NestedModel.Fit(FittedRows);
        GroupedRow[] rows = [.. LackingRows.Take(KnownRows)];
        bool[] lacking = [.. rows.Select(row => row.G is null || row.H is null || double.IsNaN(row.X))];
        Assert.Equal(lacking, fit.Predict(rows).Select(double.IsNaN));
        Assert.Equal(rows.Select(row => double.IsNaN(row.X)), fit.Predict(rows, NewAllowed).Select(double.IsNaN));

        double[] frame = Fit(NestedModel.Formula, Estimation.RestrictedMaximumLikelihood).Predict(ModelFrame.From(rows));
        Assert.Equal(frame, fit.Predict(rows));
    }

    [Fact]
    public void A_factor_of_the_fixed_effects_is_needed_wherever_else_it_groups()
    {
        HeightFit fit = HeightModel.Fit(FittedRows);
        GroupedRow row = FittedRows[0];
        double[] predictions = fit.Predict([row, row with { G = null, H = null }, row with { F3 = null }], Population);
        Assert.Equal(predictions[0], predictions[1]);
        Assert.Equal([false, false, true], predictions.Select(double.IsNaN));
    }

    [Fact]
    public void Rows_to_fit_need_all_their_groups()
    {
        GroupedRow[] rows = [.. FittedRows.Skip(1), FittedRows[0] with { G = null }];
        Assert.Equal(1, HeightModel.BuildDesign(rows).Rows.DroppedRowCount);
        Assert.Equal(1, RunTimeDesign(rows).Rows.DroppedRowCount);
    }

    private static ModelDesign RunTimeDesign(IEnumerable<GroupedRow> rows)
    {
        ModelFrame frame = ModelFrame.From(rows);
        return DesignInterpreter.Build(ModelBinder.Bind(HeightModel.Formula, frame.Declarations).Spec!, frame, "M");
    }

    private static LinearMixedModelFit Fit(string formula, Estimation estimation = Estimation.MaximumLikelihood)
        => LinearMixedModel.Fit(DesignInterpreter.Build(ModelBinder.Bind(formula, Fitted.Declarations).Spec!, Fitted, "M"), estimation);

    private static ModelFrame Without(params string[] names) => new(Lacking.Columns.Where(column => !names.Contains(column.Name)));

    private static void AssertClose(JsonElement expected, double[] actual)
    {
        double[] numbers = [.. expected.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? double.NaN : item.GetDouble())];
        Assert.Equal(numbers.Length, actual.Length);
        Assert.All(numbers.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }
}
