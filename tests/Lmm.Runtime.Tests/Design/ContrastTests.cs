using System.Text.Json;
using Lmm.Variables.Contrasts;

namespace Lmm.Runtime.Tests.Design;

public class ContrastTests
{
    // R's matrices, printed so that they round-trip. Those of contr.poly carry the rounding of its QR decomposition.
    private const double Tolerance = 1e-14;

    public static TheoryData<string, int> Cases()
    {
        TheoryData<string, int> cases = [];
        foreach (JsonElement item in References.Json("model-matrix-contrasts.json").EnumerateArray())
        {
            cases.Add(item.GetProperty("coding").GetString()!, item.GetProperty("levels").GetArrayLength());
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Contrasts_are_those_of_R_and_MASS(string coding, int levelCount)
    {
        JsonElement expected = References.Json("model-matrix-contrasts.json").EnumerateArray()
            .Single(item => item.GetProperty("coding").GetString() == coding && item.GetProperty("levels").GetArrayLength() == levelCount);
        string[] levels = References.Texts(expected.GetProperty("levels"));
        double[][] columns = References.Columns(expected.GetProperty("columns"));

        CodedFactor coded = new FactorColumn("f", [.. Enumerable.Range(0, levelCount)], levels).Contrasts(References.Coding(coding));

        Assert.Equal(References.Texts(expected.GetProperty("suffixes")).Select(suffix => "f" + suffix), coded.ColumnNames);
        Assert.Equal(levelCount, coded.Coding.GetLength(0));
        for (int column = 0; column < columns.Length; column++)
        {
            for (int level = 0; level < levelCount; level++)
            {
                Assert.Equal(columns[column][level], coded.Coding[level, column], Tolerance);
            }
        }
    }

    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    [InlineData(150)]
    public void Polynomial_contrasts_stay_orthonormal_for_many_levels(int levels)
    {
        double[,] contrasts = PolynomialContrasts.Values(levels);
        for (int i = 0; i < levels - 1; i++)
        {
            for (int j = -1; j <= i; j++)
            {
                double product = 0;
                for (int level = 0; level < levels; level++)
                {
                    product += contrasts[level, i] * (j < 0 ? 1 : contrasts[level, j]);
                }

                Assert.Equal(i == j ? 1 : 0, product, Tolerance * levels);
            }
        }
    }

    [Fact]
    public void Indicators_have_one_column_a_level()
    {
        CodedFactor coded = new FactorColumn("f", [1, 0, 1], ["a", "b"]).Indicators();

        Assert.Equal(["fa", "fb"], coded.ColumnNames);
        Assert.Equal(new double[,] { { 1, 0 }, { 0, 1 } }, coded.Coding);
    }

    [Fact]
    public void A_factor_of_one_level_cannot_be_contrasted_but_indicated()
    {
        FactorColumn factor = new("site", [0, 0], ["north"], "YieldModel");

        ModelException fault = Assert.Throws<ModelException>(() => factor.Contrasts(ContrastCoding.Treatment));
        Assert.StartsWith("YieldModel: the factor site has the one level 'north'", fault.Message);
        Assert.Equal(["sitenorth"], factor.Indicators().ColumnNames);
    }
}
