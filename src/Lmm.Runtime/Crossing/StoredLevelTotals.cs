using System.Globalization;
using Lmm.Storage;

namespace Lmm.Crossing;

/// <summary>The sums of clusters in files: a section that a file may lack.</summary>
internal static class StoredLevelTotals
{
    private const string Section = "clusters";

    /// <summary>Writes the section where there are any.</summary>
    public static void Write(StoredFileWriter file, CrossProducts products, LevelTotals[] all)
    {
        if (all.Length == 0)
        {
            return;
        }

        StoredWriter writer = file.Section(Section, Holds(products, all));
        writer.Write(all, totals =>
        {
            writer.Write(totals.Grouping);
            writer.Write(totals.Order);
            writer.Write(totals.Values.AsSpan());
        });
    }

    /// <summary>The cross-products with the section's sums, where the file has it.</summary>
    /// <exception cref="SavedFileException">The section contradicts the cross-products.</exception>
    public static CrossProducts Read(StoredFileReader file, CrossProducts products) => !file.Has(Section) ? products : file.Section(Section).ReadAll(reader =>
    {
        LevelTotals[] all = reader.ReadList(() => new LevelTotals(reader.ReadText(), reader.ReadCount(), reader.ReadDoubles()));
        reader.Require(all.Length > 0 && all.Select(static totals => totals.Grouping).Distinct().Count() == all.Length);
        foreach (LevelTotals totals in all)
        {
            reader.Require(totals.Order == products.FixedEffects.Rank + 1 && Array.Find(products.Factors, factor => factor.Name == totals.Grouping) is { } factor
                && totals.Values.Length == (long)factor.LevelCount * totals.Size);
        }

        return products.With(all);
    });

    private static string Holds(CrossProducts products, LevelTotals[] all) => string.Create(
        CultureInfo.InvariantCulture,
        $"sums of squares and products of the columns of fixed effects and the response, {string.Join(", ", all.Select(totals => string.Create(CultureInfo.InvariantCulture, $"by each of the {products.LevelCountOf(totals.Grouping)} levels of {totals.Grouping}")))}; the sums of a level with a single row are that row");
}
