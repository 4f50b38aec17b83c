using Lmm.Design;
using Lmm.Formula.Binding;
using Lmm.Runtime.Tests.Design;

namespace Lmm.Runtime.Tests.Language;

/// <summary>Designs by generated code against those by the interpreter: equal names and equal bits are demanded.</summary>
public class GeneratedDesignTests
{
    private static readonly MatrixRow[] Rows = MatrixRow.Read("model-matrix.csv");

    private static readonly (string Formula, string? Weights, Func<ModelDesign> Build)[] Models =
    [
        (PolynomialModel.Formula, null, () => PolynomialModel.BuildDesign(Rows)),
        (PowersModel.Formula, null, () => PowersModel.BuildDesign(Rows)),
        (SplineModel.Formula, null, () => SplineModel.BuildDesign(Rows)),
        (KnotModel.Formula, null, () => KnotModel.BuildDesign(Rows)),
        (NumbersModel.Formula, null, () => NumbersModel.BuildDesign(Rows)),
        (RelevelModel.Formula, null, () => RelevelModel.BuildDesign(Rows)),
        (NestedRelevelModel.Formula, null, () => NestedRelevelModel.BuildDesign(Rows)),
        (RemainderModel.Formula, null, () => RemainderModel.BuildDesign(Rows)),
        (ComputedModel.Formula, null, () => ComputedModel.BuildDesign(Rows)),
        (TruthModel.Formula, null, () => TruthModel.BuildDesign(Rows)),
        (MadeGroupsModel.Formula, null, () => MadeGroupsModel.BuildDesign(Rows)),
        (ComparedModel.Formula, null, () => ComparedModel.BuildDesign(Rows)),
        (ComputedGroupsModel.Formula, null, () => ComputedGroupsModel.BuildDesign(Rows)),
        (CodingModel.Formula, null, () => CodingModel.BuildDesign(Rows)),
        (ColumnsModel.Formula, null, () => ColumnsModel.BuildDesign(Rows)),
        (DotModel.Formula, null, () => DotModel.BuildDesign(Rows)),
        (DotSquaredModel.Formula, null, () => DotSquaredModel.BuildDesign(Rows)),
        (AttributeModel.Formula, null, () => AttributeModel.BuildDesign(Rows)),
        (RandomModel.Formula, null, () => RandomModel.BuildDesign(Rows)),
        (RatioModel.Formula, "k", () => RatioModel.BuildDesign(Rows)),
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
    public void Generated_designs_have_the_bits_of_interpreted_ones(int number, string formula)
    {
        ModelDesign generated = Models[number].Build();
        ModelFrame frame = Frame();
        BoundFormula bound = ModelBinder.Bind(formula, frame.Declarations, Models[number].Weights);
        ModelDesign interpreted = DesignInterpreter.Build(bound.Spec!, frame, "Interpreted");

        AssertSame(interpreted.FixedEffects, generated.FixedEffects);
        Assert.Equal(interpreted.Response.Name, generated.Response.Name);
        Assert.Equal(interpreted.Response.Values, generated.Response.Values);
        Assert.Equal(interpreted.Weights, generated.Weights);
        Assert.Equal(interpreted.Offset, generated.Offset);
        Assert.Equal(interpreted.RandomTerms.Length, generated.RandomTerms.Length);
        foreach ((RandomEffectsDesign expected, RandomEffectsDesign actual) in interpreted.RandomTerms.Zip(generated.RandomTerms))
        {
            AssertSame(expected.Matrix, actual.Matrix);
            Assert.Equal(expected.Grouping.Levels, actual.Grouping.Levels);
            Assert.Equal(expected.Grouping.Codes, actual.Grouping.Codes);
        }
    }

    [Fact]
    public void Declared_contrasts_name_and_fill_the_columns()
    {
        ModelMatrix matrix = AttributeModel.BuildDesign(Rows).FixedEffects;

        // Without intercept the first factor has an indicator for each level, as in R.
        Assert.Equal(["summeda", "summedb", "weightedup", "weightedbent", "x", "weightedup:x", "weightedbent:x"], matrix.ColumnNames);
        Assert.Equal(Rows.Select(row => (double)row.F3 - 1), matrix.Columns[2]);
    }

    [Fact]
    public void Labels_that_differ_from_the_variables_name_the_columns()
        => Assert.Equal(["`f five`blue", "`f five`green", "`f five`grey", "`f five`red"], RatioModel.BuildDesign(Rows).FixedEffects.ColumnNames[3..]);

    [Fact]
    public void Members_of_results_reach_each_column_of_a_transform()
    {
        ColumnsFit columns = ColumnsModel.Fit(Rows);
        PolynomialFit polynomials = PolynomialModel.Fit(Rows);
        NumbersFit numbers = NumbersModelOfFewLevels(Rows);

        Assert.Equal(columns.Coefficients["C(f3, cbind(linear = c(-1, 0, 1), bent = c(1, -2, 1)))bent"], columns.CF3CbindLinearC101BentC121["bent"]);
        Assert.Equal(polynomials.Coefficients["poly(x, 2)2:f3mid"], polynomials.PolyX2ByF3[2, Height.mid]);
        Assert.Equal(polynomials.Coefficients["scale(z):f2b"], polynomials.ScaleZByF2["b"]);
        Assert.Equal(numbers.Coefficients["factor(k)5"], numbers.FactorK[5]);
    }

    // factor(z) has a level for each row, so that there is nothing left to fit: rows of few values of z are.
    private static NumbersFit NumbersModelOfFewLevels(MatrixRow[] rows) => NumbersModel.Fit(rows.Select(row => row with { Z = Math.Round(row.Z / 2) + 0.5 }));

    private static ModelFrame Frame()
    {
        // The dot spells names as the properties are spelled.
        ModelFrame frame = ModelMatrixData.Frame("model-matrix.csv", name => name.Length == 1 || char.IsDigit(name[1]) ? name.ToUpperInvariant() : "Flag");
        Dictionary<string, string[]> cells = ModelMatrixData.Read("model-matrix.csv");
        CustomContrasts weights = new(new(new ContrastColumn("up", new(-1, 0, 1)), new ContrastColumn("bent", new(1, -2, 1))));
        return new ModelFrame(
        [
            .. frame.Columns,
            FrameColumn.Text("summed", cells["f2"]).WithContrast(ContrastCoding.Sum),
            FrameColumn.Factor("weighted", cells["f3"], "low", "mid", "high").WithContrast(weights),
            FrameColumn.Text("f five", cells["f5"]),
        ]);
    }

    private static void AssertSame(ModelMatrix expected, ModelMatrix actual)
    {
        Assert.Equal(expected.ColumnNames, actual.ColumnNames);
        Assert.Equal(expected.TermIndices, actual.TermIndices);
        Assert.Equal(expected.TermLabels, actual.TermLabels);
        Assert.Equal(expected.Columns, actual.Columns);
    }
}
