using System.Globalization;
using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Cells;

/// <summary>Forms the cross-products of cells from their sums.</summary>
/// <param name="design">The design of cells.</param>
/// <param name="cells">The cells.</param>
/// <param name="factors">The grouping factors with their terms.</param>
/// <param name="plan">The coordinates of X, y and the random terms.</param>
/// <param name="maps">The working columns as functions of the numbers.</param>
internal sealed class CellCrossing(ModelDesign design, CellTable cells, GroupedFactor[] factors, CrossingPlan plan, CellMaps maps)
{
    /// <summary>Forms the cross-products.</summary>
    /// <exception cref="OperationCanceledException">The workers' token was cancelled.</exception>
    public CrossProducts Form(Workers workers)
    {
        CellMap[] mapOfFactor = [.. Enumerable.Range(0, factors.Length).Select(maps.Of)];
        var blocks = new FactorCrossProducts[factors.Length];
        List<PairCrossProducts> pairs = [];
        var responseProducts = new double[plan.Coordinates.Rank + 1];
        for (int index = 0; index < factors.Length; index++)
        {
            LevelOrder order = factors[index].Order();
            CellFormation.Partner[] partners =
            [
                .. Enumerable.Range(0, factors.Length)
                    .Where(other => CrossingPlan.IsRowOfPair(factors, index, other))
                    .Select(other => new CellFormation.Partner(PairPattern.Of(index, order, other, factors[other].Column, workers), mapOfFactor[other])),
            ];
            double[] products = index == 0 ? responseProducts : new double[responseProducts.Length];
            (blocks[index], PairCrossProducts[] formed) = new CellFormation(cells, maps.Templates, mapOfFactor[index], factors[index].Column, order, partners).Run(products, workers);
            pairs.AddRange(formed);
        }

        FixedEffectsCoordinates coordinates = plan.Coordinates with { Gram = maps.Gram(mapOfFactor[0]) };
        return new CrossProducts(design.Shape, design.Weights!.Sum(), plan.Estimation.LogWeightSum, plan.Estimation.Units, coordinates, plan.Terms, blocks, [.. pairs], responseProducts);
    }

    /// <summary>How many cells and factors there are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{cells}, {factors.Length} grouping factors");
}
