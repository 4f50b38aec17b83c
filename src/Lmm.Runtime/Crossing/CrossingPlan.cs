using Lmm.Coordinates;
using Lmm.Covariance;
using Lmm.Kernels;

namespace Lmm.Crossing;

/// <summary>
/// What of the crossing of a design's rows depends neither on their weights nor on the response: the coordinates, the rows by the levels of each
/// factor, and which levels occur together. It is made once, and cross-products are filled in as often as weights or the response change.
/// </summary>
internal sealed class CrossingPlan
{
    private readonly RandomTermPart[] _parts;
    private readonly PairPattern[] _patterns;

    private CrossingPlan(EstimationDesign estimation, FixedEffectsCoordinates coordinates, RandomTermPart[] parts, GroupedFactor[] factors, LevelOrder[] orders, RandomTermLayout[] terms, PairPattern[] patterns)
    {
        Estimation = estimation;
        Coordinates = coordinates;
        _parts = parts;
        Factors = factors;
        Orders = orders;
        AllRows = factors[0].Rows is null ? orders[0] : LevelOrder.Of(factors[0].Column.Codes, factors[0].Column.Levels.Length);
        Terms = terms;
        _patterns = patterns;
    }

    /// <summary>The rows that count, in the solver's units.</summary>
    public EstimationDesign Estimation { get; }

    /// <summary>The coordinates of X, and of the design's own response.</summary>
    public FixedEffectsCoordinates Coordinates { get; }

    /// <summary>The grouping factors with their terms.</summary>
    public GroupedFactor[] Factors { get; }

    /// <summary>The rows that count for each factor, by its levels.</summary>
    public LevelOrder[] Orders { get; }

    /// <summary>All rows, by the levels of the first factor's grouping.</summary>
    public LevelOrder AllRows { get; }

    /// <summary>The random terms in the formula's order, or their parts.</summary>
    public RandomTermLayout[] Terms { get; }

    /// <summary>Analyses a design.</summary>
    /// <param name="estimation">The rows that count, in the solver's units.</param>
    /// <param name="workers">The threads to use.</param>
    /// <param name="known">The coordinates of X and the response that another design of the same rows has; null to choose them.</param>
    /// <param name="knownBasis">The working columns that another design of the same rows has of a part of a random term, null for none; null to choose all.</param>
    /// <exception cref="ModelException">A weight leaves the others no digits.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CrossingPlan Of(EstimationDesign estimation, Workers workers, FixedEffectsCoordinates? known = null, Func<RandomTermPart, ColumnBasis?>? knownBasis = null)
    {
        estimation.RefuseDominantWeight();
        ModelDesign design = estimation.Design;
        FixedEffectsCoordinates coordinates = known ?? FixedEffectsChoice.For(estimation, workers);
        RandomTermPart[] parts = RandomTermPart.Of(design);
        GroupedFactor[] factors = GroupedFactor.Of(design, parts);
        LevelOrder[] orders = Array.ConvertAll(factors, static factor => factor.Order());
        var masked = new FactorColumn?[factors.Length];
        List<PairPattern> patterns = [];
        for (int first = 0; first < factors.Length; first++)
        {
            for (int second = 0; second < factors.Length; second++)
            {
                if (IsRowOfPair(factors, first, second))
                {
                    patterns.Add(PairPattern.Of(first, orders[first], second, masked[second] ??= factors[second].Masked(), workers));
                }
            }
        }

        return new CrossingPlan(estimation, coordinates, parts, factors, orders, Layout(design, parts, factors, workers, knownBasis), [.. patterns]);
    }

    /// <summary>Forms the cross-products of the design's own weights and response.</summary>
    public CrossProducts Fill(Workers workers)
        => Fill(Coordinates, Estimation.Design.Weights, Estimation.Design.Response.Values, Estimation.LogWeightSum, workers);

