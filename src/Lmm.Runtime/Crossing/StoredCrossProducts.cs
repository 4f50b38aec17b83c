using Lmm.Coordinates;
using Lmm.Covariance;
using Lmm.Shapes;
using Lmm.Storage;

namespace Lmm.Crossing;

/// <summary>Cross-products in files.</summary>
internal static class StoredCrossProducts
{
    private const string Shape = "shape";
    private const string Sums = "sums";

    /// <summary>What the sums hold of the data.</summary>
    public static string Holds(ModelShape shape)
    {
        string[] groupings = [.. shape.RandomTerms.Select(static term => term.Grouping).Distinct()];
        string by = string.Join(", ", groupings.Select(grouping => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"by each of the {shape.RandomTerms.First(term => term.Grouping == grouping).Levels.Count} levels of {grouping}")));
        string pairs = groupings.Length > 1 ? ", and by the pairs of these levels that occur" : "";
        return $"sums of squares and products of the columns and the response: over all rows, {by}{pairs}; the sums of a level with a single row are that row";
    }

    /// <summary>Writes cross-products to a file of their own.</summary>
    public static StoredFileWriter ToFile(CrossProducts products)
    {
        ModelShape shape = products.Shape;
        StoredFileWriter file = new(StoredKind.CrossProducts, new ModelIdentity(shape.ModelName, shape.Formula, shape.ObservationCount, StoredFormat.LibraryVersion));
        file.Section(Shape, "names of columns and terms, the levels of grouping factors").Write(shape);
        file.Section(Sums, Holds(shape)).Write(products);
        StoredLevelTotals.Write(file, products, products.Totals);
        return file;
    }

    /// <summary>Reads cross-products from a file of their own.</summary>
    /// <exception cref="SavedFileException">The file holds something else, or is damaged.</exception>
    public static CrossProducts FromFile(StoredFileReader file)
    {
        file.Expect(StoredKind.CrossProducts);
        ModelShape shape = file.Section(Shape).ReadAll(StoredShape.ReadShape);
        return StoredLevelTotals.Read(file, file.Section(Sums).ReadAll(reader => reader.ReadCrossProducts(shape)));
    }

    /// <summary>Writes cross-products without their shape.</summary>
    public static void Write(this StoredWriter writer, CrossProducts products)
    {
        writer.Write(products.TotalWeight);
        writer.Write(products.LogWeightSum);
        writer.Write(products.Units);
        writer.Write(products.FixedEffects);
        writer.Write(products.Factors, factor =>
        {
            writer.Write(factor.Name);
            writer.Write(factor.Levels);
            writer.Write(factor.EffectCount);
            writer.Write(factor.Width);
            writer.Write(factor.Values.AsSpan());
        });
        writer.Write(products.Terms, term =>
        {
            writer.Write(term.Term);
            writer.Write(term.FirstColumn);
            writer.Write(term.Factor);
            writer.Write(term.Offset);
            writer.Write(term.EffectNames);
            writer.Write(term.Basis);
            writer.Write(term.Family);
        });
        writer.Write(products.Pairs, pair =>
        {
            writer.Write(pair.First);
            writer.Write(pair.Second);
            writer.Write(pair.Start.AsSpan());
            writer.Write(pair.Partner.AsSpan());
            writer.Write(pair.Values.AsSpan());
        });
        writer.Write(products.ResponseProducts.AsSpan());
    }

    /// <summary>Reads the cross-products of a shape.</summary>
    public static CrossProducts ReadCrossProducts(this StoredReader reader, ModelShape shape)
    {
        double totalWeight = reader.ReadDouble();
        double logWeightSum = reader.ReadDouble();
        DesignUnits units = reader.ReadUnits();
        FixedEffectsCoordinates fixedEffects = reader.ReadFixedEffects(shape.Coefficients);
        reader.Require(units.FixedEffects.Length == shape.Coefficients.Count && units.RandomTerms.Length == shape.RandomTerms.Count);
        reader.Require(units.RandomTerms.Zip(shape.RandomTerms).All(static term => term.First.Length == term.Second.Effects.Count));
        FactorCrossProducts[] factors = reader.ReadList(() => ReadFactor(reader, fixedEffects.Rank));
        RandomTermLayout[] terms = reader.ReadList(() => ReadTerm(reader, shape, factors));
        reader.Require(factors.Length > 0 && AreLaidOut(terms, shape, factors));
        PairCrossProducts[] pairs = reader.ReadList(() => ReadPair(reader, factors));
        double[] responseProducts = reader.ReadDoubles();
        reader.Require(responseProducts.Length == fixedEffects.Rank + 1);
        return new CrossProducts(shape, totalWeight, logWeightSum, units, fixedEffects, terms, factors, pairs, responseProducts);
    }

    private static FactorCrossProducts ReadFactor(StoredReader reader, int rank)
    {
        FactorCrossProducts factor = new(reader.ReadText(), reader.ReadTexts(), reader.ReadCount(), reader.ReadCount(), reader.ReadDoubles());
        reader.Require(factor.LevelCount > 0 && factor.EffectCount > 0 && factor.Width == (long)factor.EffectCount + rank + 1);
        reader.Require(factor.Values.Length == checked(factor.ColumnCount * factor.Width));
        return factor;
    }

    private static RandomTermLayout ReadTerm(StoredReader reader, ModelShape shape, FactorCrossProducts[] factors)
    {
        (int term, int first, int factor, int offset) = (reader.ReadCount(), reader.ReadCount(), reader.ReadCount(), reader.ReadCount());
        string[] effects = reader.ReadTexts();
        ColumnBasis basis = reader.ReadBasis(effects.Length);
        reader.Require(effects.Length > 0 && basis.Count == effects.Length);
        reader.Require(term < shape.RandomTerms.Count && factor < factors.Length && (long)offset + effects.Length <= factors[factor].EffectCount);
        reader.Require((long)first + effects.Length <= shape.RandomTerms[term].Effects.Count && factors[factor].LevelCount == shape.RandomTerms[term].Levels.Count);
        return new RandomTermLayout(term, first, factor, offset, effects, CovarianceParameterization.Of(shape.RandomTerms[term].Covariance, effects.Length), basis) { Family = reader.ReadInt32() };
    }

    private static PairCrossProducts ReadPair(StoredReader reader, FactorCrossProducts[] factors)
    {
        PairCrossProducts pair = new(reader.ReadCount(), reader.ReadCount(), reader.ReadInt32s(), reader.ReadInt32s(), reader.ReadDoubles());
        reader.Require(pair.First < factors.Length && pair.Second < factors.Length && pair.First != pair.Second);
        (FactorCrossProducts first, FactorCrossProducts second) = (factors[pair.First], factors[pair.Second]);
        reader.Require(pair.Start.Length == first.LevelCount + 1 && pair.Start[0] == 0 && pair.Start[^1] == pair.Partner.Length);
        reader.Require(pair.Values.Length == checked((long)pair.Partner.Length * first.EffectCount * second.EffectCount));
        for (int level = 0; level < first.LevelCount; level++)
        {
            reader.Require(pair.Start[level + 1] >= pair.Start[level] && pair.Start[level + 1] <= pair.Partner.Length);
            for (int place = pair.Start[level]; place < pair.Start[level + 1]; place++)
            {
                reader.Require(pair.Partner[place] >= 0 && pair.Partner[place] < second.LevelCount && (place == pair.Start[level] || pair.Partner[place] > pair.Partner[place - 1]));
            }
        }

        return pair;
    }

    // Each effect of each term of the formula, and each effect of each factor, is laid out once, in their orders.
    private static bool AreLaidOut(RandomTermLayout[] terms, ModelShape shape, FactorCrossProducts[] factors)
    {
        var columns = new int[shape.RandomTerms.Count];
        var effects = new int[factors.Length];
        int last = 0;
        foreach (RandomTermLayout term in terms)
        {
            if (term.Term < last || term.FirstColumn != columns[term.Term] || term.Offset != effects[term.Factor])
            {
                return false;
            }

            last = term.Term;
            columns[term.Term] += term.EffectCount;
            effects[term.Factor] += term.EffectCount;
        }

        return columns.Zip(shape.RandomTerms).All(static term => term.First == term.Second.Effects.Count)
            && effects.Zip(factors).All(static factor => factor.First == factor.Second.EffectCount);
    }
}
