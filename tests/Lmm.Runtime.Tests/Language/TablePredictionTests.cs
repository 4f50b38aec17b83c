namespace Lmm.Runtime.Tests.Language;

/// <summary>
/// Fits of generated models predict tables: with the bits of their own rows, and of the same model given at run time.
/// </summary>
public class TablePredictionTests
{
    private static readonly MatrixRow[] Rows = [.. MatrixRow.Read("predictions-fitted.csv").Select((row, i) => row with { K = 1 + (i % 4) })];
    private static readonly MatrixRow[] Others = [.. Rows.Reverse().Select(row => row with { Y = double.NaN, X = row.X + 0.125 }).Append(Rows[0] with { X = double.NaN })];

    private static readonly (string Formula, string? Weights, Func<ModelFit> Fit, Func<ModelFit, double[]> Predict)[] Models =
    [
        (PolynomialModel.Formula, null, () => PolynomialModel.Fit(Rows), fit => ((PolynomialFit)fit).Predict(Others)),
        (PowersModel.Formula, null, () => PowersModel.Fit(Rows), fit => ((PowersFit)fit).Predict(Others)),
        (SplineModel.Formula, null, () => SplineModel.Fit(Rows), fit => ((SplineFit)fit).Predict(Others)),
        (KnotModel.Formula, null, () => KnotModel.Fit(Rows), fit => ((KnotFit)fit).Predict(Others)),
        (RelevelModel.Formula, null, () => RelevelModel.Fit(Rows), fit => ((RelevelFit)fit).Predict(Others)),
        (CodingModel.Formula, null, () => CodingModel.Fit(Rows), fit => ((CodingFit)fit).Predict(Others)),
        (ColumnsModel.Formula, null, () => ColumnsModel.Fit(Rows), fit => ((ColumnsFit)fit).Predict(Others)),
        (AttributeModel.Formula, null, () => AttributeModel.Fit(Rows), fit => ((AttributeFit)fit).Predict(Others)),
        (RatioModel.Formula, "k", () => RatioModel.Fit(Rows), fit => ((RatioFit)fit).Predict(Others)),
        (TableMixedModel.Formula, "K", () => TableMixedModel.Fit(Rows), fit => ((TableMixedFit)fit).Predict(Others)),
        (TableNestedModel.Formula, null, () => TableNestedModel.Fit(Rows), fit => ((TableNestedFit)fit).Predict(Others)),
    ];

    public static TheoryData<int, string> Cases()
    {
        TheoryData<int, string> cases = [];
        for (int i = 0; i < Models.Length; i++)
        {
            cases.Add(i, Models[i].Formula);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tables_are_predicted_as_rows_are(int number, string formula)
    {
        (_, string? weights, Func<ModelFit> fitRows, Func<ModelFit, double[]> predictRows) = Models[number];
        ModelFit fit = fitRows();
        ModelFit untyped = Model.Parse(formula).Fit(ModelFrame.From(Rows), weights: weights);
        ModelFrame others = ModelFrame.From(Others);

        double[] predictions = fit.Predict(others);
        Assert.Equal(predictRows(fit), predictions);
        Assert.Equal(untyped.Predict(others), predictions);
        Assert.Contains(predictions, double.IsFinite);
    }

    [Fact]
    public void The_population_is_predicted_from_a_table_without_groups()
    {
        TableMixedFit fit = TableMixedModel.Fit(Rows);
        ModelFrame table = new(ModelFrame.From(Others).Columns.Where(column => column.Name is not ("Y" or "G" or "K")));

        double[] predictions = fit.Predict(table, new PredictionOptions { Target = PredictionTarget.Population });
        Assert.Equal(fit.Predict(Others, new PredictionOptions { Target = PredictionTarget.Population }), predictions);
    }

    [Fact]
    public void Two_spellings_of_a_grouping_factor_are_one_factor_at_build_time_and_at_run_time()
    {
        LinearMixedModelFit typed = TwoSpellingsModel.Fit(Rows);
        LinearMixedModelFit untyped = Assert.IsType<LinearMixedModelFit>(Model.Parse(TwoSpellingsModel.Formula).Fit(ModelFrame.From(Rows)));

        Assert.Equal(["g"], untyped.GroupingFactors.Select(factor => factor.Grouping));
        Assert.Equal(["g"], typed.GroupingFactors.Select(factor => factor.Grouping));
        Assert.Equal(typed.Objective, untyped.Objective);
    }

    [Fact]
    public void A_design_built_by_hand_has_no_terms_to_read_a_table_by()
    {
        ModelDesign design = TableMixedModel.BuildDesign(Rows);
        DesignBuilder builder = new(design.Rows);
        builder.Response(design.Rows.Numeric("y"));
        builder.Intercept();

        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => LinearModel.Fit(builder.Build()).Predict(ModelFrame.From(Others)));
        Assert.Contains("built by hand", fault.Message, StringComparison.Ordinal);
    }
}

[Model<MatrixRow>("y ~ ns(x, df = 3) * f3 + C(f2, sum) + offset(z / 4) + (scale(x) | g)", Weights = "K")]
public static partial class TableMixedModel;

[Model<MatrixRow>("log(y) ~ poly(x, 2) + relevel(f3, \"mid\") + weighted:z + (1 | g/f2) + (1 | K)")]
public static partial class TableNestedModel;

[Model<MatrixRow>("y ~ x + (1 | g) + (0 + x | G)")]
public static partial class TwoSpellingsModel;