    /// <summary>Forms the cross-products with other weights and another response, in the same coordinates of X and the same pattern.</summary>
    /// <param name="weights">The weights of the rows that count, all positive, in the solver's units; null for equal ones.</param>
    /// <param name="response">The response of the rows that count, in its unit.</param>
    /// <param name="workers">The threads to use.</param>
    public CrossProducts Fill(double[]? weights, double[] response, Workers workers) => Fill(
        FixedEffectsChoice.Again(Coordinates, Estimation.Design, weights, response, workers), weights, response, weights?.Sum(static weight => Math.Log(weight)) ?? 0, workers);

    private CrossProducts Fill(FixedEffectsCoordinates coordinates, double[]? weights, double[] response, double logWeightSum, Workers workers)
    {
        ModelDesign design = Estimation.Design;
        WorkingRows[] rows = Array.ConvertAll(Factors, factor => new WorkingRows(design, coordinates, BlocksOf(factor), response));
        var factors = new FactorCrossProducts[Factors.Length];
        List<PairCrossProducts> pairs = [];
        var responseProducts = new double[coordinates.Rank + 1];
        for (int index = 0; index < factors.Length; index++)
        {
            FactorFormation.Partner[] partners = [.. _patterns.Where(pattern => pattern.First == index)
                .Select(pattern => new FactorFormation.Partner(pattern, rows[pattern.Second]))];
            var formation = new FactorFormation(rows[index], Factors[index].Column, Orders[index], weights, partners);
            double[] products = index == 0 ? responseProducts : new double[responseProducts.Length];
            (factors[index], PairCrossProducts[] formed) = formation.Run(products, workers);
            pairs.AddRange(formed);
        }

        if (Factors[0].Rows is not null)
        {
            // The rows of the first factor are not all: those of its grouping factor are.
            Array.Clear(responseProducts);
            new FactorFormation(new WorkingRows(design, coordinates, [], response), Factors[0].Column, AllRows, weights, []).Run(responseProducts, workers);
        }

        double total = weights?.Sum() ?? design.Rows.RowCount;
        return new CrossProducts(Estimation.Shape, total, logWeightSum, Estimation.Units, coordinates, Terms, factors, [.. pairs], responseProducts);
    }

    /// <summary>The columns of Z of each part of a factor, in working coordinates.</summary>
    public ColumnBlock[] BlocksOf(GroupedFactor factor) => factor.Blocks(Estimation.Design, _parts, Terms);

    /// <summary>Of two factors that meet, the one with more levels gives the rows of the pair.</summary>
    public static bool IsRowOfPair(GroupedFactor[] factors, int index, int other)
    {
        if (!factors[index].Meets(factors[other]))
        {
            return false;
        }

        int own = factors[index].Column.Levels.Length;
        int others = factors[other].Column.Levels.Length;
        return own > others || (own == others && index < other);
    }

    private static RandomTermLayout[] Layout(ModelDesign design, RandomTermPart[] parts, GroupedFactor[] grouped, Workers workers, Func<RandomTermPart, ColumnBasis?>? known)
    {
        var terms = new RandomTermLayout[parts.Length];
        for (int factor = 0; factor < grouped.Length; factor++)
        {
            int offset = 0;
            foreach (int index in grouped[factor].Parts)
            {
                RandomTermPart part = parts[index];
                RandomEffectsDesign term = design.RandomTerms[part.Term];
                ICovarianceParameterization covariance = CovarianceParameterization.Of(term.Covariance, part.Count);
                double[][] columns = part.Columns(design);
                ColumnBasis basis = known?.Invoke(part) is { } given ? given
                    : part.Rows is not null && Array.TrueForAll(part.Rows, row => columns[0][row] == 1) ? ColumnBasis.Identity(1)
                    : RandomTermCoordinates.Find(columns, covariance.Basis, design.Weights, design.Rows.RowCount, workers);
                terms[index] = new RandomTermLayout(part.Term, part.First, factor, offset, term.Matrix.ColumnNames[part.First..(part.First + part.Count)], covariance, basis) { Family = part.Family };
                offset += part.Count;
            }
        }

        return terms;
    }
}
