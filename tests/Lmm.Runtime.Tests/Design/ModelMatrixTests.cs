using System.Text.Json;
using Lmm.Formula.Binding;

namespace Lmm.Runtime.Tests.Design;

/// <summary>Compares design matrices with R's, column by column.</summary>
public class ModelMatrixTests
{
    // R 4.2.2, printed so that the numbers round-trip.
    private const double RelativeTolerance = 1e-12;

    private static readonly JsonElement[] Fixed = [.. References.Json("model-matrix.json").EnumerateArray()];

    private static readonly JsonElement[] Functions = [.. References.Json("model-matrix-functions.json").EnumerateArray()];

    private static readonly JsonElement[] Random = [.. References.Json("model-matrix-random.json").EnumerateArray()];

    private static readonly JsonElement[] Generated = [.. References.Json("model-matrix-generated.json").EnumerateArray()];

    public static TheoryData<int, string> FixedCases() => Numbered(Fixed);

    public static TheoryData<int, string> FunctionCases() => Numbered(Functions);

    public static TheoryData<int, string> RandomCases() => Numbered(Random);

    [Theory]
    [MemberData(nameof(FixedCases))]
    public void Fixed_effects_have_the_columns_of_model_matrix(int number, string formula)
        => AssertFixedEffects(Fixed[number], ModelMatrixData.Design(formula, Contrasts(Fixed[number])));

    [Theory]
    [MemberData(nameof(FunctionCases))]
    public void Transforms_factor_functions_and_dots_have_the_columns_of_model_matrix(int number, string formula)
        => AssertFixedEffects(Functions[number], ModelMatrixData.Design(formula));

    private static void AssertFixedEffects(JsonElement expected, ModelDesign design)
    {
        Assert.Equal(References.Texts(expected.GetProperty("names")), design.FixedEffects.ColumnNames);
        Assert.Equal(References.Integers(expected.GetProperty("assign")), Assign(design.FixedEffects));
        AssertColumns(References.Columns(expected.GetProperty("columns")), design.FixedEffects);
        if (expected.GetProperty("response").ValueKind != JsonValueKind.Null)
        {
            AssertClose(References.Numbers(expected.GetProperty("response")), design.Response.Values, design.Response.Name);
        }

        Assert.Equal(expected.GetProperty("offset").ValueKind == JsonValueKind.Null, design.Offset is null);
        if (design.Offset is not null)
        {
            AssertClose(References.Numbers(expected.GetProperty("offset")), design.Offset, "offset");
        }
    }

    [Fact]
    public void Formulas_drawn_at_random_have_the_columns_of_model_matrix()
    {
        Assert.True(Generated.Length > 500);
        Assert.All(Generated, expected =>
        {
            ModelMatrix matrix = ModelMatrixData.Design(expected.GetProperty("formula").GetString()!).FixedEffects;

            Assert.Equal(References.Texts(expected.GetProperty("names")), matrix.ColumnNames);
            Assert.Equal(References.Integers(expected.GetProperty("assign")), Assign(matrix));

            // The rows weighted by the roots of their numbers, so that no row can stand for another.
            double[] sums = [.. matrix.Columns.Select(column => column.Select((value, row) => value * Math.Sqrt(row + 1)).Sum())];
            double[] scales = [.. matrix.Columns.Select(column => column.Select((value, row) => Math.Abs(value) * Math.Sqrt(row + 1)).Sum())];
            double[] expectedSums = References.Numbers(expected.GetProperty("sums"));
            for (int column = 0; column < sums.Length; column++)
            {
                Assert.Equal(expectedSums[column], sums[column], RelativeTolerance * scales[column]);
            }
        });
    }

    [Theory]
    [MemberData(nameof(RandomCases))]
    public void Random_effects_have_the_columns_of_mkReTrms(int number, string formula)
    {
        List<JsonElement> expected = [.. Random[number].GetProperty("terms").EnumerateArray()];
        foreach (RandomEffectsDesign term in ModelMatrixData.Design(formula).RandomTerms.SelectMany(IndependentParts))
        {
            // lme4 sorts its terms by their number of levels, and numbers repeated grouping factors (g, g.1); the
            // formula's order and names are kept here.
            JsonElement match = expected.Find(item => item.GetProperty("grouping").GetString()!.Split('.')[0] == term.Grouping.Name
                && References.Texts(item.GetProperty("effects")).SequenceEqual(term.Matrix.ColumnNames));
            Assert.True(expected.Remove(match), $"{formula}: ({string.Join(", ", term.Matrix.ColumnNames)} | {term.Grouping.Name})");
            Assert.Equal(References.Texts(match.GetProperty("levels")), term.Grouping.Levels);
            Assert.Equal(References.Integers(match.GetProperty("codes")), term.Grouping.Codes);
            AssertColumns(References.Columns(match.GetProperty("columns")), term.Matrix);
        }

        Assert.Empty(expected);
    }

    // lme4 makes a term of each column where || leaves no correlations.
    private static IEnumerable<RandomEffectsDesign> IndependentParts(RandomEffectsDesign term)
        => term.Covariance == CovarianceStructure.Unstructured
            ? [term]
            : term.Matrix.Columns.Select((column, i) => term with { Matrix = new ModelMatrix([column], [term.Matrix.ColumnNames[i]], [0], [term.Matrix.ColumnNames[i]]) });

    private static TheoryData<int, string> Numbered(JsonElement[] items)
    {
        TheoryData<int, string> cases = [];
        for (int i = 0; i < items.Length; i++)
        {
            cases.Add(i, items[i].GetProperty("formula").GetString()!);
        }

        return cases;
    }

    private static IEnumerable<(string Variable, ContrastCoding Coding)> Contrasts(JsonElement item)
        => item.GetProperty("contrasts").EnumerateObject().Select(contrast => (contrast.Name, References.Coding(contrast.Value.GetString()!)));

    // R counts the intercept as term 0, whether the model has one or not.
    private static IEnumerable<int> Assign(ModelMatrix matrix)
        => matrix.TermLabels.FirstOrDefault() == ModelTerm.InterceptLabel ? matrix.TermIndices : matrix.TermIndices.Select(index => index + 1);

    private static void AssertColumns(double[][] expected, ModelMatrix actual)
    {
        Assert.Equal(expected.Length, actual.ColumnCount);
        for (int column = 0; column < expected.Length; column++)
        {
            AssertClose(expected[column], actual.Columns[column], actual.ColumnNames[column]);
        }
    }

    private static void AssertClose(double[] expected, double[] actual, string name)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int row = 0; row < expected.Length; row++)
        {
            Assert.True(
                Math.Abs(expected[row] - actual[row]) <= RelativeTolerance * Math.Max(1, Math.Abs(expected[row])),
                FormattableString.Invariant($"{name}, row {row + 1}: expected {expected[row]:R}, got {actual[row]:R}"));
        }
    }
}
