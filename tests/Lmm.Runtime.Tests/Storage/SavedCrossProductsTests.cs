using Lmm.Tests.Solver;

namespace Lmm.Tests.Storage;

/// <summary>Cross-products that were saved are the same to the last bit, and can be added to those of new rows.</summary>
public class SavedCrossProductsTests
{
    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Loaded_cross_products_give_the_fit_to_the_last_bit(string shape)
    {
        foreach (bool weighted in new[] { false, true })
        {
            CrossProducts products = CrossProducts.Form(RandomDesigns.Build(shape, 81, weighted));
            CrossProducts again = SavedFits.Again(products);
            Assert.Equal(Bytes(products), Bytes(again));
            Assert.Equal(FitAccount.Of(LinearMixedModel.Fit(products)), FitAccount.Of(LinearMixedModel.Fit(again)));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Yesterdays_total_and_todays_rows_are_all_rows(string shape)
    {
        ModelDesign design = RandomDesigns.Build(shape, 82, weighted: true);
        int rows = design.Rows.RowCount;
        int[][] parts = [.. Enumerable.Range(0, 3).Select(part => Enumerable.Range(0, rows).Where(row => row * 3 / rows == part).ToArray())];
        CrossProducts? total = null;
        foreach (CrossProducts today in parts.Select(part => CrossProducts.Form(SumAgreement.Rows(design, part))))
        {
            total = SavedFits.Again(total is null ? today : total.Add(today));
        }

        SumAgreement.Check(design, total!);
    }

    [Fact]
    public void Adding_gives_the_same_bits_whether_saved_between_or_not()
    {
        ModelDesign design = RandomDesigns.Build("crossed, vectors in both", 83, weighted: false);
        CrossProducts first = CrossProducts.Form(SumAgreement.Rows(design, [.. Enumerable.Range(0, 60)]));
        CrossProducts second = CrossProducts.Form(SumAgreement.Rows(design, [.. Enumerable.Range(60, 60)]));
        Assert.Equal(Bytes(first.Add(second)), Bytes(SavedFits.Again(first).Add(SavedFits.Again(second))));
    }

    private static byte[] Bytes(CrossProducts products)
    {
        using MemoryStream stream = new();
        products.Save(stream);
        return stream.ToArray();
    }
}
